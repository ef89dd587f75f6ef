// The bucket's service dies and comes back while browsers send. Any S3-compatible service will do: docs/scale.md says how to name one.
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { openStore } from '../../src/collector/open-store.ts';
import { BUCKET, makeBucket } from '../collector/make-bucket.ts';
import type { Rig } from '../e2e/rig.ts';
import { fault } from './fault.ts';

const { env } = process;
const MISSING = ['AWS_ENDPOINT_URL_S3', 'SHOWHOW_S3_STOP', 'SHOWHOW_S3_START'].filter((name) => !env[name]);

function shell(command: string | undefined): void {
  const { status, stderr } = spawnSync('sh', ['-c', command ?? ''], { encoding: 'utf8' });
  expect(status, `${command}: ${stderr}`).toBe(0);
}

/** Brings what is in the bucket into the rig's folder, where the oracle looks. */
async function bringHome(rig: Rig): Promise<void> {
  const store = await openStore(rig.storeAddress, env);
  for await (const { key } of store.list('segments/')) {
    const file = path.join(rig.store, key);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, (await store.get(key)) ?? '');
  }
}

test.skip(MISSING.length > 0, `set ${MISSING.join(', ')} (docs/scale.md)`);
test.beforeAll(() => makeBucket(env));

fault(
  {
    fault: 'The service of the bucket is killed while a segment comes, and is back later',
    injection:
      'The collector stores in a real S3 service, which SHOWHOW_S3_STOP kills and SHOWHOW_S3_START starts again',
    rig: {
      prepare: (rig) => {
        rig.storeAddress = `s3://${BUCKET}/${randomUUID()}`;
      },
    },
  },
  async (bench) => {
    const { rig } = bench;
    await rig.stopCollector();
    await rig.startCollector();
    await bench.work(6);
    await bench.finish(() => {
      shell(env['SHOWHOW_S3_STOP']);
      void (async () => {
        while (!rig.requests.some(({ status = 0 }) => status >= 500))
          await new Promise((resolve) => setTimeout(resolve, 100));
        shell(env['SHOWHOW_S3_START']);
      })();
    });
    expect(rig.requests.some(({ status = 0 }) => status >= 500)).toBe(true);
    await bringHome(rig);
  },
);
