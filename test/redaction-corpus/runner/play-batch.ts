// Plays many cases in one browser with the real build, and collects all that the extension put anywhere.
import type { Page } from '@playwright/test';
import { Rig } from '../../e2e/rig.ts';
import type { Line } from '../../e2e/session-files.ts';
import type { Sink } from '../../e2e/sinks.ts';
import { plantControls, readDeadSinks, readLiveSinks } from '../../e2e/sinks.ts';
import type { Case } from './case.ts';
import type { ServedCase } from './case-server.ts';
import { serveCase } from './case-server.ts';
import { locate, playStep } from './play.ts';

/** Longer than a typing burst stays open and a batch waits, so that records come the ordinary way and not through the tail. */
const SETTLE_MS = 2_900;
const OPEN_TABS = 6;
const CASE_MAX_MS = 20_000;

/** x, y, width, height in CSS px of the viewport. */
export type Region = readonly [number, number, number, number];

/** What became of one case. */
export interface PlayedCase {
  readonly id: string;
  /** Why the steps could not be played to their end; undefined where they were. */
  readonly trouble?: string;
  readonly region?: Region;
  /** Records of the documents of this case, in the order of the file. */
  readonly records: readonly Line[];
}

export interface PlayedBatch {
  readonly cases: readonly PlayedCase[];
  /** All string leaves of all records that can carry text, of every session. */
  readonly lines: readonly Line[];
  readonly sinks: Readonly<Record<Sink, string>>;
  readonly controls: Readonly<Record<Sink, string>>;
}

export async function playBatch(cases: readonly Case[]): Promise<PlayedBatch> {
  const served = await Promise.all(cases.map(serveCase));
  const sites = served.flatMap(({ port }) => [`http://127.0.0.1:${port}/*`, `http://localhost:${port}/*`]);
  const rig = await Rig.open({ policy: { sites } });
  try {
    await rig.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const controls = await plantControls(rig);
    const tries = await playAll(rig, served);
    const before = await readLiveSinks(rig);
    await rig.quit();
    await rig.launch();
    await rig.untilSent(60_000);
    const after = await readLiveSinks(rig);
    await rig.quit();
    const lines = rig.sessions().flatMap(({ records }) => records);
    const byOrigin = recordsByOrigin(lines);
    return {
      cases: served.map(({ case: { id }, origin }) => ({ id, ...tries.get(id), records: byOrigin.get(origin) ?? [] })),
      lines,
      controls,
      sinks: {
        ...readDeadSinks(rig),
        'IndexedDB rows': `${before['IndexedDB rows']}\n${after['IndexedDB rows']}`,
        'storage areas': `${before['storage areas']}\n${after['storage areas']}`,
      },
    };
  } finally {
    await rig.close();
    for (const one of served) one.close();
  }
}

type Try = Pick<PlayedCase, 'trouble' | 'region'>;

async function playAll(rig: Rig, served: readonly ServedCase[]): Promise<Map<string, Try>> {
  const tries = new Map<string, Try>();
  const settling: Promise<void>[] = [];
  for (const one of served) {
    const page = await rig.context.newPage();
    tries.set(one.case.id, await playOne(page, one, await readyFor(rig, one.case)));
    settling.push(page.waitForTimeout(SETTLE_MS).then(() => page.close()));
    if (settling.length >= OPEN_TABS) await settling.shift();
  }
  await Promise.all(settling);
  return tries;
}

/** No person chooses a file before the page was let in; until then its field is a protected one, and nothing is counted. */
async function readyFor(rig: Rig, { steps }: Case): Promise<() => Promise<void>> {
  if (steps.every((step) => step.do !== 'upload')) return async () => undefined;
  const before = await rig.countLetIn();
  return async () => await rig.untilLetIn(before + 1);
}

async function playOne(
  page: Page,
  { case: wanted, origin }: ServedCase,
  untilReady: () => Promise<void>,
): Promise<Try> {
  page.on('dialog', (dialog) => void dialog.dismiss());
  let region: Region | undefined;
  const play = async (): Promise<void> => {
    await page.goto(origin + (wanted.url ?? '/app'));
    await untilReady();
    region = await regionOf(page, wanted);
    const cdp = await page.context().newCDPSession(page);
    for (const step of wanted.steps) await playStep({ page, cdp }, step);
  };
  try {
    const late = new Promise<never>((_, fail) => setTimeout(() => fail(new Error('too slow')), CASE_MAX_MS).unref());
    await Promise.race([play(), late]);
    return region === undefined ? {} : { region };
  } catch (error) {
    return { trouble: error instanceof Error ? error.message.split('\n', 3).join(' ') : String(error) };
  }
}

const OF_PLACE = /^(pointer_|click_xy|target_text|target_selector)/;

/** Where no point may be told of: an element, or its parent; undefined for a case that asks for no place. */
export function placeOf(wanted: Case): { readonly selector: string; readonly isParent: boolean } | undefined {
  if (!wanted.mustNotReveal.some((reveal) => OF_PLACE.test(reveal))) return undefined;
  const isKey =
    wanted.region === undefined && wanted.mustNotReveal.some((reveal) => /^(click_xy|target_)/.test(reveal));
  return { selector: wanted.region ?? wanted.target, isParent: isKey };
}

async function regionOf(page: Page, wanted: Case): Promise<Region | undefined> {
  const place = placeOf(wanted);
  if (place === undefined) return undefined;
  const target = locate(page, place.selector);
  const box = await (place.isParent ? target.locator('..') : target).boundingBox({ timeout: 2_000 });
  return box === null ? undefined : [box.x, box.y, box.width, box.height];
}

/** Records by the origin of the page that they happened in; those of frames by that of the page that holds the frame. */
export function recordsByOrigin(lines: readonly Line[]): Map<string, Line[]> {
  const parents = new Map<string, string>();
  const origins = new Map<string, string>();
  for (const line of lines) {
    if (line.kind !== 'page') continue;
    const doc = String(line['doc']);
    const origin = /^https?:\/\/[^/]+/.exec(String(line['url']))?.[0]?.replace('localhost', '127.0.0.1');
    if (origin !== undefined) origins.set(doc, origin);
    if (typeof line['parent'] === 'string') parents.set(doc, line['parent']);
  }
  const originOf = (doc: string): string | undefined => {
    let at: string | undefined = doc;
    for (let depth = 0; at !== undefined && depth < 8; depth += 1) {
      const origin = origins.get(at);
      if (origin !== undefined) return origin;
      at = parents.get(at);
    }
    return undefined;
  };
  const found = new Map<string, Line[]>();
  for (const line of lines) {
    const origin = typeof line['doc'] === 'string' ? originOf(line['doc']) : undefined;
    if (origin !== undefined) found.set(origin, [...(found.get(origin) ?? []), line]);
  }
  return found;
}
