// How many fields of the floor are recognised as such, by class, and how many harmless ones are taken for one, over the whole corpus.
import { buildExtension } from '../../src/dev/build.ts';
import { endAll } from '../../src/dev/child-process.ts';
import type { Row } from '../bench/report.ts';
import { report } from '../bench/report.ts';
import { CASES } from './cases/all.ts';
import type { Case } from './runner/case.ts';
import type { Verdict } from './runner/judge.ts';
import { judgeBatch } from './runner/judge.ts';
import { playBatch } from './runner/play-batch.ts';

const BATCH = 50;

await buildExtension('chrome');
const verdicts = new Map<string, Verdict>();
for (let at = 0; at < CASES.length; at += BATCH) {
  const cases = CASES.slice(at, at + BATCH);
  const { cases: judged, blindSinks } = judgeBatch(cases, await playBatch(cases));
  if (blindSinks.length > 0) throw new Error(`Nothing is proved: no control string in ${blindSinks.join(', ')}.`);
  for (const verdict of judged) verdicts.set(verdict.id, verdict);
  console.error(`${Math.min(at + BATCH, CASES.length)} of ${CASES.length}`);
}
await endAll();

const isHarmless = ({ policy }: Case): boolean => policy === 'clear-text-allowed';
const isSecret = ({ mustKeep }: Case): boolean => mustKeep.includes('redacted:secret');
const wasProtected = ({ id }: Case): boolean => (verdicts.get(id)?.fields.at(-1) ?? '').endsWith('/protected');
const part = (some: number, all: number): number => (all === 0 ? 1 : Math.round((some / all) * 1000) / 1000);

const rows: Row[] = [...Map.groupBy(CASES, ({ category }) => category)].map(([category, cases]) => {
  const secrets = cases.filter(isSecret);
  const found = secrets.filter(wasProtected).length;
  const leaked = cases.filter(({ id }) => (verdicts.get(id)?.leaks.length ?? 0) > 0).length;
  return { category, cases: cases.length, secrets: secrets.length, recall: part(found, secrets.length), leaked };
});
const secrets = CASES.filter(isSecret);
const harmless = CASES.filter(isHarmless);
const all = [...verdicts.values()];
const holds = report('redaction', rows, [
  {
    name: 'cases that leak a string',
    value: all.filter(({ leaks }) => leaks.length > 0).length,
    bar: 0,
    sense: 'at most',
    unit: 'cases',
  },
  {
    name: 'cases that reveal an exact length',
    value: all.filter(({ reveals }) => reveals.some((reveal) => reveal.includes('exact length'))).length,
    bar: 0,
    sense: 'at most',
    unit: 'cases',
  },
  {
    name: 'fields of the floor that are recognised',
    value: part(secrets.filter(wasProtected).length, secrets.length),
    bar: 1,
    sense: 'at least',
    unit: 'part',
  },
  {
    name: 'harmless fields taken for secrets',
    value: part(harmless.filter(wasProtected).length, harmless.length),
    bar: 0.05,
    sense: 'at most',
    unit: 'part',
  },
]);
process.exitCode = holds ? 0 : 1;
