// Plays cases in one Firefox with the real build, and collects what the extension sent.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { ElementHandle, Frame, KeyInput, Page } from 'puppeteer-core';
import { FirefoxRig } from '../../e2e/firefox-rig.ts';
import { readStore } from '../../e2e/session-files.ts';
import type { Case, Step } from './case.ts';
import type { ServedCase } from './case-server.ts';
import { serveCase } from './case-server.ts';
import type { PlayedCase } from './play-batch.ts';
import { placeOf, recordsByOrigin } from './play-batch.ts';

/** Longer than a typing burst stays open and a batch waits. */
const SETTLE_MS = 2_900;
const OPEN_TABS = 6;
const CASE_MAX_MS = 20_000;
const STEP_MAX_MS = 4_000;

const PLAYABLE: ReadonlySet<Step['do']> = new Set([
  'type',
  'typeTimed',
  'rawType',
  'click',
  'dblclick',
  'clickAt',
  'hover',
  'focus',
  'press',
  'wait',
  'eval',
  'setValue',
]);

/** True for a case whose steps are all mouse and keys: those Firefox makes as a person would. */
export const isForFirefox = ({ steps }: Case): boolean =>
  steps.every((step) => PLAYABLE.has(step.do)) && steps.length > 0;

export interface PlayedInFirefox {
  readonly cases: readonly PlayedCase[];
  readonly lines: PlayedCase['records'];
  /** What reached the collector. What lies on disk is packed there, and searched in Chromium. */
  readonly sinks: Readonly<Record<'request bodies', string>>;
  /** Recorded in every session: a search that does not find it proves nothing. */
  readonly control: string;
}

export async function playInFirefox(cases: readonly Case[]): Promise<PlayedInFirefox> {
  const served = await Promise.all(cases.map(serveCase));
  const sites = served.flatMap(({ port }) => [`http://127.0.0.1:${port}/*`, `http://localhost:${port}/*`]);
  const rig = await FirefoxRig.open({ policy: { sites } });
  try {
    await rig.untilRegistered();
    const tries = await playAll(rig, served);
    await rig.quit();
    await rig.launch();
    await rig.untilSent(60_000);
    await rig.quit();
    const lines = readStore(rig.store).flatMap(({ records }) => records);
    const byOrigin = recordsByOrigin(lines);
    return {
      cases: served.map(({ case: { id }, origin }) => ({ id, ...tries.get(id), records: byOrigin.get(origin) ?? [] })),
      lines,
      sinks: { 'request bodies': readBodies(rig.store) },
      control: `127.0.0.1:${served[0]?.port ?? 0}`,
    };
  } finally {
    await rig.close();
    for (const one of served) one.close();
  }
}

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => path.join(file.parentPath, file.name));

function readBodies(store: string): string {
  const bodies = filesBelow(store).filter((file) => file.endsWith('.jsonl.gz'));
  return bodies.map((file) => gunzipSync(readFileSync(file)).toString('utf8')).join('\n');
}

type Try = Pick<PlayedCase, 'trouble' | 'region'>;

async function playAll(rig: FirefoxRig, served: readonly ServedCase[]): Promise<Map<string, Try>> {
  const tries = new Map<string, Try>();
  const settling: Promise<void>[] = [];
  for (const one of served) {
    const page = await rig.browser.newPage();
    tries.set(one.case.id, await playOne(page, one));
    settling.push(new Promise<void>((resolve) => setTimeout(resolve, SETTLE_MS)).then(() => page.close()));
    if (settling.length >= OPEN_TABS) await settling.shift();
  }
  await Promise.all(settling);
  return tries;
}

async function playOne(page: Page, { case: wanted, origin }: ServedCase): Promise<Try> {
  page.on('dialog', (dialog) => void dialog.dismiss());
  let region: PlayedCase['region'];
  const play = async (): Promise<void> => {
    await page.goto(origin + (wanted.url ?? '/app'));
    region = await regionOf(page, wanted);
    for (const step of wanted.steps) await playStep(page, step);
  };
  try {
    const late = new Promise<never>((_, fail) => setTimeout(() => fail(new Error('too slow')), CASE_MAX_MS).unref());
    await Promise.race([play(), late]);
    return region === undefined ? {} : { region };
  } catch (error) {
    return { trouble: error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error) };
  }
}

async function regionOf(page: Page, wanted: Case): Promise<PlayedCase['region']> {
  const place = placeOf(wanted);
  if (place === undefined) return undefined;
  const target = await find(page, place.selector);
  const handle = await target.evaluateHandle(
    (node, isParent) => (isParent ? node.parentElement : node),
    place.isParent,
  );
  const box = await handle.asElement()?.boundingBox();
  return box === null || box === undefined ? undefined : [box.x, box.y, box.width, box.height];
}

async function playStep(page: Page, step: Step): Promise<void> {
  switch (step.do) {
    case 'type':
    case 'typeTimed':
      await focusEnd(await find(page, step.sel));
      return await typeKeys(page, step.text);
    case 'rawType':
      return await typeKeys(page, step.text);
    case 'click':
      return await (await find(page, step.sel)).click();
    case 'dblclick':
      return await (await find(page, step.sel)).click({ count: 2 });
    case 'clickAt': {
      const box = await (await find(page, step.sel)).boundingBox();
      return await page.mouse.click((box?.x ?? 0) + step.x, (box?.y ?? 0) + step.y);
    }
    case 'hover':
      return await (await find(page, step.sel)).hover();
    case 'focus':
      return await focusEnd(await find(page, step.sel));
    case 'press':
      for (let i = 0; i < (step.times ?? 1); i += 1) await pressChord(page, step.keys);
      return;
    case 'wait':
      return await new Promise((resolve) => setTimeout(resolve, step.ms));
    case 'eval':
      await page.evaluate(step.js);
      return;
    case 'setValue':
      await (await find(page, step.sel)).evaluate((element, value) => {
        Object.assign(element, { value });
        element.dispatchEvent(new Event('input', { bubbles: true }));
      }, step.value);
      return;
    default:
      throw new Error(`Firefox does not play ${step.do}.`);
  }
}

async function typeKeys(page: Page, text: string): Promise<void> {
  for (const char of text) await (char === '\n' ? page.keyboard.press('Enter') : page.keyboard.type(char));
}

async function pressChord(page: Page, keys: string): Promise<void> {
  const parts = keys.split('+') as KeyInput[];
  const last = parts.pop();
  for (const modifier of parts) await page.keyboard.down(modifier);
  if (last !== undefined) await page.keyboard.press((last.length === 1 ? last.toLowerCase() : last) as KeyInput);
  for (const modifier of parts.toReversed()) await page.keyboard.up(modifier);
}

/** `iframe#x >> #y` goes into a frame, `#host >>> #y` through open shadow roots. */
async function find(page: Page, selector: string): Promise<ElementHandle<HTMLElement>> {
  const parts = selector.split(/\s+>>\s+/);
  let frame: Frame = page.mainFrame();
  for (const part of parts.slice(0, -1)) {
    const holder = await frame.waitForSelector(part, { timeout: STEP_MAX_MS });
    frame = (await holder?.contentFrame()) ?? frame;
  }
  const found = await frame.waitForSelector(parts.at(-1) ?? '', { timeout: STEP_MAX_MS });
  if (found === null) throw new Error(`There is no ${selector}.`);
  return found as ElementHandle<HTMLElement>;
}

async function focusEnd(element: ElementHandle<HTMLElement>): Promise<void> {
  await element.focus();
  await element.evaluate((node) => {
    if (node instanceof HTMLTextAreaElement || (node instanceof HTMLInputElement && node.selectionEnd !== null))
      node.setSelectionRange(node.value.length, node.value.length);
    else if (node.isContentEditable) {
      const selection = node.ownerDocument.defaultView?.getSelection();
      selection?.selectAllChildren(node);
      selection?.collapseToEnd();
    }
  });
}
