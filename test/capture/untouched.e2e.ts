// Every fixture page with and without the built extension: the same DOM, the same globals, the same events in the same order, the same console.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import { chromium, expect, test } from '@playwright/test';
import { findBrowser } from '../../src/dev/find-browser.ts';
import { ROOT } from '../../src/dev/paths.ts';
import { Rig } from '../e2e/rig.ts';
import { installHeavySubjects } from '../recall/heavy-subjects.ts';
import type { SiteServer } from '../recall/serve.ts';
import { serveSite } from '../recall/serve.ts';

const PAGES = path.join(ROOT, 'test/fixtures/capture');
const FIXTURES = readdirSync(PAGES, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(html|xhtml|svg)$/.test(file))
  .toSorted();

/** Events that a hand makes, and those that a page would see if somebody wrote to it. Moves and scrolls come at the clock's will. */
const TYPES =
  'pointerdown mousedown pointerup mouseup click contextmenu focusin focusout focus blur keydown keypress beforeinput input keyup change submit ' +
  'message error unhandledrejection securitypolicyviolation toggle select';

/** What a page can know of itself after the same few deeds. */
interface Known {
  readonly dom: string;
  /** Every kind of change to the DOM that there was. */
  readonly changes: string;
  readonly globals: string;
  readonly events: string;
  readonly console: string;
}

const parts = ['dom', 'changes', 'globals', 'events', 'console'] as const satisfies readonly (keyof Known)[];

/** Applications that are looked at in every run; the others in long ones. */
const APPS_ALWAYS = ['apps/quill.html', 'apps/prosemirror.html', 'apps/tabulator.html'];

let visited = 0;
let server: SiteServer;
let rig: Rig;
let plain: BrowserContext;

test.beforeAll(async () => {
  server = await serveSite({ pages: PAGES, modules: path.join(ROOT, 'node_modules') });
  rig = await Rig.open({ fixtures: PAGES, policy: { sites: [`${server.origin}/*`, `${server.other}/*`] } });
  const browser = await chromium.launch({
    executablePath: findBrowser('chromium'),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  plain = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await untilRecording();
});
test.afterAll(async () => {
  await plain.browser()?.close();
  await rig.close();
  await server.close();
});

/** The worker of a fresh install needs a moment until it has read its policy. */
async function untilRecording(): Promise<void> {
  const popup = await rig.openExtensionPage('popup.html');
  await popup.waitForFunction(async () => {
    const { storage } = chrome as unknown as { storage: { local: { get(): Promise<{ gate?: { open: boolean } }> } } };
    return (await storage.local.get()).gate?.open === true;
  });
  await popup.close();
}
declare const chrome: unknown;

/** Runs in the page before any script of its own, which may then break whatever it likes. */
function startLog(types: readonly string[]): void {
  const events: string[] = [];
  const changes = new Set<string>();
  const { apply } = Reflect;
  const { sort, join } = Array.prototype;
  const { stringify } = JSON;
  const { getOwnPropertyNames } = Object;
  const { has, add } = Set.prototype;
  const kinds: string[] = [];
  const serializer = new XMLSerializer();
  const { serializeToString } = serializer;
  const joined = (list: string[]): string => apply(join, apply(sort, list, []), ['\n']) as string;
  const known = (): string =>
    stringify({
      dom: apply(serializeToString, serializer, [document]) as string,
      changes: joined(kinds),
      globals: joined(getOwnPropertyNames(window)),
      events: apply(join, events, ['\n']) as string,
    });
  Object.defineProperty(window, 'known', { value: known, enumerable: false });
  const nameOf = (target: unknown): string => (target instanceof Element ? target.tagName : 'page');
  const note = (event: Event): void => {
    events[events.length] =
      `${event.type} ${nameOf(event.target)} ${event.eventPhase} ${event.defaultPrevented} ${event.isTrusted}`;
  };
  for (const type of types) {
    window.addEventListener(type, note, true);
    window.addEventListener(type, note);
  }
  const observer = new MutationObserver((list) => {
    for (let i = 0; i < list.length; i += 1) {
      const { type, target, attributeName } = list[i] as MutationRecord;
      const kind = `${type} ${nameOf(target)} ${attributeName}`;
      if (apply(has, changes, [kind]) === true) continue;
      apply(add, changes, [kind]);
      kinds[kinds.length] = kind;
    }
  });
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
}

async function visit(context: BrowserContext, fixture: string): Promise<Known> {
  const page = await context.newPage();
  const lines: string[] = [];
  page.on('console', (message) => lines.push(message.text()));
  page.on('pageerror', (error) => lines.push(String(error)));
  await page.addInitScript(startLog, TYPES.split(' '));
  await page.goto(`${server.origin}/${fixture}`);
  await page.waitForTimeout(300);
  await act(page);
  await page.waitForTimeout(300);
  // Not by `page.evaluate`: that stands on functions of the page, and one of these pages has broken them.
  const line = await context.newCDPSession(page);
  const { result } = await line.send('Runtime.evaluate', { expression: 'known()', returnByValue: true });
  await page.close();
  const known = JSON.parse(String(result.value)) as Omit<Known, 'console'>;
  return { ...known, console: lines.join('\n') };
}

/** The same few deeds everywhere: where they land is the page's business. */
async function act(page: Page): Promise<void> {
  const { mouse, keyboard } = page;
  // Applications act on timers of their own: without a rest it would be chance which comes first.
  const rest = (ms: number): Promise<void> => page.waitForTimeout(ms);
  for (const [x, y] of [
    [50, 34],
    [160, 34],
    [300, 90],
  ] as const) {
    await mouse.move(x, y, { steps: 3 });
    await mouse.down();
    await mouse.up();
    await rest(100);
  }
  await mouse.click(60, 36, { button: 'right' });
  await rest(100);
  for (const key of ['Tab', 'a', 'b', 'Backspace', 'Tab', ' ', 'Escape']) await keyboard.press(key, { delay: 40 });
}

for (const fixture of FIXTURES) {
  const isLong = fixture.startsWith('apps/') && !APPS_ALWAYS.includes(fixture);
  test(`${fixture} cannot tell that it is recorded${isLong ? ' @long' : ''}`, async () => {
    if (fixture === 'apps/monaco.html') installHeavySubjects();
    visited += 1;
    const [recorded, first] = await Promise.all([visit(rig.context, fixture), visit(plain, fixture)]);
    expect(first.events).toContain('pointerdown');
    if (parts.every((part) => recorded[part] === first[part])) return;
    // What differs from time to time all by itself says nothing; but no page may be like that throughout.
    const second = await visit(plain, fixture);
    const steady = parts.filter((part) => first[part] === second[part]);
    for (const part of steady) expect(recorded[part], part).toBe(first[part]);
    expect(steady.length).toBeGreaterThanOrEqual(3);
  });
}

test('all these pages were recorded while they were looked at', async () => {
  await rig.quit();
  await rig.launch();
  await rig.untilSent(90_000);
  await rig.quit();
  const sessions = rig.sessions();
  const kinds = sessions.flatMap(({ records }) => records.map(({ kind }) => kind));
  expect(kinds.filter((kind) => kind === 'click').length).toBeGreaterThan(visited);
  expect(kinds.filter((kind) => kind === 'page').length).toBeGreaterThanOrEqual(visited);
});
