// The `puppeteer` export: recordings as the Recorder of Chrome DevTools reads them, one for each session.
import type { Selector, Target } from '../model/target.ts';
import type { Action, ActionOf, Effect } from '../session/reduce/action.ts';
import type { Documents } from './documents.ts';
import { createDocuments } from './documents.ts';
import type { Format, SessionInfo } from './exporter.ts';
import { NO_FRAME } from './exporter.ts';
import { placeholder } from './placeholder.ts';
import { orderSelectors, parseAria } from './selector-order.ts';
import type { GapBody, SessionWriter } from './session-files.ts';
import { sessionFiles } from './session-files.ts';

/** A step; its fields depend on its type, as in the Recorder's schema. */
type Step = { readonly type: string } & Readonly<Record<string, unknown>>;
type Clicked = ActionOf<'click' | 'doubleClick'>;

export const puppeteerFormat: Format = {
  summary: 'recordings for Puppeteer Replay and Chrome DevTools',
  tables: [],
  usage: `Import a file in the Recorder panel of Chrome DevTools, or run it:

\`\`\`sh
npx @puppeteer/replay SESSION.json
\`\`\`

Steps that the format does not know are \`customStep\`: \`showhow.drag\`, \`showhow.hover\`, \`showhow.click\`,
\`showhow.clipboard\`, \`showhow.files\`, \`showhow.tab\` and \`showhow.gap\`. Waits are left out.`,
  frame: () => NO_FRAME,
  open: async (openFile) =>
    sessionFiles(openFile, { ending: '.json', mediaType: 'application/json', between: ',\n' }, openSession),
};

function openSession({ session }: SessionInfo): SessionWriter {
  const documents = createDocuments();
  let isSized = false;
  const size = (): Step[] => {
    const page = documents.first();
    if (isSized || page === undefined) return [];
    isSized = true;
    const { width, height, dpr } = page.viewport;
    const plain = { isMobile: false, hasTouch: false, isLandscape: false };
    return [{ type: 'setViewport', width, height, deviceScaleFactor: dpr, ...plain }];
  };
  const toText = (steps: readonly Step[]) => steps.map((step) => JSON.stringify(step));
  return {
    head: () => `{"title":${JSON.stringify(session)},"steps":[\n`,
    record: documents.note,
    action: (action) => toText([...size(), ...toSteps(action, documents)]),
    gap: (gap) => toText([toGapStep(gap)]),
    rest: () => toText(size()),
    tail: () => '\n]}\n',
  };
}

function toGapStep({ reason, from, to }: GapBody): Step {
  return customStep('gap', { reason, from, to });
}

function customStep(name: string, parameters: object): Step {
  return { type: 'customStep', name: `showhow.${name}`, parameters };
}

function toSteps(action: Action, documents: Documents): Step[] {
  const place = placeOf(action, documents);
  switch (action.kind) {
    case 'click':
    case 'doubleClick':
      return [clickStep(action, place)];
    case 'type':
      return [changeStep(action.target, action.text ?? placeholder(action.field), place)];
    case 'select':
      return selectSteps(action, place);
    case 'press':
      return pressSteps(action, place);
    case 'scroll':
      return [scrollStep(action, place)];
    case 'navigate':
      return [{ type: 'navigate', ...targetOnly(place), url: action.url, assertedEvents: [navigation(action.url)] }];
    case 'drag': {
      const { by, point, target, to, path } = action;
      const ends = { from: point && [point.x, point.y], to: to && [to.point.x, to.point.y] };
      const selectors = { selectors: selectorsOf(target), toSelectors: selectorsOf(to?.target) };
      return [customStep('drag', { by, ...ends, ...selectors, path, ...place })];
    }
    case 'hover':
      return [customStep('hover', { x: action.point.x, y: action.point.y, ...place })];
    case 'clipboard':
      return [customStep('clipboard', { action: action.action, ...place })];
    case 'tab':
      return [customStep('tab', { action: action.action, tab: action.tab })];
    case 'wait':
      return [];
  }
}

/** `target` and `frame` of a step, as the Recorder names them. */
interface Place {
  readonly target: string;
  readonly frame?: readonly number[];
}

function placeOf({ doc, before }: Action, documents: Documents): Place {
  const isFirstTab = before.tab === undefined || before.tab === documents.first()?.tab;
  const frame = documents.frameOf(doc);
  const target = isFirstTab ? 'main' : (before.topUrl ?? before.url ?? 'main');
  return { target, ...(frame.length > 0 && { frame }) };
}

function targetOnly({ target }: Place): Pick<Place, 'target'> {
  return { target };
}

function clickStep(action: Clicked, place: Place): Step {
  const { target, point, button, by, ms } = action;
  const selectors = selectorsOf(target);
  if (selectors.length === 0) return customStep('click', { x: point?.x, y: point?.y, button, ...place });
  const [left = 0, top = 0, width = 0, height = 0] = target.box ?? [];
  const at = point ?? { x: left + width / 2, y: top + height / 2 };
  return {
    type: action.kind,
    ...place,
    selectors,
    offsetX: finite(at.x - left),
    offsetY: finite(at.y - top),
    ...(button !== 'other' && { button }),
    ...((by === 'touch' || by === 'pen') && { deviceType: by }),
    ...(action.kind === 'click' && ms !== undefined && ms > 0 && { duration: ms }),
    ...assertions(action.effects),
  };
}

/** JSON knows no infinity, and two numbers of a file may be that far apart. */
function finite(value: number): number {
  return Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, value));
}

function changeStep(target: Target, value: string, place: Place): Step {
  const selectors = selectorsOf(target);
  if (selectors.length === 0) return customStep('change', { node: target.node, value, ...place });
  return { type: 'change', ...place, selectors, value };
}

function selectSteps(action: ActionOf<'select'>, place: Place): Step[] {
  const { target, control, value, field, files } = action;
  if (control === 'file') return [customStep('files', { files, selectors: selectorsOf(target), ...place })];
  if (control !== 'checkbox' && control !== 'radio') return [changeStep(target, value ?? placeholder(field), place)];
  const selectors = selectorsOf(target);
  const [, , width = 0, height = 0] = target.box ?? [];
  if (selectors.length === 0) return [customStep('click', { node: target.node, ...place })];
  return [{ type: 'click', ...place, selectors, offsetX: width / 2, offsetY: height / 2 }];
}

function pressSteps({ key, modifiers = [], times, effects }: ActionOf<'press'>, place: Place): Step[] {
  const step = (type: string, name: string): Step => ({ type, ...targetOnly(place), key: name });
  const presses = Array.from({ length: times }, () => step('keyDown', key));
  const up = { ...step('keyUp', key), ...assertions(effects) };
  return [
    ...modifiers.map((modifier) => step('keyDown', modifier)),
    ...presses,
    up,
    ...modifiers.toReversed().map((modifier) => step('keyUp', modifier)),
  ];
}

function scrollStep({ target, to }: ActionOf<'scroll'>, place: Place): Step {
  const { x, y } = to;
  if (target === undefined) return { type: 'scroll', ...place, x, y };
  const selectors = selectorsOf(target);
  if (selectors.length === 0) return customStep('scroll', { node: target.node, x, y, ...place });
  return { type: 'scroll', ...place, selectors, x, y };
}

/** An address whose ids were left out would never be reached: it is not asserted. */
function assertions(effects: readonly Effect[]): object {
  const page = effects.findLast((effect) => effect.kind === 'page');
  const isWhole = page?.kind === 'page' && !/\/:/.test(page.url.replace(/^[a-z]+:\/\//, ''));
  return isWhole ? { assertedEvents: [navigation(page.url)] } : {};
}

function navigation(url: string): object {
  return { type: 'navigation', url, title: '' };
}

function selectorsOf(target: Target | undefined): string[][] {
  return orderSelectors(target).map(toReplaySelector);
}

function toReplaySelector({ kind, value }: Selector): string[] {
  switch (kind) {
    case 'test':
    case 'css':
      return [value];
    case 'xpath':
      return [`xpath/${value}`];
    case 'pierce':
      return value.split(' >>> ');
    case 'aria': {
      const aria = parseAria(value);
      return [aria === undefined ? `aria/${value}` : `aria/${aria.name}[role="${aria.role}"]`];
    }
  }
}
