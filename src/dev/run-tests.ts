// Runs every suite one after the other and closes with `N passed, N failed` over all of them.
// `--all` runs everything and writes docs/benchmarks/tests.json; otherwise what is tagged `@long` is left out and the
// corpus runs as a fixed sample, except for what failed last, which always runs. `--only NAME` runs one suite.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { findBrowser } from './find-browser.ts';
import { BIN, ROOT, WORK } from './paths.ts';
import type { Suite } from './suites.ts';
import { SUITES } from './suites.ts';

export interface TestResult {
  readonly suite: string;
  readonly title: string;
  readonly outcome: 'passed' | 'flaky' | 'failed' | 'skipped';
}

const RESULTS = path.join(WORK, 'test-results');
const LAST_FAILED = path.join(WORK, 'last-failed.json');

const { values: options } = parseArgs({
  options: { all: { type: 'boolean' }, only: { type: 'string', multiple: true } },
});

function runVitest(suite: Suite, output: string): void {
  spawnSync(
    path.join(BIN, 'vitest'),
    [
      'run',
      '--config',
      'test/vitest.config.ts',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${output}`,
    ],
    {
      cwd: ROOT,
      stdio: 'inherit',
      timeout: suite.minutes * 180_000,
      env: runnerEnv(),
    },
  );
}

/** Tests start the command line some hundred times: its modules are compiled once. */
function runnerEnv(): NodeJS.ProcessEnv {
  return {
    ...process.env,
    NODE_COMPILE_CACHE: path.join(WORK, 'compile-cache'),
    SHOWHOW_ALL: options.all ? '1' : '',
  };
}

function runPlaywright(suite: Suite, output: string): void {
  spawnSync(
    path.join(BIN, 'playwright'),
    ['test', '--config', 'test/e2e/playwright.config.ts', '--project', suite.name, '--reporter=list,json'],
    {
      cwd: ROOT,
      stdio: 'inherit',
      timeout: suite.minutes * 180_000,
      env: { ...runnerEnv(), PLAYWRIGHT_JSON_OUTPUT_NAME: output, SHOWHOW_LAST_FAILED: LAST_FAILED },
    },
  );
}

interface VitestReport {
  readonly testResults: readonly {
    readonly assertionResults: readonly { fullName: string; status: string }[];
    message: string;
    name: string;
  }[];
}

function fromVitest(suite: string, report: VitestReport): TestResult[] {
  return report.testResults.flatMap((file) =>
    file.assertionResults.length === 0 && file.message !== ''
      ? [{ suite, title: file.name, outcome: 'failed' as const }]
      : file.assertionResults.map((test) => ({ suite, title: test.fullName, outcome: outcomeOf(test.status) })),
  );
}

function outcomeOf(status: string): TestResult['outcome'] {
  if (status === 'passed' || status === 'expected') return 'passed';
  if (status === 'flaky') return 'flaky';
  return status === 'skipped' || status === 'pending' || status === 'todo' ? 'skipped' : 'failed';
}

/** A test that is known to fail is no test passed: it counts as skipped. */
interface PlaywrightTest {
  readonly status: string;
  readonly expectedStatus: string;
}

interface PlaywrightSuite {
  readonly title: string;
  readonly suites?: readonly PlaywrightSuite[];
  readonly specs: readonly { readonly title: string; readonly tests: readonly PlaywrightTest[] }[];
}

function fromPlaywright(suite: string, node: PlaywrightSuite): TestResult[] {
  const own = node.specs.flatMap((spec) =>
    spec.tests.map(({ status, expectedStatus }) => ({
      suite,
      title: spec.title,
      outcome: outcomeOf(status === 'expected' && expectedStatus !== 'passed' ? 'skipped' : status),
    })),
  );
  return [...own, ...(node.suites ?? []).flatMap((inner) => fromPlaywright(suite, inner))];
}

/** Results of one suite. A runner that leaves no report has failed, whatever it printed. */
function runSuite(suite: Suite): TestResult[] {
  console.log(`\n── ${suite.name} ──`);
  const output = path.join(RESULTS, `${suite.name}.json`);
  rmSync(output, { force: true });
  for (const browser of suite.browsers) findBrowser(browser);
  if (suite.runner === 'vitest') runVitest(suite, output);
  else runPlaywright(suite, output);
  if (!existsSync(output)) return [{ suite: suite.name, title: 'the runner left no report', outcome: 'failed' }];
  const report: unknown = JSON.parse(readFileSync(output, 'utf8'));
  if (suite.runner === 'vitest') return fromVitest(suite.name, report as VitestReport);
  const { suites, errors } = report as { suites: PlaywrightSuite[]; errors: { message: string }[] };
  const broken = errors.map((error) => ({ suite: suite.name, title: error.message, outcome: 'failed' as const }));
  return [...broken, ...suites.flatMap((inner) => fromPlaywright(suite.name, inner))];
}

function count(results: readonly TestResult[], outcome: TestResult['outcome']): number {
  return results.filter((result) => result.outcome === outcome).length;
}

function record(results: readonly TestResult[], seconds: Record<string, number>): void {
  mkdirSync(path.join(ROOT, 'docs/benchmarks'), { recursive: true });
  const commit = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: ROOT, encoding: 'utf8' }).trim();
  const file = path.join(ROOT, 'docs/benchmarks/tests.json');
  const summary = {
    name: 'tests',
    at: new Date().toISOString(),
    commit,
    passed: count(results, 'passed'),
    flaky: results.filter((result) => result.outcome === 'flaky').map((result) => result.title),
    failed: count(results, 'failed'),
    skipped: results.filter((result) => result.outcome === 'skipped').map((result) => result.title),
    seconds,
  };
  writeFileSync(file, `${JSON.stringify(summary, null, 2)}\n`);
}

/** What failed before in suites that did not run now: it stays in the sample until it passes. */
function remembered(): string[] {
  if (options.only === undefined || !existsSync(LAST_FAILED)) return [];
  const ran = new Set(results.map(({ title }) => title));
  return (JSON.parse(readFileSync(LAST_FAILED, 'utf8')) as string[]).filter((title) => !ran.has(title));
}

mkdirSync(RESULTS, { recursive: true });
const chosen = SUITES.filter((suite) => options.only === undefined || options.only.includes(suite.name));
if (chosen.length === 0) {
  console.error(`No such suite. There are: ${SUITES.map((suite) => suite.name).join(', ')}.`);
  process.exit(2);
}
const seconds: Record<string, number> = {};
const results = chosen.flatMap((suite) => {
  const begin = Date.now();
  const found = runSuite(suite);
  seconds[suite.name] = Math.round((Date.now() - begin) / 1_000);
  return found;
});
const failed = results.filter((result) => result.outcome === 'failed');
writeFileSync(LAST_FAILED, JSON.stringify([...remembered(), ...failed.map((result) => result.title)], null, 2));
if (options.all && options.only === undefined) record(results, seconds);
console.log(`\nseconds by suite: ${JSON.stringify(seconds)}`);
for (const { name, minutes } of options.all ? [] : chosen) {
  const took = seconds[name] ?? 0;
  if (took > minutes * 60) console.log(`over its time: ${name} took ${took} s of ${minutes * 60} s`);
}
for (const { suite, title } of failed) console.log(`failed: ${suite}: ${title}`);
const skipped = count(results, 'skipped');
const passed = count(results, 'passed') + count(results, 'flaky');
for (const { suite, title, outcome } of results) if (outcome === 'flaky') console.log(`flaky: ${suite}: ${title}`);
console.log(`${passed} passed, ${failed.length} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed.length > 0 || passed === 0 ? 1 : 0;
