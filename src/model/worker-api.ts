// What the extension's pages ask of the worker, over Comlink: plain JSON calls and answers.
import type { GateAnswer } from './control.ts';
import type { RecordKind } from './record.ts';

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
  /** Records on the device that have not left. */
  readonly waiting: number;
  /** Records that left and are still readable here. */
  readonly sent: number;
  /** ms since 1970 of the last segment that left; absent when none has. */
  readonly lastSentAt?: number;
  /** Why what waits is waiting; absent when nothing waits, or nothing is meant to leave. */
  readonly waitsFor?: WaitsFor;
  /** What is wrong with sending, as one sentence; absent when all is well. */
  readonly uploadProblem?: string;
}

/** One piece of a saved session file. Pieces joined in order are a `.jsonl.gz` file. */
export interface SavedPiece {
  readonly name: string;
  readonly base64: string;
  /** Ask for this piece next; absent at the end. */
  readonly next?: number;
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

export interface WorkerApi {
  view(tabId: number | undefined): Promise<ControlView>;
  /** Starts a pause now. The worker shortens it to what policy allows. */
  pause(minutes: number): Promise<void>;
  resume(): Promise<void>;
  /** Study mode only: rejects where a policy rules. */
  setStudySite(origin: string, isOn: boolean): Promise<void>;
  /** The newest session as a file, from piece 0 on; undefined when nothing was recorded. */
  saveSession(piece: number): Promise<SavedPiece | undefined>;
  /** How many records a selection holds. */
  countRecords(selection: Selection): Promise<Counts>;
  /** Takes records back; resolves when they are gone. */
  withdraw(selection: Selection): Promise<Withdrawn>;
}

/** Name of the runtime port that carries these calls. */
export const WORKER_PORT = 'worker-api';
