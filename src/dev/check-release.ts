// `npm run check:release`: the record of the last whole test run must be green, no room may have changed since, and what the last
// release could record must be there to compare with.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './paths.ts';

const ROOMS = ['src', 'entrypoints', 'assets', 'test', 'package.json', 'package-lock.json', 'wxt.config.ts'];

/** Written at each release; the next one may record no more than it says, unless the changelog names it. */
const RELEASED = 'docs/works-council/capabilities-released.json';

function capabilityProblems(): string[] {
  if (existsSync(path.join(ROOT, RELEASED))) return [];
  return [
    `There is no ${RELEASED}: nobody could tell what the next release records more. Run npm run docs:capabilities -- --released.`,
  ];
}

function testProblems(): string[] {
  const file = path.join(ROOT, 'docs/benchmarks/tests.json');
  if (!existsSync(file)) return ['There is no record of a whole test run. Run npm run test:all first.'];
  const record = JSON.parse(readFileSync(file, 'utf8')) as {
    commit: string;
    passed: number;
    failed: number;
    skipped: string[];
  };
  const changed = execFileSync('git', ['diff', '--name-only', record.commit, '--', ...ROOMS], {
    cwd: ROOT,
    encoding: 'utf8',
  })
    .split('\n')
    .filter((name) => name !== '');
  return [
    ...(record.passed === 0 ? ['No test passed in the last whole run.'] : []),
    ...(record.failed > 0 ? [`${record.failed} tests failed in the last whole run.`] : []),
    ...(record.skipped.length > 0 ? [`Skipped in the last whole run: ${record.skipped.join('; ')}.`] : []),
    ...(changed.length > 0 ? [`Changed since the last whole run (npm run test:all): ${changed.join(', ')}.`] : []),
  ];
}

const found = [...capabilityProblems(), ...testProblems()];
for (const problem of found) console.error(problem);
if (found.length === 0)
  console.log('The last whole test run is green and up to date, and what the last release could is known.');
process.exitCode = found.length > 0 ? 1 : 0;
