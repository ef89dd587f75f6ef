// Every fixture page with and without the built extension: the same DOM, the same globals, the same events in the same order, the same console.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import { chromium, expect, test } from '@playwright/test';
import { findBrowser } from '../../src/dev/find-browser.ts';
import { ROOT } from '../../src/dev/paths.ts';
import { Rig } from '../e2e/rig.ts';
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
  readonly changes: string;
  readonly globals: string;
  readonly events: string;
  readonly console: string;
}

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

/** Runs in the page before any script of its own. */
function startLog(types: readonly string[]): void {
  const log: string[] = [];
  let changes = 0;
  Object.defineProperty(window, 'known', { value: () => ({ log, changes }), enumerable: false });
  const note = (event: Event): void => {
    const on = event.target instanceof Element ? event.target.localName : 'page';
    log.push(`${event.type} ${on} ${event.eventPhase} ${event.defaultPrevented} ${event.isTrusted}`);
  };
  for (const type of types) {
    window.addEventListener(type, note, true);
    window.addEventListener(type, note);
  }
  const count = (list: readonly unknown[]): void => {
    changes += list.length;
  };
  new MutationObserver(count).observe(document, { subtree: true, childList: true, attributes: true });
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
  const known = await page.evaluate(() => {
    const { log, changes } = (window as unknown as { known?: () => { log: string[]; changes: number } }).known?.() ?? {
      log: [],
      changes: -1,
    };
    // A page may have written over the common way.
    const html = new XMLSerializer().serializeToString(document);
    return { html, changes, log, globals: Object.getOwnPropertyNames(window).sort().join() };
  });
  await page.close();
  return {
    dom: known.html,
    changes: String(known.changes),
    globals: known.globals,
    events: known.log.join('\n'),
    console: lines.join('\n'),
  };
}

/** The same few deeds everywhere: where they land is the page's business. */
async function act({ mouse, keyboard }: Page): Promise<void> {
  for (const [x, y] of [
    [50, 34],
    [160, 34],
    [300, 90],
  ] as const) {
    await mouse.move(x, y, { steps: 3 });
    await mouse.down();
    await mouse.up();
  }
  await mouse.click(60, 36, { button: 'right' });
  for (const key of ['Tab', 'a', 'b', 'Backspace', 'Tab', ' ', 'Escape']) await keyboard.press(key);
}

for (const fixture of FIXTURES) {
  test(`${fixture} cannot tell that it is recorded`, async () => {
    const recorded = await visit(rig.context, fixture);
    const first = await visit(plain, fixture);
    const second = await visit(plain, fixture);
    // What differs from time to time all by itself says nothing; but no page may be like that throughout.
    const steady = (Object.keys(first) as (keyof Known)[]).filter((part) => first[part] === second[part]);
    expect(steady).toEqual(expect.arrayContaining(['globals', 'console']));
    for (const part of steady) expect(recorded[part], part).toBe(first[part]);
    expect(steady.length).toBeGreaterThanOrEqual(3);
    expect(first.events).toContain('pointerdown');
  });
}

test('all these pages were recorded while they were looked at', async () => {
  const sessions = await rig.finish();
  const kinds = sessions.flatMap(({ records }) => records.map(({ kind }) => kind));
  expect(kinds.filter((kind) => kind === 'click').length).toBeGreaterThan(FIXTURES.length);
  expect(kinds.filter((kind) => kind === 'page').length).toBeGreaterThanOrEqual(FIXTURES.length);
});
