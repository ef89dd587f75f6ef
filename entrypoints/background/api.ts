// Wires what the extension's pages may ask to control, disk and sending.
import browser from 'webextension-polyfill';
import type { ControlDesk } from '../../src/control/desk.ts';
import { createWorkerApi } from '../../src/control/worker-api.ts';
import type { Policy } from '../../src/model/policy.ts';
import type { DeviceView, WaitsFor, WorkerApi } from '../../src/model/worker-api.ts';
import type { Database } from '../../src/store/database.ts';
import { recordControl } from '../../src/store/lifecycle.ts';
import { readAccess, readUploadState, spentOn, takeInstallKey } from '../../src/store/meta.ts';
import { countRecords, findSession, newestSession } from '../../src/store/retention.ts';
import { listSegments } from '../../src/store/segment-facts.ts';
import { readHeld, readSealed } from '../../src/store/segments.ts';
import { countSelected, withdraw } from '../../src/store/withdraw.ts';
import { makeInstallKey, toThumbprint } from '../../src/upload/dpop.ts';
import { localDay, mayLeaveAtAll } from '../../src/upload/quota.ts';
import { savePiece } from '../../src/upload/save-session.ts';
import { UPLOAD_ALARM } from '../../src/upload/schedule.ts';
import { findTabUrl, listOpenTabs } from './browser-facts.ts';
import type { Gatehouse } from './gatehouse.ts';
import { createReviewApi } from './review.ts';

export function createApi(
  database: Promise<Database>,
  desk: ControlDesk,
  gatehouse: Gatehouse,
  hooks: {
    readonly askCollector: () => Promise<void>;
    /** The collector may have something to delete. */
    readonly onWithdrawn: () => void;
  },
): WorkerApi {
  return createWorkerApi({
    desk,
    now: Date.now,
    randomId: () => crypto.randomUUID(),
    language: browser.i18n.getUILanguage(),
    recordDecision: async (action, by) => {
      const now = Date.now();
      await recordControl(await database, { kind: 'control', action, by }, now, now);
    },
    askCollector: hooks.askCollector,
    settleClock: gatehouse.settleClock,
    findTabUrl,
    readDevice: async (policy) => readDeviceView(await database, policy),
    tellPause: gatehouse.tellPause,
    recordPause: gatehouse.pauseDecided,
    publish: gatehouse.publish,
    review: createReviewApi(database, desk),
    saveSession: async (piece, session) => {
      const db = await database;
      return savePiece(
        {
          findSession: () => (session === undefined ? newestSession(db) : findSession(db, session)),
          listSegments: (session) => listSegments(db, session),
          readSealed: (session, n) => readSealed(db, session, n),
          readHeld: (session, untilAt, limit) => readHeld(db, session, untilAt, limit),
        },
        piece,
      );
    },
    countRecords: async (selection) => countSelected(await database, selection, Date.now()),
    withdraw: async (selection) => {
      const withdrawn = await withdraw(await database, selection, Date.now(), await listOpenTabs());
      hooks.onWithdrawn();
      return withdrawn;
    },
  });
}

async function readDeviceView(db: Database, policy: Policy | undefined): Promise<DeviceView> {
  const [counts, state] = await Promise.all([countRecords(db), readUploadState(db)]);
  const { lastSentAt, waitsFor, problem } = state;
  const install = await readInstall(db);
  const leave = mayLeaveAtAll(policy);
  const uploadProblem = leave.kind === 'never' ? leave.why : problem;
  return {
    ...counts,
    ...(lastSentAt !== undefined && { lastSentAt }),
    ...(leave.kind === 'now' &&
      policy !== undefined && {
        today: {
          sentBytes: spentOn(state, [localDay(Date.now())]),
          budgetBytes: policy.quotaMBPerDay * 1_000_000,
        },
      }),
    ...(leave.kind === 'now' && counts.waiting > 0 && { waitsFor: waitsFor ?? (await nextRound(policy)) }),
    ...(uploadProblem !== undefined && { uploadProblem }),
    ...(install !== undefined && { install }),
  };
}

/** Undefined where no collector let this install in. */
async function readInstall(db: Database): Promise<string | undefined> {
  if ((await readAccess(db)).token === undefined) return undefined;
  return toThumbprint((await takeInstallKey(db, makeInstallKey)).publicKey);
}

/** What waits waits for the upload alarm, and where policy wants a hold window, for that first. */
async function nextRound(policy: Policy | undefined): Promise<WaitsFor> {
  const alarm = await browser.alarms.get(UPLOAD_ALARM);
  return {
    reason: policy !== undefined && policy.holdMinutes > 0 ? 'hold' : 'schedule',
    until: alarm?.scheduledTime ?? Date.now(),
  };
}
