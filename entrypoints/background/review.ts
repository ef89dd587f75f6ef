// Wires what the review page asks to the disk.
import browser from 'webextension-polyfill';
import { policyOf } from '../../src/control/decide.ts';
import type { ControlDesk } from '../../src/control/desk.ts';
import type { Policy } from '../../src/model/policy.ts';
import type { CostView, WorkerApi } from '../../src/model/worker-api.ts';
import type { Database } from '../../src/store/database.ts';
import { listDeletions } from '../../src/store/deletions.ts';
import { readBattery, readUploadState, spentOn } from '../../src/store/meta.ts';
import { countTakeBack, listSessions, readPage } from '../../src/store/review.ts';
import { countWaitingBytes } from '../../src/store/segment-facts.ts';
import { dailyBytes, isUnknownDevice, lastWeekDays, localDay, mayLeaveAtAll } from '../../src/upload/quota.ts';
import { UPLOAD_ALARM } from '../../src/upload/schedule.ts';
import { readDeviceFacts } from './browser-facts.ts';

type ReviewApi = Pick<WorkerApi, 'sessions' | 'records' | 'countTakeBack'>;

export function createReviewApi(database: Promise<Database>, desk: ControlDesk): ReviewApi {
  return {
    sessions: async () => {
      const db = await database;
      const policy = policyOf(await desk.facts());
      const leaves = policy !== undefined && mayLeaveAtAll(policy).kind === 'now';
      return {
        sessions: await listSessions(db),
        ...(leaves && { holdMinutes: policy.holdMinutes, cost: await readCost(db, policy) }),
        deletions: await listDeletions(db),
      };
    },
    records: async (session, after) => readPage(await database, session, after),
    countTakeBack: async (selection) => countTakeBack(await database, selection, Date.now()),
  };
}

async function readCost(db: Database, policy: Policy): Promise<CostView> {
  const device = readDeviceFacts(await readBattery(db));
  const [alarm, state] = await Promise.all([browser.alarms.get(UPLOAD_ALARM), readUploadState(db)]);
  const { lastSentAt, problem, waitsFor } = state;
  const now = Date.now();
  return {
    budgetBytes: dailyBytes(policy, device),
    isBudgetHalved: isUnknownDevice(device),
    sentTodayBytes: spentOn(state, [localDay(now)]),
    sentWeekBytes: spentOn(state, lastWeekDays(now)),
    waitingBytes: await countWaitingBytes(db),
    onMetered: policy.uploadOnMetered,
    minBatteryPercent: policy.uploadMinBatteryPercent,
    ...(alarm !== undefined && { nextAt: alarm.scheduledTime }),
    ...(lastSentAt !== undefined && { lastSentAt }),
    ...(waitsFor !== undefined && { waitsFor }),
    ...(problem !== undefined && { problem }),
  };
}
