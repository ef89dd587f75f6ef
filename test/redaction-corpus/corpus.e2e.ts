// Adversarial redaction, case by case: real pages, real input, the real build, and a search of everything that it ever put anywhere.
import { expect, test } from '@playwright/test';
import { CASES } from './cases/all.ts';
import { LEFT } from './cases/left.ts';
import { onceInRun } from './runner/batch-once.ts';
import { chooseCases, titleOf } from './runner/choose.ts';
import type { BatchVerdict } from './runner/judge.ts';
import { judgeBatch } from './runner/judge.ts';
import { playBatch } from './runner/play-batch.ts';

const BATCH = 50;
const chosen = chooseCases(CASES, process.env);

for (let at = 0; at < chosen.length; at += BATCH) {
  const cases = chosen.slice(at, at + BATCH);
  test.describe(`batch ${at / BATCH + 1}`, () => {
    let verdict: BatchVerdict;
    test.beforeAll(async () => {
      test.setTimeout(240_000);
      verdict = await onceInRun(`${at}-${cases[0]?.id ?? 'none'}`, async () =>
        judgeBatch(cases, await playBatch(cases)),
      );
    });

    test(`batch ${at / BATCH + 1}: a control string is found in every sink`, () => {
      expect(verdict.blindSinks).toEqual([]);
    });

    for (const wanted of cases) {
      test(titleOf(wanted), () => {
        const left = LEFT[wanted.id];
        if (left !== undefined) test.fail(true, left);
        const { leaks, reveals, missing, trouble } = verdict.cases.find(({ id }) => id === wanted.id) ?? {};
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
