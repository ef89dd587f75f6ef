// End-to-end suites: the built extension in real browsers, with real input and a real collector.
import { readFileSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

// In the order in which they run: those with long files first, so that both workers end at the same time.
const FOLDERS: Readonly<Record<string, string>> = { redaction: 'redaction-corpus' };
const suites = [
  'house',
  'spine',
  'redaction',
  'modes',
  'lifecycle',
  'delivery',
  'capture',
  'enterprise',
  'employee',
  // Each fault has a browser and a store of its own.
  'faults',
  'view',
];

/** Tests tagged `@long` run in `npm run test:all`, and as long as they failed last. */
function leftOut(): RegExp | undefined {
  if (process.env['SHOWHOW_ALL']) return undefined;
  const failed = readFailed().map((title) => title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return failed.length === 0 ? /@long\b/ : new RegExp(`^(?!.*(?:${failed.join('|')})).*@long\\b`, 's');
}

function readFailed(): string[] {
  const file = process.env['SHOWHOW_LAST_FAILED'];
  if (file === undefined) return [];
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as string[];
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

const longOnes = leftOut();

export default defineConfig({
  ...(longOnes === undefined ? {} : { grepInvert: longOnes }),
  testDir: '..',
  outputDir: '../../.showhow/test-output',
  globalSetup: './build-once.ts',
  fullyParallel: false,
  workers: 2,
  // Real browsers on a busy machine: what passes only the second time is named as flaky in the closing lines.
  retries: 1,
  timeout: 120_000,
  forbidOnly: true,
  // By folder: a pattern would match the path of the clone too.
  projects: suites.map((name) => ({
    name,
    testDir: `../${FOLDERS[name] ?? name}`,
    testMatch: '**/*.e2e.ts',
    fullyParallel: name === 'faults',
  })),
});
