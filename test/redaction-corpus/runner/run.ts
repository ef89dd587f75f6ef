// Plays and judges cases from the command line: `node test/redaction-corpus/runner/run.ts [id or category …]`. Prints what fails.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildExtension } from '../../../src/dev/build.ts';
import { endAll } from '../../../src/dev/child-process.ts';
import { WORK } from '../../../src/dev/paths.ts';
import { CASES } from '../cases/all.ts';
import { faultsOf, judgeBatch } from './judge.ts';
import { playBatch } from './play-batch.ts';

const BATCH = 60;
const wishes = process.argv.slice(2);
const isWanted = (id: string, category: string): boolean =>
  wishes.length === 0 || wishes.some((wish) => id.startsWith(wish) || category === wish);
const wanted = CASES.filter(({ id, category }) => isWanted(id, category));
await buildExtension('chrome');
let failed = 0;
const begin = Date.now();
for (let at = 0; at < wanted.length; at += BATCH) {
  const cases = wanted.slice(at, at + BATCH);
  const played = await playBatch(cases);
  if (wishes.length > 0) writeFileSync(path.join(WORK, 'corpus-records.json'), JSON.stringify(played.cases, null, 1));
  const { cases: verdicts, blindSinks } = judgeBatch(cases, played);
  if (blindSinks.length > 0) console.log('BLIND', blindSinks);
  for (const verdict of verdicts) {
    const faults = faultsOf(verdict);
    if (faults.length > 0) failed += 1;
    for (const fault of faults) console.log(verdict.id, fault, `[${[...new Set(verdict.fields)].join(' ')}]`);
  }
  console.log(
    `${Math.min(at + BATCH, wanted.length)} of ${wanted.length}, ${failed} failed, ${Math.round((Date.now() - begin) / 1000)} s`,
  );
}
await endAll();
