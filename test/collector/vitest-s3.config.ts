// Tests against a real S3-compatible service, which AWS_ENDPOINT_URL_S3 and the AWS keys name: `npm run test:s3`.
import { defineConfig } from 'vitest/config';

if (process.env['AWS_ENDPOINT_URL_S3'] === undefined)
  throw new Error('AWS_ENDPOINT_URL_S3 is not set. docs/scale.md says how to run these tests.');

export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  test: { include: ['test/**/*.s3.ts'], testTimeout: 60_000 },
});
