// What ends up on disk of one page under a policy, word for word: a page that tells as much as its rules let it, and the
// worker's own judging and cleaning.
import type { GateFacts } from '../../src/control/gate.ts';
import type { KnownDocument, PageDeps } from '../../src/control/page-messages.ts';
import { answerPage } from '../../src/control/page-messages.ts';
import type { PageEvent } from '../../src/model/event.ts';
import { matchesGlob } from '../../src/model/match-pattern.ts';
import type { PageRules } from '../../src/model/page-rules.ts';
import { NO_RULES } from '../../src/model/page-rules.ts';
import { cleanEvent } from '../../src/redaction/clean-event.ts';
import { cleanTexts, mayTell } from '../../src/redaction/clean-text.ts';
import { FIELD_WORDS } from '../../src/redaction/field-words.ts';
import { modeOf } from '../../src/redaction/mode.ts';
import { rulesFor } from '../../src/redaction/page-rules.ts';
import { toSafeName } from '../../src/redaction/safe-name.ts';
import { toSafeUrl } from '../../src/redaction/safe-url.ts';
import { keepOf } from '../../src/redaction/url-keep.ts';
import { scrubber } from '../redaction/scrubber.ts';
import { TIMES } from './arbitrary.ts';

/** Selectors that find the field and the controls of the page. */
const FITTING: readonly string[] = ['#a', 'input[name="b"]'];
/** Words that are no interface vocabulary: they are on disk only where a rule lets them. */
const TYPED = 'Quagga for erika@example.org';
const CONTROL = 'Numbat';
const OF_OTHERS = 'Wombat Okapi';

const NO_WORDS = { isInterfaceWord: () => false, isCodeWord: () => false, isRole: () => true };
const noEcho = (): boolean => false;
const now = Math.max(...TIMES);
const times = TIMES.filter((at) => at > now - 20 * 3_600_000);

/** Everything that the worker keeps of a page that asks and then tells each of the events at every one of the times, and its text. */
export async function keptOfPage(facts: GateFacts, url: string): Promise<ReadonlySet<string>> {
  const kept = new Set<string>();
  const deps = depsOf(facts, kept);
  const sender = { id: 'us', url, frameId: 0, tab: { id: 7, url } };
  const order = await answerPage(deps, { type: 'gateAsked', doc: 'doc00001', since: now }, sender);
  const rules = order?.kind === 'capture' ? rulesHere(order.rules, url) : NO_RULES;
  const records = times.flatMap((at) => eventsOf(rules, url).map((event) => ({ at, event })));
  await answerPage(deps, { type: 'batchRecorded', doc: 'doc00001', batch: 0, records }, sender);
  const mode = modeOf('free-text', rules.fields);
  const text = { type: 'textTyped', doc: 'doc00001', node: 1, names: [], texts: [{ ats: [now], text: TYPED }] };
  await answerPage(deps, { ...text, mode: mode === 'kept' ? mode : 'scrubbed' }, sender);
  return kept;
}

/** As the page sees them: those of its path that find something in it. */
function rulesHere({ fields, names, urls }: PageRules, url: string): PageRules {
  const { pathname, search } = new URL(url);
  const isHere = ({ path }: { readonly path: string }): boolean => matchesGlob(path, pathname + search);
  const fits = ({ selector = '#a' }: { readonly selector?: string }): boolean => FITTING.includes(selector);
  return {
    fields: fields.filter((rule) => isHere(rule) && fits(rule)),
    names: names.filter((rule) => isHere(rule) && fits(rule)),
    urls: urls.filter(isHere),
  };
}

function eventsOf({ fields, names, urls }: PageRules, url: string): readonly PageEvent[] {
  const mode = modeOf('free-text', fields);
  const field = { class: 'free-text', mode } as const;
  const target = (isInContent: boolean) => {
    const isMasked = isInContent && !names.some(({ content }) => content === true);
    const name = toSafeName(isInContent ? OF_OTHERS : CONTROL, isMasked, names.length > 0);
    return { node: 1, tag: 'button', ...(name !== undefined && { name }) };
  };
  const viewport = { width: 1, height: 1, dpr: 1, zoom: 1, scrollX: 0, scrollY: 0 };
  const click = { kind: 'click', button: 'primary', count: 1, by: 'mouse' } as const;
  return [
    { kind: 'page', cause: 'link', url: toSafeUrl(`${url}?tab=4711#note-3`, keepOf(urls)), viewport },
    { ...click, target: target(false) },
    { ...click, target: target(true) },
    { kind: 'typing', field, target: target(false), ...(mode !== 'protected' && { inserted: '17-32' }) },
    {
      ...{ kind: 'change', control: 'select', field, target: target(false) },
      ...((mode === 'kept' || mode === 'scrubbed') && { value: TYPED }),
    },
    { kind: 'visibility', state: 'visible' },
    { kind: 'pointer', type: 'mouse', x: 1, y: 1, dt: [1], dx: [1], dy: [0] },
    { kind: 'scroll', from: { x: 0, y: 0 }, to: { x: 0, y: 9 }, source: 'wheel', ms: 9 },
    { kind: 'clipboard', action: 'copy' },
  ];
}

function depsOf(facts: GateFacts, kept: Set<string>): PageDeps {
  const known = new Map<string, KnownDocument>();
  return {
    extensionId: 'us',
    fieldWords: async () => FIELD_WORDS,
    rulesFor,
    keepText: async ({ mode: told, of, texts, names }, rules) => {
      const mode = mayTell(rules, told);
      const typed = texts.map(({ text }) => text);
      const cleaned = mode && cleanTexts(typed, { mode, of, names, scrubber, hasEcho: noEcho });
      if (cleaned !== undefined) kept.add(`text ${cleaned.join()}`);
    },
    now: () => now,
    readFacts: async () => facts,
    readPointerHz: async () => 60,
    findFrame: async () => undefined,
    findCause: () => undefined,
    noteWork: async () => undefined,
    markKey: async () => [1, 2],
    noteSecret: async () => undefined,
    findDocument: async (doc) => known.get(doc),
    knowDocument: async (document) => void known.set(document.doc, document),
    clean: async (event, rules) => cleanEvent(event, NO_WORDS, noEcho, { rules, scrubber }),
    append: async ({ records }) => {
      for (const { at, event } of records) kept.add(`${at} ${JSON.stringify(event)}`);
    },
    keepDraft: async () => undefined,
    lose: async () => undefined,
    areFactsKnown: () => true,
    awaitDocument: async () => undefined,
    forgetWaiting: async () => undefined,
    declareLost: async () => undefined,
    turnedAway: new Set(),
  };
}
