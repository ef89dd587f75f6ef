// Wires what pages send, by message or as a tail, through gate and redaction onto the disk.
import browser from 'webextension-polyfill';
import { policyOf } from '../../src/control/decide.ts';
import type { ControlDesk } from '../../src/control/desk.ts';
import { createDrafts } from '../../src/control/draft.ts';
import type { PageDeps } from '../../src/control/page-messages.ts';
import { keepTail } from '../../src/control/page-messages.ts';
import { pointerHzOf } from '../../src/model/battery.ts';
import type { StopCause } from '../../src/model/control.ts';
import { TAIL_PREFIX } from '../../src/model/message.ts';
import { cleanEvent } from '../../src/redaction/clean-event.ts';
import { cleanTexts, mayTell } from '../../src/redaction/clean-text.ts';
import { rulesFor } from '../../src/redaction/page-rules.ts';
import { createSecretMemory } from '../../src/redaction/secret-memory.ts';
import type { NewBatch } from '../../src/store/append.ts';
import { append, lose } from '../../src/store/append.ts';
import { noteWork } from '../../src/store/at-work.ts';
import { diskFaultOf } from '../../src/store/damage.ts';
import type { Database } from '../../src/store/database.ts';
import { awaitDocument, findDocument, forgetWaiting, knowDocument } from '../../src/store/documents.ts';
import { joinText } from '../../src/store/join-text.ts';
import { recordLost } from '../../src/store/lifecycle.ts';
import { readBattery } from '../../src/store/meta.ts';
import type { SessionSource } from '../../src/store/session-log.ts';
import { shed, storedBytes } from '../../src/store/shed.ts';
import { findFrame, readSessionStart } from './browser-facts.ts';
import { readFieldWords, readScrubber } from './detectors.ts';
import { readVocabulary } from './vocabulary.ts';

/** In `storage.session`, which never reaches the disk and which no page can read. */
const SECRETS_KEY = 'secrets';

export interface RecorderHooks {
  readonly findCause: PageDeps['findCause'];
  /** Called after each batch that brought records, with the time of the first (ms since 1970). */
  readonly onKept: (at: number) => Promise<void>;
  /** Called with what to tell the person when nothing can be kept. */
  readonly onDiskFault: (why: StopCause) => Promise<void>;
  /** True in the first life of the worker in a run of the browser. */
  readonly isNewRun: () => Promise<boolean>;
  /** Called before a document is noted that holds what is done in it until somebody can judge it. */
  readonly onWaiting: (doc: string) => void;
  /** Called at each sign that somebody works. */
  readonly onWork: () => void;
}

export function createPageDeps(database: Promise<Database>, desk: ControlDesk, hooks: RecorderHooks): PageDeps {
  const secrets = createSecretMemory({
    read: async () => (await browser.storage.session.get(SECRETS_KEY))[SECRETS_KEY],
    write: (state) => browser.storage.session.set({ [SECRETS_KEY]: state }),
  });
  const readPointerHz = async (): Promise<number> =>
    pointerHzOf(policyOf(await desk.facts()), await readBattery(await database));
  return {
    extensionId: browser.runtime.id,
    readPointerHz,
    fieldWords: readFieldWords,
    rulesFor,
    markKey: secrets.key,
    noteSecret: secrets.note,
    now: Date.now,
    readFacts: desk.facts,
    findFrame,
    findCause: hooks.findCause,
    findDocument: async (doc) => {
      const found = await findDocument(await database, doc);
      // Of one that nobody has judged yet nothing is known.
      return found?.rules === '' ? undefined : found;
    },
    knowDocument: async (known) => knowDocument(await database, known, Date.now()),
    clean: async (event, rules) => {
      const hasRules = Object.values(rules).some((kind: readonly unknown[]) => kind.length > 0);
      const listed = hasRules ? { rules, scrubber: await readScrubber() } : undefined;
      return cleanEvent(event, await readVocabulary(), await secrets.filter(), listed);
    },
    keepText: async ({ doc, node, mode: told, of, texts, names }, rules) => {
      const mode = mayTell(rules, told);
      if (mode === undefined) return;
      const [scrubber, hasEcho] = await Promise.all([readScrubber(), secrets.filter()]);
      const cleaned = cleanTexts(
        texts.map(({ text }) => text),
        { mode, of, names, scrubber, hasEcho },
      );
      if (cleaned === undefined) return;
      const joined = texts.map(({ ats }, i) => ({ ats, text: cleaned[i] ?? '' }));
      await joinText(await database, { doc, node, mode, texts: joined }, Date.now());
    },
    append: async (batch) => {
      const start = await readSessionStart(policyOf(await desk.facts()), await readPointerHz());
      await appendOrStop(await database, batch, { start, randomId }, hooks.onDiskFault);
      const [first] = batch.records;
      if (first === undefined) return;
      hooks.onWork();
      await hooks.onKept(first.at);
    },
    noteWork: async (doc, at) => {
      await noteWork(await database, doc, at);
      hooks.onWork();
    },
    keepDraft: drafts.put,
    areFactsKnown: desk.areKnown,
    awaitDocument: async (waiting) => {
      // A browser that has just started takes seconds, and may be gone before.
      if (!(await hooks.isNewRun()) && (await isThereWithin(desk.facts(), FACTS_SOON_MS))) return;
      hooks.onWaiting(waiting.doc);
      await awaitDocument(await database, waiting, Date.now());
      const forget = async (): Promise<void> => forgetWaiting(await database, waiting.doc);
      // A page that is recorded sends at once what it held. One that is silent by then was gone before, a frame with its tab.
      void desk.facts().then(() => setTimeout(() => void forget(), HELD_SENT_MS));
    },
    forgetWaiting: async (doc) => forgetWaiting(await database, doc),
    declareLost: async (stretch) => recordLost(await database, stretch, Date.now()),
    turnedAway: new Set(),
    lose: async (doc, batch, times) => lose(await database, { doc, batch, times }, Date.now()),
  };
}

/** A worker that starts again while the browser runs knows the policy within this: then there is nothing to note. */
const FACTS_SOON_MS = 300;

async function isThereWithin(what: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, ms, false);
  });
  const isThere = await Promise.race([what.then(() => true), late]);
  clearTimeout(timer);
  return isThere;
}

/** After the gate's answer a page has sent what it held, and sent it again if need be, within this. */
const HELD_SENT_MS = 5_000;

/** A full disk first costs what was sent and the oldest paths; then recording stops. The page keeps what was not kept here. */
async function appendOrStop(
  db: Database,
  batch: NewBatch,
  source: SessionSource,
  onDiskFault: (why: StopCause) => Promise<void>,
): Promise<void> {
  try {
    await append(db, batch, Date.now(), source);
  } catch (error) {
    const why = diskFaultOf(error);
    if (why === undefined) throw error;
    console.error('A batch could not be kept:', error);
    if (!(await tryMakeRoom(db))) {
      await onDiskFault(why);
      throw error;
    }
    await append(db, batch, Date.now(), source);
  }
}

async function tryMakeRoom(db: Database): Promise<boolean> {
  try {
    return await shed(db, (await storedBytes(db)) * ROOM_SHARE, Date.now());
  } catch (error) {
    if (diskFaultOf(error) === undefined) throw error;
    return false;
  }
}
/** What stays when the disk is full before the cap is reached. */
const ROOM_SHARE = 0.8;

const drafts = createDrafts(
  {
    list: () => browser.storage.session.get(),
    put: (key, draft) => browser.storage.session.set({ [key]: draft }),
    remove: (key) => browser.storage.session.remove(key),
  },
  findFrame,
);

/** Keeps what was open in frames that are gone. */
export async function settleDrafts(deps: PageDeps): Promise<void> {
  await drafts.settle(async (draft) => void (await keepTail(deps, draft)));
}

/** Keeps and removes every tail that lies in storage. False when one stays, since its page's message may still come. */
export async function drainTails(deps: PageDeps, when: 'early' | 'late'): Promise<boolean> {
  const stored = await browser.storage.local.get();
  const keys = Object.keys(stored).filter((key) => key.startsWith(TAIL_PREFIX));
  let areAllKept = true;
  for (const key of keys) {
    const isKept = await keepTail(deps, stored[key], when);
    // Only now: a worker that dies before finds it again, and its batches are ticked off then.
    if (isKept) await browser.storage.local.remove(key);
    areAllKept &&= isKept;
  }
  return areAllKept;
}

function randomId(): string {
  return crypto.randomUUID().replaceAll('-', '').slice(0, 16);
}
