// The `playwright` export: a test file for each session, that does again what the person did.
import type { Target } from '../model/target.ts';
import type { Action, ActionOf, Effect } from '../session/reduce/action.ts';
import { createDocuments } from './documents.ts';
import type { Format, SessionInfo } from './exporter.ts';
import { NO_FRAME } from './exporter.ts';
import { placeholder } from './placeholder.ts';
import { orderSelectors, parseAria } from './selector-order.ts';
import type { GapBody, SessionWriter } from './session-files.ts';
import { sessionFiles } from './session-files.ts';

type Clicked = ActionOf<'click' | 'doubleClick'>;

export const playwrightFormat: Format = {
  summary: 'test files for Playwright',
  tables: [],
  usage: `\`\`\`sh
npx playwright test SESSION.spec.ts
\`\`\`

Values that were not recorded stand as \`[REDACTED:class]\`: put your own into \`VALUES\` at the top of a file.`,
  frame: () => NO_FRAME,
  open: async (openFile) =>
    sessionFiles(openFile, { ending: '.spec.ts', mediaType: 'application/typescript', between: '\n' }, openSession),
};

/** What each file needs to find pages, frames and values again. */
const HELPERS = `
/** Values for what was not recorded, by class of field. */
const VALUES: Record<string, string> = {};
const valueOf = (fieldClass: string): string => VALUES[fieldClass] ?? \`[REDACTED:\${fieldClass}]\`;

/** True where an address has the recorded shape: \`:id\` stands for any part of a path. */
const hasShape = (address: string, shape: string): boolean => {
  const parts = shape.split(/:[A-Za-z]+(?=\\/|$)/).map((part) => part.replace(/[.*+?^\${}()|[\\]\\\\]/g, '\\\\$&'));
  return new RegExp(\`^\${parts.join('[^/]+')}\`).test(address);
};
const inFrame = (page: Page, shape: string): Frame =>
  page.frames().find((frame) => frame !== page.mainFrame() && hasShape(frame.url(), shape)) ?? page.mainFrame();
`;

function openSession({ session, head }: SessionInfo): SessionWriter {
  const documents = createDocuments();
  const tabs = createTabs();
  let isSized = false;
  const size = (): string[] => {
    const page = documents.first();
    if (isSized || page === undefined) return [];
    isSized = true;
    tabs.nameFirst(page.tab);
    const { width, height } = page.viewport;
    return [`  await page.setViewportSize({ width: ${Math.round(width)}, height: ${Math.round(height)} });`];
  };
  return {
    head: () => {
      const title = text(`session ${session} of ${head.startedAt}`);
      const imports =
        "import type { Frame, Page } from '@playwright/test';\nimport { test } from '@playwright/test';\n";
      return `${imports}${HELPERS}\ntest(${title}, async ({ page, context }) => {\n  const tabs = new Map<number, Page>();\n`;
    },
    record: documents.note,
    action: (action) => [...size(), ...toLines(action, tabs).map((line) => `  ${line}`)],
    gap: (gap) => [`  ${toGapComment(gap)}`],
    rest: () => size(),
    tail: () => '\n});\n',
  };
}

function toGapComment({ reason, from, to }: GapBody): string {
  return `// Nothing was recorded for ${Math.max(0, (to - from) / 1_000).toFixed(1)} s (${reason}).`;
}

/** Text as a literal of TypeScript. */
function text(value: string): string {
  return JSON.stringify(value).replace(/[\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16)}`);
}

/** How tabs are called in the file: the first is \`page\`. */
function createTabs() {
  let first: number | undefined;
  const isFirst = (tab: number | undefined) => tab === undefined || tab === first;
  return {
    nameFirst: (tab: number | undefined) => {
      first ??= tab;
    },
    isFirst,
    pageOf: (tab: number | undefined) => (isFirst(tab) ? 'page' : `(tabs.get(${tab}) ?? page)`),
  };
}
type Tabs = ReturnType<typeof createTabs>;

function toLines(action: Action, tabs: Tabs): string[] {
  const page = tabs.pageOf(action.before.tab);
  const lines = doLines(action, page, tabs);
  const opened = openedBy(action.effects);
  const [last] = lines.slice(-1);
  if (opened === undefined || last === undefined) return lines;
  // The tab opens while the action runs: wait for both.
  return [
    ...lines.slice(0, -1),
    `{ const opening = context.waitForEvent('page'); ${last} tabs.set(${opened}, await opening); }`,
  ];
}

function openedBy(effects: readonly Effect[]): number | undefined {
  const tab = effects.find((effect) => effect.kind === 'tab' && effect.action === 'opened');
  return tab?.kind === 'tab' ? tab.tab : undefined;
}

function doLines(action: Action, page: string, tabs: Tabs): string[] {
  const scope = action.before.topUrl === undefined ? page : `inFrame(${page}, ${text(action.before.url ?? '')})`;
  switch (action.kind) {
    case 'click':
    case 'doubleClick':
      return [clickLine(action, scope, page)];
    case 'type':
      return [withLocator(action.target, scope, (at) => `await ${at}.fill(${valueText(action.text, action)});`)];
    case 'press':
      return Array.from({ length: action.times }, () => `await ${page}.keyboard.press(${text(chord(action))});`);
    case 'select':
      return [selectLine(action, scope)];
    case 'scroll':
      return [scrollLine(action, scope)];
    case 'drag':
      return dragLines(action, scope, page);
    case 'hover':
      return [`await ${page}.mouse.move(${action.point.x}, ${action.point.y});`];
    case 'navigate':
      return [action.cause === 'reload' ? `await ${page}.reload();` : `await ${page}.goto(${text(action.url)});`];
    case 'tab':
      return tabLines(action, tabs);
    case 'clipboard':
      return [`await ${page}.keyboard.press(${text(CLIPBOARD_CHORDS[action.action])});`];
    case 'wait':
      return [`// The person waited for ${((action.ms ?? 0) / 1_000).toFixed(1)} s.`];
  }
}

const CLIPBOARD_CHORDS = { copy: 'ControlOrMeta+c', cut: 'ControlOrMeta+x', paste: 'ControlOrMeta+v' } as const;
const BUTTONS: Readonly<Record<string, string>> = { auxiliary: 'middle', secondary: 'right' };

function valueText(value: string | undefined, { field }: Pick<Action, 'field'>): string {
  if (value !== undefined) return text(value);
  return field === undefined ? text(placeholder(field)) : `valueOf(${text(field.class)})`;
}

function chord({ key, modifiers = [] }: ActionOf<'press'>): string {
  return [...modifiers, key].join('+');
}

function clickLine(action: Clicked, scope: string, page: string): string {
  const { target, point, button, modifiers = [], kind, count } = action;
  if (orderSelectors(target).length === 0 && point !== undefined) {
    return `await ${page}.mouse.click(${point.x}, ${point.y});`;
  }
  const [left, top] = target.box ?? [];
  const options: string[] = [];
  if (point !== undefined && left !== undefined && top !== undefined) {
    options.push(`position: { x: ${point.x - left}, y: ${point.y - top} }`);
  }
  if (BUTTONS[button] !== undefined) options.push(`button: ${text(BUTTONS[button])}`);
  if (modifiers.length > 0) options.push(`modifiers: ${JSON.stringify(modifiers)}`);
  if (kind === 'doubleClick' && count > 2) options.push(`clickCount: ${count}`);
  const method = kind === 'doubleClick' && count === 2 ? 'dblclick' : 'click';
  const how = options.length > 0 ? `{ ${options.join(', ')} }` : '';
  return withLocator(target, scope, (at) => `await ${at}.${method}(${how});`);
}

function selectLine(action: ActionOf<'select'>, scope: string): string {
  return withLocator(action.target, scope, (at) => {
    switch (action.control) {
      case 'select':
        return `await ${at}.selectOption(${valueText(action.value, action)});`;
      case 'checkbox':
      case 'radio':
        return `await ${at}.click();`;
      case 'file':
        return `await ${at}.setInputFiles([]); // ${action.files ?? 'some'} files`;
      case 'slider':
      case 'date':
      case 'colour':
      case 'other':
        return `await ${at}.fill(${valueText(action.value, action)});`;
    }
  });
}

function scrollLine({ target, to }: ActionOf<'scroll'>, scope: string): string {
  const place = `[${to.x}, ${to.y}] as const`;
  if (target === undefined) return `await ${scope}.evaluate(([x, y]) => window.scrollTo(x, y), ${place});`;
  const scrolls = (at: string) => `await ${at}.evaluate((element, [x, y]) => element.scrollTo(x, y), ${place});`;
  return withLocator(target, scope, scrolls);
}

function dragLines({ target, to, point, path = [] }: ActionOf<'drag'>, scope: string, page: string): string[] {
  const from = target && toLocator(target, scope);
  const onto = to?.target && to.target.node !== target?.node ? toLocator(to.target, scope) : undefined;
  if (from !== undefined && onto !== undefined) return [`await ${from}.dragTo(${onto});`];
  if (point === undefined || to === undefined) return ['// A drag that began or ended outside the page.'];
  const stops = [...path.map(([, x, y]) => ({ x, y })), to.point];
  return [
    `await ${page}.mouse.move(${point.x}, ${point.y});`,
    `await ${page}.mouse.down();`,
    ...stops.map(({ x, y }) => `await ${page}.mouse.move(${x}, ${y});`),
    `await ${page}.mouse.up();`,
  ];
}

function tabLines({ action, tab }: ActionOf<'tab'>, tabs: Tabs): string[] {
  switch (action) {
    case 'opened':
      return tabs.isFirst(tab) ? [] : [`tabs.set(${tab}, await context.newPage());`];
    case 'activated':
      return [`await ${tabs.pageOf(tab)}.bringToFront();`];
    case 'closed':
      return tabs.isFirst(tab) ? [] : [`await tabs.get(${tab})?.close();`];
  }
}

/** Does something with an element, by its best selector; only says so where none was recorded: any other element would be wrong. */
function withLocator(target: Target, scope: string, what: (locator: string) => string): string {
  const locator = toLocator(target, scope);
  return locator === undefined
    ? `// Left out: no selector of this ${target.role ?? target.tag} was recorded.`
    : what(locator);
}

/** The best selector of an element: unique when it was recorded, and of the most lasting kind. */
function toLocator(target: Target, scope: string): string | undefined {
  const [best] = orderSelectors(target);
  if (best === undefined) return undefined;
  switch (best.kind) {
    case 'test':
    case 'css':
      return `${scope}.locator(${text(best.value)})`;
    case 'xpath':
      return `${scope}.locator(${text(`xpath=${best.value}`)})`;
    // Playwright's CSS goes through open shadow roots by itself, and knows no `:host`.
    case 'pierce':
      return `${scope}.locator(${text(best.value.replaceAll(/ >>> (:host > )?/g, ' '))})`;
    case 'aria': {
      const aria = parseAria(best.value);
      if (aria === undefined) return undefined;
      return `${scope}.getByRole(${text(aria.role)}, { name: ${text(aria.name)}, exact: true })`;
    }
  }
}
