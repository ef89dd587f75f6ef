// Figures over the whole corpus, played in a real browser. Prints and writes docs/benchmarks/redaction.json.
import { buildExtension } from '../../src/dev/build.ts';
import { endAll } from '../../src/dev/child-process.ts';
import { report } from '../bench/report.ts';
import { CASES } from './cases/all.ts';
import { anchorFigures } from './runner/anchors.ts';
import { toFigures } from './runner/figures.ts';
import type { Verdict } from './runner/judge.ts';
import { faultsOf, judgeBatch } from './runner/judge.ts';
import { playBatch } from './runner/play-batch.ts';

const BATCH = 50;

await buildExtension('chrome');
const verdicts = new Map<string, Verdict>();
for (let at = 0; at < CASES.length; at += BATCH) {
  const cases = CASES.slice(at, at + BATCH);
  const { cases: judged, blindSinks } = judgeBatch(cases, await playBatch(cases));
  if (blindSinks.length > 0) throw new Error(`Nothing is proved: no control string in ${blindSinks.join(', ')}.`);
  for (const verdict of judged) {
    verdicts.set(verdict.id, verdict);
    for (const fault of faultsOf(verdict)) console.error(verdict.id, fault);
  }
  console.error(`${Math.min(at + BATCH, CASES.length)} of ${CASES.length}`);
}
await endAll();

const played = toFigures(CASES, verdicts);
const published = anchorFigures();
const isFine = report('redaction', [...played.rows, ...published.rows], [...played.bars, ...published.bars]);
process.exitCode = isFine ? 0 : 1;
