// End-to-end suites: the built extension in real browsers, with real input and a real collector.
import { defineConfig } from '@playwright/test';

const suites = ['house', 'spine', 'capture', 'view', 'enterprise', 'lifecycle'];

export default defineConfig({
  testDir: '..',
  outputDir: '../../.showhow/test-output',
  globalSetup: './build-once.ts',
  fullyParallel: false,
  workers: 2,
  // Real browsers on a busy machine: what passes only the second time is named as flaky in the closing lines.
  retries: 1,
  timeout: 120_000,
  forbidOnly: true,
  projects: [
    ...suites.map((name) => ({ name, testMatch: `${name}/**/*.e2e.ts` })),
    { name: 'redaction', testMatch: 'redaction-corpus/**/*.e2e.ts' },
  ],
});
