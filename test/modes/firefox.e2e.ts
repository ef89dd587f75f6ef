// The same in Firefox, in short: text is kept, cleaned, or lost with its page.
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { ROOT } from '../../src/dev/paths.ts';
import { disguisesOf } from '../e2e/disguises.ts';
import { FirefoxRig } from '../e2e/firefox-rig.ts';
import { rawFirefoxTexts } from '../e2e/raw-firefox.ts';
import { FORBIDDEN, KEPT, rulesOf, SCRUBBED } from './typed-form.ts';

test('in Firefox listed text is kept or cleaned after its wait, and lies in no raw file @long', async () => {
  test.setTimeout(240_000);
  const rig = await FirefoxRig.open({ fixtures: path.join(ROOT, 'test/fixtures/modes'), rules: rulesOf });
  try {
    await rig.untilRegistered();
    const { page } = rig;
    await page.goto(`${rig.site}/form.html?tab=open`);
    for (const [id, text] of [
      ['note', KEPT],
      ['summary', SCRUBBED],
      ['unlisted', 'pelican-unlisted'],
    ]) {
      await page.click(`#${id}`);
      await page.keyboard.type(text ?? '');
    }
    await page.click('#done');
    await new Promise((resolve) => setTimeout(resolve, 25_000));
    const [session] = await rig.finish();
    const typed = session?.records.filter(({ kind }) => kind === 'typing') ?? [];
    expect(typed.map(({ text, field }) => [(field as { readonly mode: string }).mode, text ?? null])).toEqual([
      ['kept', KEPT],
      ['scrubbed', 'Call [name] on [phone] or [email], pays [card] or [iban], signs in with [jwt]'],
      ['masked', null],
    ]);
    expect(session?.records.find(({ kind }) => kind === 'page')?.['url']).toBe(`${rig.site}/form.html?tab=open`);
    const raw = [...rawFirefoxTexts(rig.profile).values()].join('\n');
    for (const text of [...FORBIDDEN, KEPT])
      expect(
        disguisesOf(text).some((form) => raw.includes(form)),
        text,
      ).toBe(false);
  } finally {
    await rig.close();
  }
});
