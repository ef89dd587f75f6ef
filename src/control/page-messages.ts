// Answers the messages of pages: parses them, checks who sent them, and asks the gate again for every record. Worker.
import type { Cause, PageEvent } from '../model/event.ts';
import type { FieldWords } from '../model/field.ts';
import type { Batch, BatchAnswer, CaptureOrder, PageMessage, Tail } from '../model/message.ts';
import { pageMessage, tail } from '../model/message.ts';
import type { PageRules } from '../model/page-rules.ts';
import { NO_RULES } from '../model/page-rules.ts';
import type { Policy } from '../model/policy.ts';
import type { TimedEvent } from '../model/record.ts';
import { isAnythingExempt } from './exemption.ts';
import type { GateFacts } from './gate.ts';
import { answerExempt, answerGate, answerGateForTime, canJudge, listedSince, rulesOf } from './gate.ts';
import type { LoadPlace } from './navigation-cause.ts';
import type { FindFrame, PagePlace, PageSender } from './page-place.ts';
import { inheritsSite, locate } from './page-place.ts';
import { sitesOn } from './page-sites.ts';

/** A document that the gate let in, as far as a batch needs it that comes after its page is gone. No path, no query. */
export interface KnownDocument {
  readonly doc: string;
  readonly tab: number;
  readonly frameId: number;
  readonly parentFrameId?: number;
  readonly origin: string;
  readonly topOrigin: string;
  /** The rules under which it was let in. */
  readonly rules: string;
  /** Why it was loaded, where the browser said so. */
  readonly cause?: Cause;
}

/** The frame that a document is in. */
export type FramePlace = Pick<KnownDocument, 'tab' | 'frameId'>;

/** A document of which nobody knows yet whether it may be recorded: no address, no site. */
export type WaitingDocument = Pick<KnownDocument, 'doc' | 'tab' | 'frameId'> & {
  /** Since when it holds what is done in it, in ms since 1970. */
  readonly at: number;
};

/** One batch as far as it may be kept. Its number counts even when no record is left: it is not missing. */
export interface JudgedBatch {
  readonly doc: string;
  readonly batch: number;
  readonly records: readonly TimedEvent[];
  /** Pointer paths that the page gave up. */
  readonly shed?: number;
}

export interface PageDeps {
  /** Sent along with a yes. */
  readonly fieldWords: () => Promise<FieldWords>;
  /** The policy's rules that may matter in a document of `url`; `isFixed`: its own address says nothing. */
  readonly rulesFor: (policy: Policy, url: string, isFixed: boolean) => PageRules;
  readonly markKey: () => Promise<readonly [number, number]>;
  /** Remembers the mark of a secret, before anything that came after it is cleaned. */
  readonly noteSecret: (mark: string) => Promise<void>;
  readonly extensionId: string;
  readonly now: () => number;
  readonly readFacts: () => Promise<GateFacts>;
  /** Most pointer samples a second right now. */
  readonly readPointerHz: () => Promise<number>;
  readonly findFrame: FindFrame;
  /** Why the document at that place was loaded; undefined where nothing was heard of it. */
  readonly findCause: (place: LoadPlace) => Cause | undefined;
  readonly findDocument: (doc: string) => Promise<KnownDocument | undefined>;
  readonly knowDocument: (known: KnownDocument) => Promise<void>;
  /** Cleans names, addresses and values, but for what the rules list; resolves before anything is stored. */
  readonly clean: (event: PageEvent, rules: PageRules) => Promise<PageEvent>;
  /** Cleans text that the rules let through and puts it to its records; resolves when it is on disk. */
  readonly keepText: (typed: TypedText, rules: PageRules) => Promise<void>;
  /** Resolves when the records are on disk. */
  readonly append: (batch: JudgedBatch) => Promise<void>;
  /** Somebody works in a document that was let in, though there is no record of it yet. */
  readonly noteWork: (doc: string, at: number) => Promise<void>;
  /** Keeps what may become a batch in memory, until the frame says more or is gone. */
  readonly keepDraft: (place: FramePlace, draft: Tail) => Promise<void>;
  /** True when `readFacts` would resolve at once. Chromium takes seconds to tell the policy after its start. */
  readonly areFactsKnown: () => boolean;
  /**
   * A document holds what is done in it until the gate is known: should the browser die first, the next start says so. Resolves
   * at once when `readFacts` does.
   */
  readonly awaitDocument: (waiting: WaitingDocument) => Promise<void>;
  /** The gate is known, and it is not let in: nothing of it will be missing. */
  readonly forgetWaiting: (doc: string) => Promise<void>;
  /** Something was done in this stretch that nobody could take. */
  readonly declareLost: (stretch: { readonly from: number; readonly to: number }) => Promise<void>;
  /** Documents that were told to rest in this life of the worker. */
  readonly turnedAway: Set<string>;
  /** A batch that could not be read: counted as lost. */
  readonly lose: (doc: string, batch: number, held?: Batch['held']) => Promise<void>;
}

/** What a field held when it was left, as the page tells it. */
export type TypedText = Extract<PageMessage, { type: 'textTyped' }>;

export type PageAnswer = CaptureOrder | BatchAnswer;

/** Undefined for what is no business of ours: senders other than our own scripts in web pages, and mere wake-ups. */
export async function answerPage(deps: PageDeps, raw: unknown, sender: PageSender): Promise<PageAnswer | undefined> {
  if (sender.id !== deps.extensionId || !isPage(sender)) return undefined;
  const parsed = pageMessage.safeParse(raw);
  if (!parsed.success) return answerMalformed(deps, raw, parsed.error.issues[0]?.message ?? 'unreadable');
  return answerMessage(deps, parsed.data, sender);
}

/**
 * True for a page's question, which brings nothing that would have to be put in order. It is noted on disk before anything else is
 * done: the browser may die while what the last run left is still in the way of an answer.
 */
export function noteQuestion(deps: PageDeps, raw: unknown, sender: PageSender): boolean {
  if (typeof raw !== 'object' || raw === null || !('type' in raw) || raw.type !== 'gateAsked') return false;
  const parsed = pageMessage.safeParse(raw);
  if (sender.id === deps.extensionId && parsed.data?.type === 'gateAsked') void awaitAnswer(deps, parsed.data, sender);
  return true;
}

/** Resolves when the next run would know of the document, or has no need to. */
async function awaitAnswer(
  deps: PageDeps,
  { doc, since }: GateQuestion,
  { tab, frameId = 0 }: PageSender,
): Promise<void> {
  if (tab?.id === undefined || deps.areFactsKnown()) return;
  await deps.awaitDocument({ doc, tab: tab.id, frameId, at: Math.min(since, deps.now()) });
}
type GateQuestion = Extract<PageMessage, { type: 'gateAsked' }>;

function answerMessage(deps: PageDeps, message: PageMessage, sender: PageSender): Promise<PageAnswer | undefined> {
  switch (message.type) {
    case 'gateAsked':
      return answerGateAsked(deps, message, sender);
    case 'batchRecorded':
      return answerBatch(deps, message.doc, message, sender);
    case 'drafted':
      return noteDraft(deps, message, sender);
    case 'pressed':
      return notePress(deps, message, sender);
    case 'secretTyped':
      // Wherever it was typed: a mark can only hide more.
      return deps.noteSecret(message.mark).then(() => undefined);
    case 'textTyped':
      return keepText(deps, message, sender);
  }
}

/**
 * Beside waking the worker a press is a sign of life: what it began has no record yet. It was done when the page says so: a worker
 * that slept, on a busy machine, hears of it so late that a quit in good order would look like one under somebody's hands.
 */
async function notePress(deps: PageDeps, { doc, at }: PressMessage, sender: PageSender): Promise<undefined> {
  const known = await deps.findDocument(doc);
  if (known !== undefined && !isElsewhere(known, sender)) await deps.noteWork(doc, Math.min(at, deps.now()));
}
type PressMessage = Extract<PageMessage, { type: 'pressed' }>;

/** Its records were let in when it was typed. The rules must be those that let it through. */
async function keepText(deps: PageDeps, message: TypedText, sender: PageSender): Promise<undefined> {
  const facts = await deps.readFacts();
  const known = await deps.findDocument(message.doc);
  if (known === undefined || isElsewhere(known, sender) || known.rules !== rulesOf(facts)) return;
  await deps.keepText(message, rulesOn(deps, facts, known.origin));
}

function rulesHere(deps: PageDeps, facts: GateFacts, policy: Policy, url: string, ownUrl: string): PageRules {
  const isFixed = inheritsSite(ownUrl);
  const sites = sitesOn(facts, url, deps.now(), isFixed);
  return { ...deps.rulesFor(policy, url, isFixed), ...(sites !== undefined && { sites }) };
}

/** Rules that may matter somewhere on an origin: of a document that is gone no path is known. */
function rulesOn(deps: PageDeps, { policy }: GateFacts, origin: string | undefined): PageRules {
  return policy.kind === 'policy' && origin !== undefined
    ? deps.rulesFor(policy.policy, `${origin}/`, false)
    : NO_RULES;
}

/** Of a document that was let in, and of no other: what it holds is judged when it is settled. */
async function noteDraft(
  deps: PageDeps,
  { doc, batch, records }: Batch & { readonly doc: string },
  sender: PageSender,
): Promise<undefined> {
  const known = await deps.findDocument(doc);
  if (known !== undefined && !isElsewhere(known, sender))
    await deps.keepDraft(known, { doc, batches: [{ batch, records }] });
}

/**
 * Keeps what a page left in storage at its end. A document that was never let in, or under other rules, leaves nothing but word
 * that something is lost; `early`: its message may still be on its way, and the answer is false while that is waited for.
 */
export async function keepTail(deps: PageDeps, raw: unknown, when: 'early' | 'late' = 'late'): Promise<boolean> {
  const parsed = tail.safeParse(raw);
  if (!parsed.success) {
    console.error('A malformed tail was dropped:', parsed.error.issues[0]?.message);
    return true;
  }
  const { doc, batches } = parsed.data;
  if (when === 'early' && batches.some(({ held }) => held !== undefined)) return false;
  const facts = await deps.readFacts();
  const known = await deps.findDocument(doc);
  if (known === undefined) {
    await declareHeld(deps, facts, parsed.data);
    return true;
  }
  const since = known.rules === rulesOf(facts) ? topSince(facts, known) : undefined;
  // What was held is missing unless its message came: then its number is ticked off, and this changes nothing.
  for (const batch of batches)
    if (batch.held !== undefined) await deps.lose(doc, batch.batch, batch.held);
    else await keepBatch(deps, facts, doc, batch, { since, urls: urlsOf(known), origin: known.origin });
  return true;
}

/**
 * The page is gone, and its question was never heard: all of its life was shorter than the worker's absence. Its site is not
 * known, so nothing is said where an exemption for some site, or anything else, may have kept it from being recorded.
 */
async function declareHeld(deps: PageDeps, facts: GateFacts, { doc, batches }: Tail): Promise<void> {
  const times = batches.flatMap(({ held }) => held ?? []).map((at) => Math.min(at, deps.now()));
  await deps.forgetWaiting(doc);
  if (times.length === 0 || deps.turnedAway.has(doc)) return;
  const [from, to] = [Math.min(...times), Math.max(...times)];
  const isOpen = [from, to].every((at) => answerGateForTime(facts, at).state === 'capturing');
  if (isOpen && !isAnythingExempt(facts.control, from, to)) await deps.declareLost({ from, to });
}

async function answerGateAsked(deps: PageDeps, question: GateQuestion, sender: PageSender): Promise<CaptureOrder> {
  const { doc } = question;
  const [facts, place] = await Promise.all([
    deps.readFacts(),
    locate(sender, deps.findFrame),
    awaitAnswer(deps, question, sender),
  ]);
  if (place === undefined || answerGate(facts, { ...place, at: deps.now() }).state !== 'capturing') {
    await turnAway(deps, doc);
    return { kind: 'rest' };
  }
  if (isElsewhere(await deps.findDocument(doc), sender)) return { kind: 'rest' };
  const cause = deps.findCause({ ...place, url: sender.url ?? '' });
  // All at once: a worker may not live long enough to read one after the other.
  const [pointerHz, words, markKey] = await Promise.all([
    deps.readPointerHz(),
    deps.fieldWords(),
    deps.markKey(),
    deps.knowDocument({ ...toKnown(doc, place, facts), ...(cause !== undefined && { cause }) }),
  ]);
  const policy = facts.policy.kind === 'policy' ? facts.policy.policy : undefined;
  return {
    kind: 'capture',
    pointerHz,
    off: kindsOff(facts),
    words,
    rules: policy === undefined ? NO_RULES : rulesHere(deps, facts, policy, place.url, sender.url ?? ''),
    markKey,
  };
}

async function answerBatch(deps: PageDeps, doc: string, batch: Batch, sender: PageSender): Promise<BatchAnswer> {
  const facts = await deps.readFacts();
  const known = await deps.findDocument(doc);
  if (isElsewhere(known, sender)) return { kind: 'malformed', problem: 'The document lives in another tab.' };
  const since = await siteSince(deps, facts, doc, known, sender);
  const urls = [sender.url ?? '', ...(known === undefined ? [sender.tab?.url ?? ''] : urlsOf(known))];
  if (known === undefined && since === undefined) await turnAway(deps, doc);
  const origin = known?.origin ?? (sender.url && new URL(sender.url).origin);
  const kept = await keepBatch(deps, facts, doc, batch, { since, urls, origin });
  return kept > 0 || batch.records.length === 0 ? { kind: 'kept' } : { kind: 'refused' };
}

/** Of a document that may not be recorded nothing can be lost, whatever it leaves behind. */
async function turnAway(deps: PageDeps, doc: string): Promise<void> {
  if (deps.turnedAway.size >= TURNED_AWAY_MAX) deps.turnedAway.clear();
  deps.turnedAway.add(doc);
  await deps.forgetWaiting(doc);
}
/** Kept in memory, for tails that come a moment later. */
const TURNED_AWAY_MAX = 1_000;

/** Where a batch is from: since when that is listed (`undefined`: it is not), and by which URLs an exemption covers it. */
interface BatchPlace {
  readonly since: number | undefined;
  readonly urls: readonly string[];
  /** Whose rules count; undefined where it is not known. */
  readonly origin: string | undefined;
}

/** Stores the records that the gate lets through, each judged by its own time; returns how many. */
async function keepBatch(
  deps: PageDeps,
  facts: GateFacts,
  doc: string,
  { batch, records, shed }: Batch,
  { since, urls, origin }: BatchPlace,
): Promise<number> {
  const now = deps.now();
  const off = kindsOff(facts);
  const allowed = records
    // A page's clock may run ahead, never the record: nothing happens later than now.
    .map((record) => ({ ...record, at: Math.min(record.at, now) }))
    .filter(({ at, event }) => since !== undefined && at >= since && canJudge(at, now) && !off.includes(event.kind))
    .filter(({ at }) => answerGateForTime(facts, at).state === 'capturing')
    .filter(({ at }) => answerExempt(facts, urls, at) === undefined);
  const rules = rulesOn(deps, facts, origin);
  const cleaned = await Promise.all(
    allowed.map(async ({ at, event }) => ({ at, event: await deps.clean(event, rules) })),
  );
  await deps.append({ doc, batch, records: cleaned, ...(shed !== undefined && since !== undefined && { shed }) });
  return cleaned.length;
}

/** Of what was let in only the origins are kept. A page in a scope that names single paths rests by itself. */
function urlsOf({ origin, topOrigin }: KnownDocument): readonly string[] {
  return [`${origin}/`, `${topOrigin}/`];
}

/** Since when the document's site is listed; undefined when it is not. */
async function siteSince(
  deps: PageDeps,
  facts: GateFacts,
  doc: string,
  known: KnownDocument | undefined,
  sender: PageSender,
): Promise<number | undefined> {
  if (known?.rules === rulesOf(facts) && sender.url !== undefined) {
    // The tab may show the next page already: the page that held the document was judged when it asked.
    const own = inheritsSite(sender.url) ? 0 : listedSince(facts, sender.url);
    return later(own, topSince(facts, known));
  }
  const place = await locate(sender, deps.findFrame);
  if (place === undefined) return undefined;
  const since = later(listedSince(facts, place.url), listedSince(facts, place.topUrl));
  if (since !== undefined) await deps.knowDocument(toKnown(doc, place, facts));
  return since;
}

/** For a document let in under the rules in force: a policy listed its page already, a person may have switched it off since. */
function topSince(facts: GateFacts, known: KnownDocument): number | undefined {
  return facts.policy.kind === 'policy' ? 0 : listedSince(facts, `${known.topOrigin}/`);
}

function later(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : Math.max(a, b);
}

async function answerMalformed(deps: PageDeps, raw: unknown, problem: string): Promise<BatchAnswer> {
  const { doc, batch } = (raw ?? {}) as { readonly doc?: unknown; readonly batch?: unknown };
  if (typeof doc === 'string' && typeof batch === 'number' && Number.isSafeInteger(batch)) await deps.lose(doc, batch);
  console.error('A malformed message was refused:', problem);
  return { kind: 'malformed', problem };
}

/**
 * A script of ours in a page. Firefox names neither tab nor frame for the last message of a page that is gone by
 * the time the background page has started; our own pages have an address of the extension.
 */
function isPage({ tab, url }: PageSender): boolean {
  return tab?.id !== undefined || (url !== undefined && (/^https?:/.test(url) || inheritsSite(url)));
}

/** A document does not move between tabs or frames, nor to another site: a message that says so is not from it. */
function isElsewhere(known: KnownDocument | undefined, { tab, frameId, url = '' }: PageSender): boolean {
  if (known === undefined) return false;
  if (tab?.id === undefined) return !inheritsSite(url) && !url.startsWith(`${known.origin}/`);
  return known.tab !== tab.id || known.frameId !== frameId;
}

function toKnown(doc: string, place: PagePlace, facts: GateFacts): KnownDocument {
  return {
    doc,
    tab: place.tab,
    frameId: place.frameId,
    ...(place.parentFrameId !== undefined && { parentFrameId: place.parentFrameId }),
    origin: new URL(place.url).origin,
    topOrigin: new URL(place.topUrl).origin,
    rules: rulesOf(facts),
  };
}

function kindsOff({ policy }: GateFacts): readonly string[] {
  if (policy.kind !== 'policy') return [];
  // Without its page no record can be placed, so `page` cannot be switched off.
  return Object.entries(policy.policy.events).flatMap(([kind, isOn]) => (isOn || kind === 'page' ? [] : [kind]));
}
