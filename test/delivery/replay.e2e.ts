// From recorded work to work done again: the recipe, a generated Playwright file, and a short sample of the replay benchmark.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { findBrowser } from '../../src/dev/find-browser.ts';
import { BIN, CLI, ROOT, WORK } from '../../src/dev/paths.ts';
import { differences } from '../replay/outcome.ts';
import type { Recording } from '../replay/record.ts';
import { recordTasks } from '../replay/record.ts';
import { launchForReplay, replay } from '../replay/replay.ts';
import { TASKS } from '../replay/tasks.ts';

const run = promisify(execFile);
/** Nothing is typed in these: they come out the same under any policy. */
const SAMPLE = ['tick two tickets and open a third', 'close a ticket at the second try'];

let recording: Recording;
let folder = '';

test.beforeAll(async () => {
  test.setTimeout(300_000); // three starts of a browser, on a busy machine
  recording = await recordTasks(
    TASKS.filter(({ name }) => SAMPLE.includes(name)),
    { rules: () => ({}), textSettleMs: 0 },
  );
  // Beside the packages, so that generated files find theirs.
  folder = mkdtempSync(path.join(WORK, 'replay-'));
  for (const format of ['puppeteer', 'playwright']) {
    const words = [CLI, 'export', '--to', format, '--purpose', 'agent-training'];
    await run(process.execPath, [...words, recording.rig.store, path.join(folder, format)]);
  }
});
test.afterAll(async () => {
  await recording.rig.close();
  rmSync(folder, { recursive: true });
});

const fileOf = (format: string, ending: string, nth: number) =>
  path.join(folder, format, `${recording.tasks[nth]?.session}${ending}`);

test('recorded sessions, replayed by Puppeteer Replay, end in the same address, form state and document', async () => {
  const browser = await launchForReplay();
  try {
    for (const [nth, { task, outcome }] of recording.tasks.entries()) {
      const found = await replay(browser, JSON.parse(readFileSync(fileOf('puppeteer', '.json', nth), 'utf8')));
      expect(typeof found === 'string' ? [found] : differences(outcome, found), task.name).toEqual([]);
    }
  } finally {
    await browser.close();
  }
});

test('the recipe for a replay runs as it stands on its page', async () => {
  const page = readFileSync(path.join(ROOT, 'docs/recipes.md'), 'utf8');
  const [, code = ''] = /```js replay\n([\s\S]*?)```/.exec(page) ?? [];
  const script = path.join(folder, 'replay.mjs');
  writeFileSync(script, code);
  const { stdout } = await run(process.execPath, [script, fileOf('puppeteer', '.json', 0), findBrowser('chromium')]);
  expect(stdout.trim()).toBe(recording.tasks[0]?.outcome.url);
});

test('generated Playwright files run, and pass', async () => {
  const config = `export default { testDir: 'playwright', timeout: 60_000, reporter: 'json',
    use: { launchOptions: { executablePath: ${JSON.stringify(findBrowser('chromium'))}, args: ['--no-sandbox', '--disable-gpu'] } } };\n`;
  writeFileSync(path.join(folder, 'playwright.config.mjs'), config);
  const { stdout } = await run(path.join(BIN, 'playwright'), ['test', '--config', 'playwright.config.mjs'], {
    cwd: folder,
    env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: undefined },
  });
  expect(JSON.parse(stdout).stats).toMatchObject({ expected: SAMPLE.length, unexpected: 0, flaky: 0, skipped: 0 });
});
