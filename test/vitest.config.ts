// Unit and property tests: pure rooms and rooms over fakes. What needs a browser is in `*.e2e.ts`.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**', 'node_modules/**'],
    testTimeout: 20_000,
    // Many tests wait for programs that they start.
    maxWorkers: '100%',
  },
});
