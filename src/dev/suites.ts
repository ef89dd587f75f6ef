// The test suites, in the order in which they run, and how long each may take. All end-to-end suites share one run of two workers.

export interface Suite {
  readonly name: string;
  readonly runner: 'vitest' | 'playwright';
  /** What the suite may take in `npm test` on two cores, in minutes. All together stay within `SUITES_MAX_MINUTES`. */
  readonly minutes: number;
  readonly browsers: readonly ('chromium' | 'firefox')[];
}

/** What `npm test` may take on two cores. */
export const SUITES_MAX_MINUTES = 18;

export const SUITES: readonly Suite[] = [
  { name: 'unit', runner: 'vitest', minutes: 2, browsers: [] },
  { name: 'house', runner: 'playwright', minutes: 0.5, browsers: [] },
  { name: 'spine', runner: 'playwright', minutes: 1.25, browsers: ['chromium', 'firefox'] },
  { name: 'redaction', runner: 'playwright', minutes: 2, browsers: ['chromium', 'firefox'] },
  { name: 'modes', runner: 'playwright', minutes: 0.75, browsers: ['chromium', 'firefox'] },
  { name: 'lifecycle', runner: 'playwright', minutes: 2, browsers: ['chromium'] },
  { name: 'delivery', runner: 'playwright', minutes: 1.5, browsers: ['chromium', 'firefox'] },
  { name: 'capture', runner: 'playwright', minutes: 3.75, browsers: ['chromium', 'firefox'] },
  { name: 'enterprise', runner: 'playwright', minutes: 1.5, browsers: ['chromium', 'firefox'] },
  { name: 'employee', runner: 'playwright', minutes: 1, browsers: ['chromium', 'firefox'] },
  { name: 'faults', runner: 'playwright', minutes: 0.5, browsers: ['chromium'] },
  { name: 'view', runner: 'playwright', minutes: 1.25, browsers: ['chromium'] },
];
