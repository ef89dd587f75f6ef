// `npm run bench:replay`: sessions recorded on the fixture sites, exported for Puppeteer Replay and replayed: how many end in
// the same URL, form state and document. Under the default policy, where text and most paths are left out: a replay can only
// come out the same where neither mattered.
import { buildExtension } from '../../src/dev/build.ts';
import { endAll } from '../../src/dev/child-process.ts';
import type { Row } from '../bench/report.ts';
import { report } from '../bench/report.ts';
import type { Replayed } from './compare.ts';
import { recordAndReplay } from './compare.ts';
import { TASKS } from './tasks.ts';

const names = process.argv.slice(2);
const tasks = TASKS.filter(({ name }) => names.length === 0 || names.includes(name));

function toRow(policy: string, replayed: readonly Replayed[]): Row {
  const same = replayed.filter(({ differences }) => differences.length === 0).length;
  return { policy, sessions: replayed.length, same, percent: Math.round((same / replayed.length) * 1_000) / 10 };
}

function explain(policy: string, replayed: readonly Replayed[]): void {
  for (const { task, differences } of replayed)
    if (differences.length > 0) console.log(`${policy}: ${task}\n    ${differences.slice(0, 3).join('\n    ')}`);
}

try {
  await buildExtension('chrome');
  const byDefault = await recordAndReplay(tasks, { policy: {}, textSettleMs: 0 });
  explain('default', byDefault);
  const untyped = byDefault.filter(({ isTyped }) => !isTyped);
  report('replay', [toRow('default', byDefault), toRow('default, nothing typed', untyped)], []);
} finally {
  await endAll();
}
