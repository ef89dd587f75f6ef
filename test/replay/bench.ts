// `npm run bench:replay`: sessions recorded on the fixture sites, exported for Puppeteer Replay and replayed: how many end in
// the same URL, form state and document. Under a policy that keeps text and paths, and beside it, without a bar, under the default
// one, where a replay can only come out the same where neither mattered.
import { buildExtension } from '../../src/dev/build.ts';
import { endAll } from '../../src/dev/child-process.ts';
import type { Bar, Row } from '../bench/report.ts';
import { report } from '../bench/report.ts';
import type { Replayed } from './compare.ts';
import { recordAndReplay } from './compare.ts';
import { TASKS } from './tasks.ts';

const names = process.argv.slice(2);
const tasks = TASKS.filter(({ name }) => names.length === 0 || names.includes(name));

/** Text waits in the page for 20 s after its field was left. */
const TEXT_SETTLE_MS = 22_000;
const SAME_BAR_PERCENT = 95;

/** Lets text, choices and addresses of the fixtures through. */
function keepAll(site: string): Record<string, unknown> {
  const match = `${site}/*`;
  return {
    fieldRules: [{ match, selector: 'input,textarea,select,[contenteditable]', mode: 'kept' }],
    nameRules: [{ match, selector: '*', content: true }],
    urlRules: [{ match, keepPath: true, keepQuery: ['view', 'id', 'q', 'tab'], keepFragment: true }],
  };
}

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
  const kept = await recordAndReplay(tasks, { rules: keepAll, textSettleMs: TEXT_SETTLE_MS });
  explain('kept', kept);
  const byDefault = await recordAndReplay(tasks, { rules: () => ({}), textSettleMs: 0 });
  explain('default', byDefault);
  const untyped = byDefault.filter(({ isTyped }) => !isTyped);
  const rows = [toRow('kept', kept), toRow('default', byDefault), toRow('default, nothing typed', untyped)];
  const same = rows[0]?.['percent'];
  const bars: Bar[] = [
    {
      name: 'sessions replayed the same, text and paths kept',
      value: Number(same),
      bar: SAME_BAR_PERCENT,
      sense: 'at least',
      unit: '%',
    },
  ];
  process.exitCode = report('replay', rows, bars) ? 0 : 1;
} finally {
  await endAll();
}
