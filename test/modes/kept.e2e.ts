// Text that policy lets through, in real Chromium: what is kept, what is cleaned, what is lost, and where it never lies.
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { ROOT } from '../../src/dev/paths.ts';
import { disguisesOf } from '../e2e/disguises.ts';
import { Rig } from '../e2e/rig.ts';
import type { Line } from '../e2e/session-files.ts';
import { plantControls, readDeadSinks, readLiveSinks } from '../e2e/sinks.ts';
import { EXPECTED, FORBIDDEN, fillForm, KEPT, rulesOf } from './typed-form.ts';

const FIXTURES = path.join(ROOT, 'test/fixtures/modes');
/** Text waits 20 s after its field was left. */
const HELD_BACK_MS = 21_500;

/** Mode and text of bursts of typing of a document, by field in the order of use, without those whose text stands on a later one. */
function textsIn(lines: readonly Line[], doc: unknown): unknown[][] {
  const bursts = lines.filter((line) => line.kind === 'typing' && line['doc'] === doc);
  const byField = Map.groupBy(bursts, ({ target }) => (target as { readonly node: number }).node);
  return [...byField.values()].map((list) =>
    list
      .map(({ field, text }) => [(field as { readonly mode: string }).mode, text ?? null])
      .filter(([mode, text]) => mode !== 'kept' || text !== null),
  );
}

/** Not the texts themselves: a failure would print them. */
function has(text: string, part: string): boolean {
  return disguisesOf(part).some((form) => text.includes(form));
}

test('text of listed fields is kept or cleaned, and everything else is nowhere', async () => {
  // Half of it is waiting, and all else is slower on a busy machine.
  test.setTimeout(240_000);
  const rig = await Rig.open({ fixtures: FIXTURES, rules: rulesOf });
  try {
    const controls = await plantControls(rig);
    const [page, closing] = [rig.page, await rig.context.newPage()];
    await rig.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: rig.site });
    await page.goto(`${rig.site}/form.html?tab=open&session=walrus-query`);
    await fillForm(page);
    const early = await readLiveSinks(rig);
    await closing.goto(`${rig.site}/form.html`);
    await closing.click('#note');
    await closing.keyboard.type('walrus-too-early');
    await closing.click('#done');
    await closing.close();
    expect(Object.values(early).map((text) => has(text, KEPT))).toEqual([false, false]);
    expect(has(early['IndexedDB rows'], '"text":"lost"')).toBe(true);

    await page.waitForTimeout(HELD_BACK_MS / 2);
    await rig.stopWorker();
    await page.waitForTimeout(HELD_BACK_MS / 2);
    await expect
      .poll(async () => has((await readLiveSinks(rig))['IndexedDB rows'], KEPT), { timeout: 15_000 })
      .toBe(true);
    const late = await readLiveSinks(rig);

    const [session] = await rig.finish();
    const lines = session?.records ?? [];
    const pages = lines.filter(({ kind }) => kind === 'page');
    const [form, closed] = ['/form.html?tab=open', '/form.html'].map(
      (address) => pages.find(({ url }) => url === rig.site + address)?.['doc'],
    );
    expect(textsIn(lines, form)).toEqual(EXPECTED);
    expect(textsIn(lines, closed)).toEqual([[['masked', 'lost']]]);
    const changes = lines.filter(({ kind }) => kind === 'change').map(({ control, value }) => [control, value]);
    expect(changes).toContainEqual(['select', 'open']);
    expect(changes).toContainEqual(['checkbox', 'true']);
    expect(has(session?.text ?? '', '"text":"Quaggafy","listed":true')).toBe(true);

    const dead = readDeadSinks(rig);
    for (const [sink, text] of [...Object.entries(early), ...Object.entries(late), ...Object.entries(dead)]) {
      if (sink in dead) expect(text.includes(controls[sink as keyof typeof controls]), `control in ${sink}`).toBe(true);
      // On disk and on the way kept text is sealed, or what policy lets leave.
      const kept = sink.startsWith('raw') || sink === 'storage areas' ? [KEPT, 'put right'] : [];
      const found = [...FORBIDDEN, 'walrus-too-early', 'walrus-query', ...kept].filter((one) => has(text, one));
      expect(found, sink).toEqual([]);
    }
  } finally {
    await rig.close();
  }
});
