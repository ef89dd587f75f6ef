// What the worker of cardboard answers to the pages, scene by scene.
import type { ExemptionsView, NoticeView, RecordView, ReviewView } from '../../../src/model/worker-api.ts';
import { madeRecords } from './made-records.ts';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

export interface PageScene {
  readonly notice: NoticeView;
  readonly exemptions: ExemptionsView;
  readonly review: ReviewView;
  readonly records: readonly RecordView[];
}

const notice = (now: number): NoticeView => ({
  study: false,
  orgName: 'Nordwind Logistics',
  noticeUrl: 'https://intranet.example.com/recording',
  contactEmail: 'showhow@example.com',
  rules: {
    purpose: 'agent-training',
    region: 'DE',
    sites: ['https://tickets.example.com/*', 'https://crm.example.com/*'],
    excludedSites: ['https://tickets.example.com/hr/*'],
    eventsOff: [],
    captureHours: ['Mo-Fr 08:00-18:00'],
    collector: 'showhow.example.com',
    isEncrypted: true,
    holdMinutes: 15,
    retentionDays: 7,
    quotaMBPerDay: 10,
    uploadEveryMinutes: 15,
    uploadOnMetered: false,
    uploadMinBatteryPercent: 30,
    pauseMaxMinutes: 30,
    exemptionMaxDays: 90,
    textFields: 2,
  },
  noticeVersion: '2026-03',
  mustAcknowledge: true,
  acknowledgedAt: now - 2 * DAY_MS,
  receipts: [
    {
      id: '3b241101-e2bb-4255-8caf-4136c566a962',
      at: now - 2 * DAY_MS,
      kind: 'acknowledgement',
      document: { '@type': 'dpv:DataProcessingRecord', record_id: '3b241101-e2bb-4255-8caf-4136c566a962' },
    },
  ],
  ownHours: ['Mo,Tu,We 09:00-16:00'],
});

const exemptions = (now: number): ExemptionsView => ({
  via: 'collector',
  orgName: 'Nordwind Logistics',
  contactEmail: 'showhow@example.com',
  maxDays: 90,
  offWhilePending: true,
  exemptions: [
    {
      id: 'a',
      via: 'collector',
      category: 'sensitive',
      scope: { kind: 'sites', sites: ['https://crm.example.com/*'] },
      until: now + 20 * DAY_MS,
      state: 'pending',
      dates: { draft: now - DAY_MS, sent: now - DAY_MS, pending: now - DAY_MS },
      off: [{ from: now - DAY_MS }],
    },
    {
      id: 'b',
      via: 'collector',
      category: 'bandwidth',
      scope: { kind: 'everything' },
      until: now + 20 * DAY_MS,
      state: 'approved',
      dates: { draft: now - 3 * DAY_MS, sent: now - 3 * DAY_MS, approved: now - DAY_MS },
      decidedBy: 'Works council office',
      hold: true,
      off: [{ from: now - 3 * DAY_MS, to: now - DAY_MS }],
    },
    {
      id: 'c',
      via: 'collector',
      category: 'power',
      scope: { kind: 'everything' },
      until: now + 20 * DAY_MS,
      state: 'denied',
      dates: { draft: now - 9 * DAY_MS, sent: now - 9 * DAY_MS, denied: now - 8 * DAY_MS },
      decidedBy: 'IT service desk',
      off: [{ from: now - 9 * DAY_MS, to: now - 8 * DAY_MS }],
    },
  ],
});

function review(records: readonly RecordView[], now: number): ReviewView {
  const [startedAt, lastAt] = [records[0]?.at ?? now, records.at(-1)?.at ?? now];
  return {
    sessions: [
      { id: 'a', startedAt, lastAt, records: records.length },
      { id: 'b', startedAt: now - 26 * HOUR_MS, lastAt: now - 25 * HOUR_MS, records: 1_204 },
    ],
    holdMinutes: 15,
    deletions: [
      {
        session: 'a',
        at: now - 20 * 60_000,
        segments: [3, 4],
        deleted: 0,
        wanted: 14,
        taken: 210,
        failedAt: now - 60_000,
      },
      { session: 'a', at: now - 40 * 60_000, segments: [1, 2], deleted: 1, wanted: 30, taken: 96 },
      {
        session: 'b',
        at: now - 26 * HOUR_MS,
        segments: [0],
        deleted: 1,
        wanted: 52,
        taken: 52,
        settledAt: now - 25 * HOUR_MS,
      },
    ],
    cost: {
      sentTodayBytes: 1_340_000,
      sentWeekBytes: 8_910_000,
      budgetBytes: 10_000_000,
      waitingBytes: 182_000,
      lastSentAt: now - 9 * 60_000,
      nextAt: now + 6 * 60_000,
      waitsFor: { reason: 'metered', until: now + 6 * 60_000 },
      onMetered: false,
      minBatteryPercent: 30,
      isBudgetHalved: false,
    },
  };
}

/** Scenes of the popup that say nothing of the pages show them as they are on an ordinary day. */
export function pageScene(scene: string, now: number): PageScene {
  const startedAt = now - (scene === 'long' ? 8 : 1) * HOUR_MS;
  const records = madeRecords(scene === 'long' ? 60_000 : 400, startedAt, now - startedAt);
  const day: PageScene = { notice: notice(now), exemptions: exemptions(now), review: review(records, now), records };
  switch (scene) {
    case 'acknowledge': {
      const { acknowledgedAt: _, ...unread } = day.notice;
      return { ...day, notice: { ...unread, receipts: [], ownHours: [] } };
    }
    case 'mail':
      return { ...day, exemptions: { ...day.exemptions, via: 'mail', exemptions: [] } };
    case 'study': {
      const { rules: _, noticeUrl: __, contactEmail: ___, acknowledgedAt: ____, ...rest } = day.notice;
      return {
        notice: { ...rest, study: true, orgName: '', mustAcknowledge: false, receipts: [], ownHours: [] },
        exemptions: { ...day.exemptions, via: 'none', exemptions: [] },
        review: { sessions: [], deletions: [] },
        records: [],
      };
    }
    case 'study-day': {
      const { cost: _, holdMinutes: __, ...review } = day.review;
      return { ...day, review: { ...review, deletions: [] } };
    }
    default:
      return day;
  }
}
