// A quarter of the corpus in real Firefox: the same pages, trusted mouse and keys, and the same search.
import { expect, test } from '@playwright/test';
import { CASES } from './cases/all.ts';
import { LEFT, LEFT_IN_FIREFOX } from './cases/left.ts';
import { onceInRun } from './runner/batch-once.ts';
import { chooseForFirefox, titleOf } from './runner/choose.ts';
import type { Verdict } from './runner/judge.ts';
import { judgeFirefox } from './runner/judge.ts';
import { isForFirefox, playInFirefox } from './runner/play-firefox.ts';

const BATCH = 60;
const chosen = chooseForFirefox(CASES, isForFirefox, process.env);

for (let at = 0; at < chosen.length; at += BATCH) {
  const cases = chosen.slice(at, at + BATCH);
  test.describe(`firefox batch ${at / BATCH + 1}`, () => {
    let verdicts: readonly Verdict[];
    test.beforeAll(async () => {
      test.setTimeout(300_000);
      verdicts = await onceInRun(`firefox-${at}-${cases[0]?.id ?? 'none'}`, async () =>
        judgeFirefox(cases, await playInFirefox(cases)),
      );
    });

    for (const wanted of cases) {
      test(`firefox:${titleOf(wanted)}`, () => {
        const left = LEFT[wanted.id] ?? LEFT_IN_FIREFOX[wanted.id];
        if (left !== undefined) test.fail(true, left);
        const { leaks, reveals, missing, trouble } = verdicts.find(({ id }) => id === wanted.id) ?? {};
        expect({ leaks, reveals, missing, trouble }).toEqual({
          leaks: [],
          reveals: [],
          missing: [],
          trouble: undefined,
        });
      });
    }
  });
}
