// Every benchmark prints its table and writes docs/benchmarks/<name>.json.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findBrowser } from '../../src/dev/find-browser.ts';
import { ROOT } from '../../src/dev/paths.ts';

export type Row = Readonly<Record<string, string | number>>;

export interface Bar {
  readonly name: string;
  readonly value: number;
  /** What must hold: `value` is at most this, or at least this. */
  readonly bar: number;
  readonly sense: 'at most' | 'at least';
  readonly unit: string;
}

interface JudgedBar extends Bar {
  readonly holds: boolean;
}

function judge(bars: readonly Bar[]): JudgedBar[] {
  return bars.map((bar) => ({ ...bar, holds: bar.sense === 'at most' ? bar.value <= bar.bar : bar.value >= bar.bar }));
}

/** Prints a benchmark that is not to be kept. Returns whether every bar holds. */
export function show(rows: readonly Row[], bars: readonly Bar[]): boolean {
  const judged = judge(bars);
  console.table(rows);
  console.table(judged);
  return judged.every(({ holds }) => holds);
}

/** Writes and prints a benchmark. Returns whether every bar holds. */
export function report(name: string, rows: readonly Row[], bars: readonly Bar[]): boolean {
  const machine = {
    cpu: os.cpus()[0]?.model ?? 'unknown',
    cores: os.cpus().length,
    memoryGiB: Math.round(os.totalmem() / 2 ** 30),
    node: process.version,
    chromium: execFileSync(findBrowser('chromium'), ['--version'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim(),
  };
  mkdirSync(path.join(ROOT, 'docs/benchmarks'), { recursive: true });
  const file = path.join(ROOT, 'docs/benchmarks', `${name}.json`);
  writeFileSync(
    file,
    `${JSON.stringify({ name, at: new Date().toISOString(), machine, rows, bars: judge(bars) }, null, 2)}\n`,
  );
  const isHeld = show(rows, bars);
  console.log(`written: docs/benchmarks/${name}.json`);
  return isHeld;
}
