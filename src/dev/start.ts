// `npm start`: the main job from end to end on this machine. Work is recorded, uploaded, and ends as a session file.

import type { ChildProcess } from 'node:child_process';
import { mkdirSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { BrowserContext } from '@playwright/test';
import { buildExtension, packPolicy } from './build.ts';
import { end, endAll, firstMatch, run, start } from './child-process.ts';
import { demoPolicy } from './demo-policy.ts';
import { findBrowser } from './find-browser.ts';
import { serveFixtures } from './fixture-server.ts';
import { launchChromium, untilReady } from './launch.ts';
import { CLI, DESK, ROOT, WORK } from './paths.ts';
import { playScriptedPerson } from './scripted-person.ts';

const { values: options } = parseArgs({ options: { headless: { type: 'boolean' }, brisk: { type: 'boolean' } } });
const hasDisplay = process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
const headless = options.headless ?? !hasDisplay;

/** Longest that the last upload may take after the work ended. */
const LAST_UPLOAD_MS = 60_000;

interface Demo {
  readonly folder: string;
  readonly store: string;
  readonly extension: string;
  readonly site: string;
}

const say = (text: string): void => console.log(`showhow: ${text}`);
let interruptedAtMs = 0;
let onInterrupt: () => void = () => process.exit(130);

process.on('SIGINT', () => {
  const now = Date.now();
  // One press may arrive twice: from the terminal, and passed on by npm.
  if (interruptedAtMs > 0 && now - interruptedAtMs > 500) process.exit(130);
  if (interruptedAtMs === 0) onInterrupt();
  interruptedAtMs = now;
});
process.on('SIGTERM', () => process.exit(143));

async function prepare(): Promise<{ demo: Demo; collector: ChildProcess; close: () => Promise<void> }> {
  const folder = path.join(WORK, 'demo', new Date().toISOString().replaceAll(/[:.]/g, '-'));
  const store = path.join(folder, 'store');
  mkdirSync(store, { recursive: true });
  say(`using ${findBrowser('chromium')}`);
  say('building the extension …');
  const build = await buildExtension('chrome');
  const collector = start(process.execPath, [CLI, 'serve', '--store', store, '--port', '0'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [collectorUrl = ''] = await firstMatch(collector, /http:\/\/127\.0\.0\.1:\d+/, 15_000);
  const desk = await serveFixtures(DESK, 0);
  const extension = path.join(folder, 'extension');
  packPolicy(build, extension, demoPolicy(desk.origin, collectorUrl));
  say(`collector at ${collectorUrl}, sample work app at ${desk.origin}`);
  return { demo: { folder, store, extension, site: desk.origin }, collector, close: desk.close };
}

/** Files of the store with their sizes; the store's layout is `segments/day=…/participant=…/session=…/<n>.jsonl.gz`. */
function segments(store: string): Map<string, number> {
  const files = readdirSync(store, { recursive: true, withFileTypes: true }).filter((file) =>
    file.name.endsWith('.jsonl.gz'),
  );
  return new Map(files.map((file) => path.join(file.parentPath, file.name)).map((file) => [file, statSync(file).size]));
}

/** Tells of every segment that reaches the store, until the returned function is called. */
function watchStore(store: string): () => void {
  const seen = new Set<string>();
  const timer = setInterval(() => {
    const all = segments(store);
    for (const [file, bytes] of all) {
      if (seen.has(file)) continue;
      seen.add(file);
      const total = [...all.values()].reduce((sum, size) => sum + size, 0);
      say(`segment ${path.basename(file, '.jsonl.gz')} arrived: ${bytes} bytes (${total} in all)`);
    }
  }, 1_000);
  return () => clearInterval(timer);
}

async function work(demo: Demo): Promise<void> {
  const context = await launchChromium({ ...demo, headless, onlyLoopback: headless });
  onInterrupt = () => void context.close();
  await untilReady(context);
  const page = context.pages()[0] ?? (await context.newPage());
  if (headless) {
    say('a scripted person works for about a minute …');
    try {
      await playScriptedPerson(context, page, { origin: demo.site, seed: 1, pace: options.brisk ? 'brisk' : 'human' });
      await page.waitForTimeout(1_500);
    } catch (error) {
      // Ctrl-C closes the browser under the person's hands; what was done until then is reported all the same.
      if (interruptedAtMs === 0) throw error;
    }
    await context.close();
    return;
  }
  await page.goto(`${demo.site}/index.html`);
  say('work in the window that opened; close it (or press Ctrl-C) when you are done.');
  await closed(context);
}

function closed(context: BrowserContext): Promise<void> {
  return new Promise((resolve) => context.once('close', () => resolve()));
}

/** The next start of the browser ends the session and sends what still waits, as after any quit. */
async function sendRest(demo: Demo): Promise<void> {
  say('the browser starts once more, so that the rest is sent …');
  const before = segments(demo.store).size;
  const context = await launchChromium({ ...demo, headless: true, onlyLoopback: true });
  const deadline = Date.now() + LAST_UPLOAD_MS;
  while (segments(demo.store).size === before && Date.now() < deadline)
    await new Promise((resolve) => setTimeout(resolve, 500));
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  await context.close();
  if (segments(demo.store).size === before) throw new Error('Nothing more reached the collector within a minute.');
}

async function report(demo: Demo): Promise<void> {
  const out = path.join(demo.folder, 'sessions');
  const cli = (...args: string[]): Promise<string> => run(process.execPath, [CLI, ...args], { cwd: ROOT });
  await cli('sessions', demo.store, out);
  const files = readdirSync(out)
    .filter((name) => name.endsWith('.jsonl.gz'))
    .map((name) => path.join(out, name));
  for (const file of files) {
    console.log(`\n${await cli('inspect', file)}`);
    console.log(await cli('verify', file));
  }
  const bytes = [...segments(demo.store).values()].reduce((sum, size) => sum + size, 0);
  const shown = path.relative(process.cwd(), files[0] ?? out);
  say(`sent: ${bytes} bytes in ${segments(demo.store).size} segments`);
  say(`session file: ${shown}`);
  say(`look inside:  zcat ${shown} | head`);
  say(`next, try:    npm run -s showhow -- inspect ${shown}`);
}

async function main(): Promise<void> {
  const { demo, collector, close } = await prepare();
  const stopWatching = watchStore(demo.store);
  try {
    await work(demo);
    onInterrupt = () => process.exit(130);
    await sendRest(demo);
    await report(demo);
    await end(collector);
  } finally {
    stopWatching();
    await close();
  }
}

try {
  await main();
} catch (error) {
  console.error(`showhow: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
await endAll();
// Whatever a failed step left open must not keep the terminal.
process.exit();
