// What the extension's pages ask of the worker, over Comlink: plain JSON calls and answers.
import type { GateAnswer } from './control.ts';
import type { Exemption, ExemptionWish } from './exemption.ts';
import type { Receipt } from './receipt.ts';
import type { RecordBody, RecordKind } from './record.ts';

/** Why records that were decided to leave are still on the device. */
export const WAIT_REASONS = [
  /** The person may still take them back. */
  'hold',
  /** Nothing but the next round, which policy sets. */
  'schedule',
  'offline',
  /** The network costs money, and policy does not allow that. */
  'metered',
  /** The battery is low and not being charged. */
  'battery',
  /** What may be sent today is spread over the day. */
  'budget',
  /** The collector could not be reached, or asked to be left alone for a while. */
  'collector',
  /** The collector asks everybody to send nothing. */
  'stopped',
  /** The collector takes nothing from this device any more. */
  'revoked',
  /** The collector does not know this organisation's enrolment token. */
  'enrolment',
] as const;
export type WaitReason = (typeof WAIT_REASONS)[number];

/** What is wrong with sending. `status` as HTTP has it. */
export type SendProblem =
  | {
      readonly kind:
        | 'unreachable'
        /** Damaged on this device. */
        | 'damaged'
        /** A copy of the browser profile sends in its name. */
        | 'copied'
        | 'revoked'
        | 'enrolment'
        /** The collector's address is not https. */
        | 'insecure';
    }
  /** `foreign`: what answers is not the collector. `refused`: it will never take this segment. */
  | { readonly kind: 'answered' | 'foreign' | 'refused'; readonly status: number };

export interface WaitsFor {
  readonly reason: WaitReason;
  /** When it is tried again, in ms since 1970. */
  readonly until: number;
}

/** What the popup shows. */
export interface ControlView {
  /** The gate's answer for the site of the given tab. */
  readonly gate: GateAnswer;
  /** Origin of that tab's page; absent for browser pages. */
  readonly site?: string;
  /** True where no policy was ever seen and the person may switch sites on for themselves. */
  readonly study: boolean;
  /** True while this site is switched on in study mode. */
  readonly studySite: boolean;
  readonly orgName: string;
  /** https: address of the organisation's notice; absent where policy gives none. */
  readonly noticeUrl?: string;
  /** Whom to ask; absent where policy gives none. */
  readonly contactEmail?: string;
  readonly pauseMaxMinutes: number;
}

/** What is on the device and how sending stands. Apart from `ControlView`, since counting takes time. */
export interface DeviceView {
  /** Records on the device that have not left. */
  readonly waiting: number;
  /** Records that left and are still readable here. */
  readonly sent: number;
  /** ms since 1970 of the last segment that left; absent when none has. */
  readonly lastSentAt?: number;
  /** What left today, and what may; absent where nothing leaves by itself. */
  readonly today?: { readonly sentBytes: number; readonly budgetBytes: number };
  /** Why what waits is waiting; absent when nothing waits, or nothing is meant to leave. */
  readonly waitsFor?: WaitsFor;
  /** What is wrong with sending; absent when all is well. */
  readonly uploadProblem?: SendProblem;
  /** How the collector knows this install: the thumbprint of its key. Absent until it is enrolled. */
  readonly install?: string;
}

/** One piece of a saved session file. Pieces joined in order are a `.jsonl.gz` file. */
export interface SavedPiece {
  readonly name: string;
  readonly base64: string;
  /** Ask for this piece next; absent at the end. */
  readonly next?: number;
}

/** The rules that a policy set, as far as they concern the person. */
export interface NoticeRules {
  readonly purpose: string;
  readonly region: string;
  /** Match patterns. */
  readonly sites: readonly string[];
  readonly excludedSites: readonly string[];
  /** Kinds of events that are not recorded at all. */
  readonly eventsOff: readonly string[];
  /** Such as `Mo-Fr 08:00-18:00`; empty: at any time. */
  readonly captureHours: readonly string[];
  /** Host of the collector; absent where nothing leaves by itself. */
  readonly collector?: string;
  readonly isEncrypted: boolean;
  readonly holdMinutes: number;
  readonly retentionDays: number;
  readonly quotaMBPerDay: number;
  readonly uploadEveryMinutes: number;
  readonly uploadOnMetered: boolean;
  readonly uploadMinBatteryPercent: number;
  readonly pauseMaxMinutes: number;
  readonly exemptionMaxDays: number;
  /** How many rules let the text of a field through. */
  readonly textFields: number;
}

/** What the notice says, what the person said to it, and what they set for themselves. */
export interface NoticeView {
  readonly study: boolean;
  readonly orgName: string;
  readonly noticeUrl?: string;
  readonly contactEmail?: string;
  /** Absent where no policy rules. */
  readonly rules?: NoticeRules;
  readonly noticeVersion: string;
  readonly mustAcknowledge: boolean;
  /** When this version was acknowledged, in ms since 1970. */
  readonly acknowledgedAt?: number;
  readonly receipts: readonly Receipt[];
  readonly ownHours: readonly string[];
}

/** The person's requests, and what asking means here. */
export interface ExemptionsView {
  /** `none`: no policy rules, or it names nobody to ask. */
  readonly via: Exemption['via'] | 'none';
  readonly orgName: string;
  readonly contactEmail?: string;
  readonly maxDays: number;
  readonly offWhilePending: boolean;
  /** Newest first. */
  readonly exemptions: readonly Exemption[];
}

/** Records that the person may want back. Times in ms since 1970; `from` and `to` are both in it. */
export type Selection =
  | { readonly kind: 'minutes'; readonly minutes: number }
  | { readonly kind: 'range'; readonly from: number; readonly to: number }
  | { readonly kind: 'today' }
  | { readonly kind: 'session'; readonly session: string }
  /** Origin, such as `https://desk.example`. */
  | { readonly kind: 'site'; readonly site: string }
  | { readonly kind: 'everything' };

/** How many records, by kind. */
export type Counts = Readonly<Partial<Record<RecordKind, number>>>;

export interface Withdrawn {
  /** No longer on the device, and nothing there opens a copy of them. */
  readonly counts: Counts;
  /** Segments that had left, or were on their way: the collector is asked to delete them. */
  readonly offered: readonly { readonly session: string; readonly segments: readonly { readonly n: number }[] }[];
}

/** One record as the review page shows it. A gap's times are ms since 1970. */
export interface RecordView {
  readonly id: number;
  /** ms since 1970. */
  readonly at: number;
  readonly state: 'held' | 'sealed' | 'sent';
  readonly doc?: string;
  readonly origin?: string;
  readonly body: RecordBody;
}

/** The place of a record in its session's order: by time, then by arrival. */
export interface RecordPlace {
  readonly at: number;
  readonly id: number;
}

export interface RecordPage {
  readonly records: readonly RecordView[];
  /** Ask for what comes after this; absent at the end. */
  readonly next?: RecordPlace;
}

/** Times in ms since 1970. */
export interface SessionView {
  readonly id: string;
  readonly startedAt: number;
  readonly lastAt: number;
  readonly records: number;
}

/** What recording costs, in bytes as sent. */
export interface CostView {
  readonly sentTodayBytes: number;
  /** Today and the six days before. */
  readonly sentWeekBytes: number;
  /** ms since 1970; absent where nothing has left. */
  readonly lastSentAt?: number;
  readonly budgetBytes: number;
  readonly waitingBytes: number;
  /** ms since 1970; absent where none is planned. */
  readonly nextAt?: number;
  /** Why what waits is waiting; absent when nothing waits. */
  readonly waitsFor?: WaitsFor;
  /** What is wrong with sending; absent when all is well. */
  readonly problem?: SendProblem;
  readonly onMetered: boolean;
  readonly minBatteryPercent: number;
  /** The browser tells neither network nor battery, so `budgetBytes` is half of what policy allows. */
  readonly isBudgetHalved: boolean;
}

/** What was taken back after it had left. Times in ms since 1970. */
export interface Deletion {
  readonly session: string;
  /** When the person asked. */
  readonly at: number;
  /** Numbers of the segments: the collector deletes whole ones. */
  readonly segments: readonly number[];
  /** How many of those it has deleted. */
  readonly deleted: number;
  /** Records in them that the person wanted back, and all that go with them. */
  readonly wanted: number;
  readonly taken: number;
  /** When the last of them was deleted so far. */
  readonly settledAt?: number;
  /** When the collector last did not do it; absent once it has. */
  readonly failedAt?: number;
}

/** What there is to review. */
export interface ReviewView {
  /** Newest first. */
  readonly sessions: readonly SessionView[];
  /** How long records wait before they may leave; absent where nothing leaves by itself. */
  readonly holdMinutes?: number;
  /** Absent where nothing leaves by itself. */
  readonly cost?: CostView;
  /** Newest first. */
  readonly deletions: readonly Deletion[];
}

/** What taking back would take. */
export interface TakeBackCounts {
  readonly records: Counts;
  /** How many of them have left. */
  readonly left: number;
  /** How many records the segments hold in all that the collector would have to delete. */
  readonly inSegments: number;
}

export interface WorkerApi {
  view(tabId: number | undefined): Promise<ControlView>;
  device(): Promise<DeviceView>;
  notice(): Promise<NoticeView>;
  /** Rejects unless that version of the notice is the policy's. */
  acknowledge(noticeVersion: string): Promise<void>;
  /** Narrows the hours for this person; empty: as policy has them. Rejects for hours that cannot be read. */
  setOwnHours(hours: readonly string[]): Promise<void>;
  exemptions(): Promise<ExemptionsView>;
  /** Rejects where the wish is not whole. The answer is the request as it is kept. */
  askExemption(wish: ExemptionWish): Promise<Exemption>;
  /** The person sent the mail of this request. */
  noteMailSent(id: string): Promise<void>;
  withdrawExemption(id: string): Promise<void>;
  /** Starts a pause now. The worker shortens it to what policy allows. */
  pause(minutes: number): Promise<void>;
  resume(): Promise<void>;
  /** Study mode only: rejects where a policy rules. */
  setStudySite(origin: string, isOn: boolean): Promise<void>;
  /** A session as a file, the newest where none is named, from piece 0 on; undefined when nothing was recorded. */
  saveSession(piece: number, session?: string): Promise<SavedPiece | undefined>;
  sessions(): Promise<ReviewView>;
  /** Records of a session in the order of time, some hundreds at once. */
  records(session: string, after: RecordPlace | undefined): Promise<RecordPage>;
  /** How many records a selection holds. */
  countRecords(selection: Selection): Promise<Counts>;
  /** The same, and what of it has left. */
  countTakeBack(selection: Selection): Promise<TakeBackCounts>;
  /** Takes records back; resolves when they are gone. */
  withdraw(selection: Selection): Promise<Withdrawn>;
}

/** Name of the runtime port that carries these calls. */
export const WORKER_PORT = 'worker-api';
