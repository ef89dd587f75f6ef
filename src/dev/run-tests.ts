// Runs every suite and closes with `N passed, N failed` over all of them.
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

const RUNNERS = ['vitest', 'playwright'] as const;
const REPORTS = { vitest: path.join(RESULTS, 'vitest.json'), playwright: path.join(RESULTS, 'playwright.json') };

function runVitest(minutes: number): void {
  spawnSync(
    path.join(BIN, 'vitest'),
    [
      'run',
      '--config',
      'test/vitest.config.ts',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${REPORTS.vitest}`,
    ],
    {
      cwd: ROOT,
      stdio: 'inherit',
      timeout: minutes * 180_000,
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

/** All suites in one run, so that both workers have something to do until the end. */
function runPlaywright(suites: readonly Suite[], minutes: number): void {
  for (const browser of new Set(suites.flatMap(({ browsers }) => browsers))) findBrowser(browser);
  const projects = suites.flatMap(({ name }) => ['--project', name]);
  spawnSync(
    path.join(BIN, 'playwright'),
    ['test', '--config', 'test/e2e/playwright.config.ts', ...projects, '--reporter=list,json'],
    {
      cwd: ROOT,
      stdio: 'inherit',
      timeout: minutes * 180_000,
      env: { ...runnerEnv(), PLAYWRIGHT_JSON_OUTPUT_NAME: REPORTS.playwright, SHOWHOW_LAST_FAILED: LAST_FAILED },
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
  readonly projectName: string;
  readonly status: string;
  readonly expectedStatus: string;
  readonly results: readonly { readonly startTime: string; readonly duration: number }[];
}

interface PlaywrightSuite {
  readonly title: string;
  readonly suites?: readonly PlaywrightSuite[];
  readonly specs: readonly { readonly title: string; readonly tests: readonly PlaywrightTest[] }[];
}

const testsIn = (node: PlaywrightSuite): readonly (PlaywrightTest & { readonly title: string })[] => [
  ...node.specs.flatMap(({ title, tests }) => tests.map((test) => ({ ...test, title }))),
  ...(node.suites ?? []).flatMap(testsIn),
];

function fromPlaywright(tests: ReturnType<typeof testsIn>): TestResult[] {
  return tests.map(({ title, projectName, status, expectedStatus }) => ({
    suite: projectName,
    title,
    outcome: outcomeOf(status === 'expected' && expectedStatus !== 'passed' ? 'skipped' : status),
  }));
}

/** From the start of a suite's first test to the end of its last one, in seconds; suites overlap by their last test. */
function secondsOf(tests: readonly PlaywrightTest[]): number {
  const runs = tests
    .flatMap(({ results }) => results)
    .map(({ startTime, duration }) => [Date.parse(startTime), duration]);
  const begin = Math.min(...runs.map(([at = 0]) => at));
  const end = Math.max(...runs.map(([at = 0, ms = 0]) => at + ms));
  return runs.length === 0 ? 0 : Math.round((end - begin) / 1_000);
}

interface Outcome {
  readonly results: readonly TestResult[];
  readonly seconds: Readonly<Record<string, number>>;
  /** What the runner took as a whole, and what its suites may take together. */
  readonly tookSeconds: number;
  readonly maxSeconds: number;
}

/** What a runner found in its suites. One that leaves no report has failed, whatever it printed. */
function runAll(runner: Suite['runner'], suites: readonly Suite[]): Outcome {
  const [first] = suites;
  if (first === undefined) return { results: [], seconds: {}, tookSeconds: 0, maxSeconds: 0 };
  console.log(`\n── ${suites.map(({ name }) => name).join(', ')} ──`);
  rmSync(REPORTS[runner], { force: true });
  const minutes = suites.reduce((sum, suite) => sum + suite.minutes, 0);
  const begin = Date.now();
  if (runner === 'vitest') runVitest(minutes);
  else runPlaywright(suites, minutes);
  const tookSeconds = Math.round((Date.now() - begin) / 1_000);
  const times = { tookSeconds, maxSeconds: minutes * 60 };
  if (!existsSync(REPORTS[runner])) {
    const lost = suites.map(({ name }) => ({
      suite: name,
      title: 'the runner left no report',
      outcome: 'failed' as const,
    }));
    return { results: lost, seconds: {}, ...times };
  }
  const report: unknown = JSON.parse(readFileSync(REPORTS[runner], 'utf8'));
  if (runner === 'vitest')
    return {
      results: fromVitest(first.name, report as VitestReport),
      seconds: { [first.name]: tookSeconds },
      ...times,
    };
  return { ...readPlaywright(report as PlaywrightReport, suites), ...times };
}

interface PlaywrightReport {
  readonly suites: readonly PlaywrightSuite[];
  readonly errors: readonly { readonly message: string }[];
}

function readPlaywright(
  { suites: files, errors }: PlaywrightReport,
  suites: readonly Suite[],
): Pick<Outcome, 'results' | 'seconds'> {
  const tests = files.flatMap(testsIn);
  const broken = errors.map(({ message }) => ({ suite: 'playwright', title: message, outcome: 'failed' as const }));
  const bySuite = suites.map(({ name }) => [name, tests.filter(({ projectName }) => projectName === name)] as const);
  // A suite that ran nothing is no suite that passed.
  const empty = bySuite.filter(([, own]) => own.length === 0);
  const lost = empty.map(([name]) => ({ suite: name, title: 'no test ran', outcome: 'failed' as const }));
  return {
    results: [...broken, ...lost, ...fromPlaywright(tests)],
    seconds: Object.fromEntries(bySuite.map(([name, own]) => [name, secondsOf(own)])),
  };
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
const outcomes = RUNNERS.map((runner) =>
  runAll(
    runner,
    chosen.filter((suite) => suite.runner === runner),
  ),
);
const results = outcomes.flatMap((outcome) => outcome.results);
const seconds = Object.assign({}, ...outcomes.map((outcome) => outcome.seconds)) as Record<string, number>;
const failed = results.filter((result) => result.outcome === 'failed');
writeFileSync(LAST_FAILED, JSON.stringify([...remembered(), ...failed.map((result) => result.title)], null, 2));
if (options.all && options.only === undefined) record(results, seconds);
console.log(`\nseconds by suite: ${JSON.stringify(seconds)}`);
for (const [at, { tookSeconds, maxSeconds }] of options.all ? [] : outcomes.entries())
  if (tookSeconds > maxSeconds) console.log(`over its time: ${RUNNERS[at]} took ${tookSeconds} s of ${maxSeconds} s`);
for (const { suite, title } of failed) console.log(`failed: ${suite}: ${title}`);
const skipped = count(results, 'skipped');
const passed = count(results, 'passed') + count(results, 'flaky');
for (const { suite, title, outcome } of results) if (outcome === 'flaky') console.log(`flaky: ${suite}: ${title}`);
console.log(`${passed} passed, ${failed.length} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed.length > 0 || passed === 0 ? 1 : 0;
