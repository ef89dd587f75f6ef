// Canaries: a string of its own typed into every field of every page of the recall report; none may be found anywhere afterwards.
import path from 'node:path';
import type { Frame, Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { ROOT } from '../../src/dev/paths.ts';
import { HOLD_BACK_MS } from '../../src/model/limit.ts';
import { Rig } from '../e2e/rig.ts';
import { plantControls, readDeadSinks, readLiveSinks, SINKS } from '../e2e/sinks.ts';
import { serveSite } from '../recall/serve.ts';
import { SITES } from '../recall/sites.ts';
import { needlesOf } from './runner/string-oracle.ts';

const FIELDS =
  'input:not([type=hidden],[type=submit],[type=button],[type=reset],[type=image],[type=file],[type=checkbox],[type=radio],[type=range],[type=color],[type=date],[type=time],[type=month],[type=week],[type=datetime-local],[readonly],[disabled]),textarea:not([readonly],[disabled]),[contenteditable=true],[contenteditable=""],[contenteditable=plaintext-only]';
const FIELDS_MAX = 20;
const SETTLE_MS = 3_000;
const FOLDERS = { pages: path.join(ROOT, 'test/fixtures/capture'), modules: path.join(ROOT, 'node_modules') };
const fixtures = [...new Set(SITES.map(({ fixture }) => fixture))];

/** The last digit makes the number of a card whole (Luhn). */
function cardOf(n: number): string {
  const digits = `4929${String(n).padStart(4, '0')}8172364`;
  const sum = [...digits].reverse().reduce((total, digit, i) => {
    const value = Number(digit) * (i % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

interface Mode {
  readonly name: string;
  /** Of every field; undefined for a policy that lists none. */
  readonly mode?: 'scrubbed' | 'kept';
  /** What may not come through in this mode. */
  readonly canary: (n: number) => string;
}

const MODES: readonly Mode[] = [
  { name: 'masked', canary: (n) => `kanari${n}quuxvogel` },
  { name: 'scrubbed', mode: 'scrubbed', canary: (n) => `kanari.quux${n}@vogel.example.org` },
  { name: 'kept', mode: 'kept', canary: (n) => (n % 2 === 0 ? cardOf(n) : `ghp_${`Kanari${n}`.padEnd(36, 'Qx7Zt3')}`) },
];

/** Types a canary into every field of a frame that a person could get to; returns those that went in. */
async function fillFrame(page: Page, frame: Frame, next: () => string): Promise<readonly string[]> {
  const typed: string[] = [];
  const fields = frame.locator(FIELDS);
  const count = Math.min(await fields.count(), FIELDS_MAX);
  for (let i = 0; i < count; i += 1) {
    const field = fields.nth(i);
    if (!(await field.isVisible())) continue;
    await field.focus({ timeout: 10_000 });
    const canary = next();
    typed.push(canary);
    await page.keyboard.type(canary);
    await page.keyboard.press('Tab');
  }
  return typed;
}

async function typeCanaries(
  rig: Rig,
  origin: string,
  pages: readonly string[],
  { canary, mode }: Mode,
): Promise<string[]> {
  const typed: string[] = [];
  let n = 1_000;
  const next = (): string => {
    n += 1;
    return canary(n);
  };
  const open: Page[] = [];
  for (const fixture of pages) {
    const page = await rig.context.newPage();
    page.on('dialog', (dialog) => void dialog.dismiss());
    await page.goto(`${origin}/${fixture}`);
    for (const frame of page.frames()) typed.push(...(await fillFrame(page, frame, next)));
    open.push(page);
  }
  // What is let through leaves the page only after a while.
  if (mode !== undefined) await open.at(-1)?.waitForTimeout(HOLD_BACK_MS + SETTLE_MS);
  for (const page of open) await page.close();
  return typed;
}

async function findCanaries(mode: Mode, pages: readonly string[]): Promise<readonly string[]> {
  const site = await serveSite(FOLDERS);
  const sites = [`${site.origin}/*`, `${site.other}/*`];
  const fieldRules = mode.mode === undefined ? [] : sites.map((match) => ({ match, selector: '*', mode: mode.mode }));
  const rig = await Rig.open({ policy: { sites, fieldRules } });
  try {
    const controls = await plantControls(rig);
    const typed = await typeCanaries(rig, site.origin, pages, mode);
    expect(typed.length).toBeGreaterThan(pages.length / 4);
    const live = await readLiveSinks(rig);
    await rig.quit();
    await rig.launch();
    await rig.untilSent(60_000);
    await rig.quit();
    const sinks = { ...live, ...readDeadSinks(rig) };
    expect(SINKS.filter((sink) => !sinks[sink].includes(controls[sink]))).toEqual([]);
    return SINKS.flatMap((sink) =>
      typed
        .filter((canary) => needlesOf(canary).some((needle) => sinks[sink].includes(needle)))
        .map((canary) => `${sink}: ${canary}`),
    );
  } finally {
    await rig.close();
    await site.close();
  }
}

const [masked] = MODES;

test('no canary in any sink: pages of fields, of frames, of shadow roots', async () => {
  expect(masked && (await findCanaries(masked, ['typing.html', 'frames.html', 'shadow.html']))).toEqual([]);
});

for (const mode of MODES) {
  test(`no canary in any sink, ${mode.name}: every page of the recall report @long`, async () => {
    test.setTimeout(600_000);
    expect(await findCanaries(mode, fixtures)).toEqual([]);
  });
}
