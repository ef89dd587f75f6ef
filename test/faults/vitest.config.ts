// Faults injected for real into processes, disks and connections: `npm run test:faults`. Linux, with the right to mount.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  test: {
    include: ['test/**/*.fault.ts'],
    globalSetup: ['test/e2e/build-once.ts'],
    testTimeout: 150_000,
    fileParallelism: false,
    reporters: ['verbose'],
  },
});
