// The same build in real Firefox: work that is done there ends in the store, verified, and nothing of it is lost or told in clear.
import { expect, test } from '@playwright/test';
import type { ElementHandle, Page } from 'puppeteer-core';
import { run } from '../../src/dev/child-process.ts';
import { CLI, ROOT } from '../../src/dev/paths.ts';
import { disguisesOf } from '../e2e/disguises.ts';
import { FirefoxRig } from '../e2e/firefox-rig.ts';
import { rawFirefoxTexts } from '../e2e/raw-firefox.ts';
import type { Line, SessionFile } from '../e2e/session-files.ts';

/** The part of the extension API that runs in a page of the extension here. */
declare const browser: { readonly storage: { readonly local: { set(items: object): Promise<void> } } };

/** What is typed: words that stand nowhere in the desk's interface, of different lengths. */
const TYPED = {
  search: 'Snorkelwick',
  customer: 'Quibble-Marzipan-77',
  reply: 'Plover-Custard-63 is on its way to you.',
};

/** One click as it was made: what a record of it has to say. */
interface Press {
  /** File of the page. */
  readonly page: string;
  readonly tag: string;
  /** x, y, width, height in CSS px. */
  readonly box: readonly number[];
  readonly x: number;
  readonly y: number;
}

interface Presses {
  readonly atWork: readonly Press[];
  /** The click on a link, with the background page stopped. */
  readonly navigating: Press;
  /** The click before the tab was closed, with the background page stopped. */
  readonly closing: Press;
}

/** Found in the raw files where they were put; else a search there proves nothing. */
const CONTROLS = {
  showhow: 'Control-rows-Quagga-41',
  'webExtensions-storage-local': 'Control-items-Quagga-42',
  ls: 'Control-local-Quagga-43',
};

let rig: FirefoxRig | undefined;
let rawTexts: ReadonlyMap<string, string>;
let presses: Presses;
let session: SessionFile;

test.beforeAll(async () => {
  rig = await FirefoxRig.open();
  await rig.untilRegistered();
  await plantControls(rig);
  presses = await work(rig);
  // What a page says at its end wakes the background page, and that needs a moment after its start. A person who quits
  // the browser does not do so within it either.
  await rig.untilWorkerRuns();
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  const sessions = await rig.finish();
  expect(sessions.map(({ session: id }) => id)).toHaveLength(1);
  [session] = sessions as [SessionFile];
  rawTexts = rawFirefoxTexts(rig.profile);
});

test.afterAll(async () => {
  await rig?.close();
});

test('the same build records in Firefox: work done is in the store, verified', async () => {
  const kinds = new Set(session.records.map(({ kind }) => kind));
  for (const kind of ['page', 'tab', 'pointer', 'click', 'key', 'typing', 'change', 'scroll', 'submit', 'end'])
    expect(kinds, kind).toContain(kind);
  expect(session.headers[0]).toMatchObject({ region: '001', policy: 'demo-1', purpose: 'agent-training' });
  expect(String(session.headers[0]?.['browser'])).toMatch(/firefox/i);
  if (rig === undefined) throw new Error('No rig.');
  await run(process.execPath, [CLI, 'verify', rig.store], { cwd: ROOT });
});

test('in Firefox every click is there once, with its target and point', () => {
  for (const press of presses.atWork) expect(clicksLike(press), JSON.stringify(press)).toHaveLength(1);
});

test('in Firefox a click that navigates is recorded, though the background page was stopped', () => {
  expect(clicksLike(presses.navigating)).toHaveLength(1);
});

test('in Firefox a click before the tab is closed is recorded, though the background page was stopped', () => {
  expect(clicksLike(presses.closing)).toHaveLength(1);
});

test('in Firefox nothing is lost without a fault', () => {
  expect(recordsOf('gap').filter(({ reason }) => reason === 'lost')).toEqual([]);
  expect(recordsOf('end')).toMatchObject([{ reason: 'quit' }]);
});

test('in Firefox typing is masked: class and length bucket, no characters', () => {
  const bursts = recordsOf('typing');
  expect(bursts).toMatchObject([
    { field: { class: 'search', mode: 'masked' }, inserted: '9-16' },
    { field: { mode: 'masked' }, inserted: '17-32' },
    { field: { mode: 'masked' }, inserted: '33-64' },
  ]);
  for (const burst of bursts) expect(burst).not.toHaveProperty('text');
});

test('in Firefox nothing typed stands in the session or in any raw file of the extension’s storage', () => {
  for (const [store, control] of Object.entries(CONTROLS)) expect(rawTexts.get(store), store).toContain(control);
  const words = Object.values(TYPED).flatMap((text) => [text, ...text.split(/[- ]/).filter((word) => word.length > 5)]);
  const texts = [...rawTexts, ['session file', session.text] as const];
  const leaks = texts.flatMap(([store, text]) =>
    words.flatMap(disguisesOf).flatMap((form) => (text.includes(form) ? [`${store}: ${form}`] : [])),
  );
  expect(leaks).toEqual([]);
});

test('in Firefox a tick, a scroll and both submits are there, without a value', () => {
  const [tick] = recordsOf('change');
  expect(tick).toMatchObject({ control: 'checkbox', field: { mode: 'masked' } });
  expect(tick).not.toHaveProperty('value');
  expect(recordsOf('scroll').filter(({ source }) => source === 'wheel')).not.toEqual([]);
  expect(recordsOf('submit').map((record) => [pageOf(record), (record['target'] as { tag: string }).tag])).toEqual([
    ['index.html', 'form'],
    ['ticket.html', 'form'],
  ]);
});

/** Puts a string of its own into every store that the extension has. */
async function plantControls(desk: FirefoxRig): Promise<void> {
  const page = await desk.openExtensionPage('popup.html');
  await page.evaluate(async (controls: Readonly<Record<string, string>>) => {
    await browser.storage.local.set({ control: controls['webExtensions-storage-local'] });
    localStorage.setItem('control', controls['ls'] ?? '');
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('showhow');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const transaction = database.transaction('meta', 'readwrite');
    transaction.objectStore('meta').put({ control: (controls['showhow'] ?? '').repeat(40) }, 'control-string');
    await new Promise((resolve) => transaction.addEventListener('complete', resolve));
    database.close();
  }, CONTROLS);
  await page.close();
}

/** A short piece of work at the desk. */
async function work(desk: FirefoxRig): Promise<Presses> {
  const { browser: firefox, page, site } = desk;
  const atWork: Press[] = [];
  await page.goto(`${site}/index.html`);
  atWork.push(await press(page, '#search'));
  await page.keyboard.type(TYPED.search, { delay: 20 });
  await page.keyboard.press('Enter');
  atWork.push(await press(page, '[data-testid=sort-customer]'));
  atWork.push(await press(page, '[data-testid^=tick-]'));
  await page.mouse.move(640, 480, { steps: 8 });
  for (let notch = 0; notch < 4; notch += 1) await page.mouse.wheel({ deltaY: 80 });
  await pause(600);
  await desk.stopWorker();
  const navigating = await pressToLeave(page, 'tbody tr:nth-child(14) [data-testid^=open-]');
  atWork.push(await press(page, '#customer-name'));
  await page.keyboard.type(TYPED.customer, { delay: 20 });
  atWork.push(await press(page, '#reply'));
  await page.keyboard.type(TYPED.reply, { delay: 20 });
  atWork.push(await pressToLeave(page, '#submit'));
  const report = await firefox.newPage();
  await report.goto(`${site}/report.html`);
  await pause(600);
  await desk.stopWorker();
  // Firefox says that the button is up before the page has heard of it: a tab that is closed then was never clicked in.
  const clicked = report.evaluate(() => new Promise<void>((heard) => addEventListener('click', () => heard())));
  const closing = await press(report, '#tab-agent');
  await clicked;
  await report.close();
  return { atWork, navigating, closing };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function pressToLeave(page: Page, selector: string): Promise<Press> {
  const [made] = await Promise.all([press(page, selector), page.waitForNavigation()]);
  return made;
}

/** Clicks on the middle of an element, as a hand does: the pointer comes first, the button is held a moment. */
async function press(page: Page, selector: string): Promise<Press> {
  const element = await page.waitForSelector(selector);
  if (element === null) throw new Error(`The page has no ${selector}.`);
  await element.scrollIntoView();
  const made = await measure(element);
  await page.mouse.move(made.x, made.y, { steps: 8 });
  await page.mouse.down();
  await pause(60);
  await page.mouse.up();
  return made;
}

async function measure(element: ElementHandle<Element>): Promise<Press> {
  return await element.evaluate((found) => {
    const { x, y, width, height } = found.getBoundingClientRect();
    return {
      page: location.pathname.slice(1),
      tag: found.localName,
      box: [x, y, width, height],
      x: Math.round(x + width / 2),
      y: Math.round(y + height / 2),
    };
  });
}

function recordsOf(kind: string): Line[] {
  return session.records.filter((record) => record.kind === kind);
}

/** File of the page that a record is from. */
function pageOf({ doc }: Line): string | undefined {
  const page = session.records.find((record) => record.kind === 'page' && record['doc'] === doc);
  return page && new URL(String(page['url'])).pathname.slice(1);
}

function clicksLike({ page, tag, box, x, y }: Press): Line[] {
  return recordsOf('click').filter((record) => {
    const { target, point, button, by } = record as unknown as Click;
    const isThere = target.box?.every((side, i) => Math.abs(side - (box[i] ?? 0)) <= 1) ?? false;
    const isAt = point !== undefined && Math.abs(point.x - x) <= 1 && Math.abs(point.y - y) <= 1;
    const isMouse = button === 'primary' && by === 'mouse';
    return pageOf(record) === page && target.tag === tag && isThere && isAt && isMouse;
  });
}

interface Click {
  readonly target: { readonly tag: string; readonly box?: readonly number[] };
  readonly point?: { readonly x: number; readonly y: number };
  readonly button: string;
  readonly by: string;
}
