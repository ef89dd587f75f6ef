// What `showhow policy check` says that Chromium drops is what Chromium drops.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { findBrowser } from '../../src/dev/find-browser.ts';
import { launchChromium } from '../../src/dev/launch.ts';
import { ROOT, WORK } from '../../src/dev/paths.ts';
import { arriveInChromium } from '../../src/policy/chromium-drops.ts';
import { toRecord } from '../../src/policy/located.ts';
import { makeManagedSchema } from '../../src/policy/managed-schema.ts';
import { readPolicyFile } from '../../src/policy/read-policy.ts';
import { manage, unpackedId } from './managed-folder.ts';

/** Values as they stand in a policy file, with the traps that were measured. */
const CASES: readonly string[] = [
  '{"policySchema":1,"region":"DE","sites":["https://a.example/*"],"excludedSites":[],"events":{},"orgName":"","quotaMBPerDay":2,"uploadOnMetered":true}',
  '{"pauseMaxMinutes":30.0,"quotaMBPerDay":2.5,"region":"k"}',
  '{"pauseMaxMinutes":2147483648,"quotaMBPerDay":2147483648,"region":"k"}',
  '{"pauseMaxMinutes":1e1,"region":"k"}',
  '{"pauseMaxMinutes":-0,"quotaMBPerDay":0,"region":"k"}',
  '{"pauseMaxMinutes":1.5,"region":"k"}',
  '{"pauseMaxMinutes":"1","quotaMBPerDay":"2","uploadOnMetered":1,"region":"k"}',
  '{"sites":["a",1],"region":"k"}',
  '{"sites":"a","region":["k"],"regions":[null]}',
  '{"sites":{"Value":["a"]},"region":{"Value":"DE"},"events":{"Value":{"click":false}},"exemption":{"Value":{"maxDays":1}}}',
  '{"events":{"clik":false,"click":true},"region":"k"}',
  '{"events":{"click":1},"region":"k"}',
  '{"exemption":{"maxDay":3,"offWhilePending":true},"region":"k"}',
  '{"exemption":{"maxDays":3,"because":"x"},"region":"k"}',
  '{"exemption":{"maxDays":3.0},"region":"k"}',
  '{"fieldRules":[{"match":"a","selector":"b","mode":"c","more":"d"}],"nameRules":[{"match":1}],"urlRules":[{"match":"a","keepQuery":["b"]}]}',
  '{"urlRules":[{"match":"a","keepQuery":[1]}],"region":"k"}',
  '{"region":"one","region":"two"}',
  '{"sitez":[],"region":"k"}',
  '{"region":null,"pauseMaxMinutes":1}',
  '{"quotaMBPerDay":12345678901234567890,"region":"k"}',
  '{"region":"k","sites":["a",],}',
  '{/* why */"region":"k" // and so on\n}',
  '{"orgName":"\\ud83d\\udca1 \\u00fc","region":"k"}',
  '{"orgName":"a\\ud800b","region":"k"}',
  '{"orgName":"a\\u0000b","region":"k"}',
  '{"orgName":"\\uffff","region":"k"}',
  '{"orgName":"a\tb","region":"k"}',
  '{"exemption":{"maxDays":1,"maxDays":"no"},"region":"k"}',
  '{"exemption":{"maxDays":"no","maxDays":2},"region":"k"}',
  '{"pauseMaxMinutes":01,"region":"k"}',
  "{'region':'k'}",
  '{"quotaMBPerDay":1e400,"region":"k"}',
  '{"region":"k"} trailing',
];

/** What the check expects to arrive of the values. */
function expected(values: string, id: string): Record<string, unknown> {
  const { readings } = readPolicyFile(`{"3rdparty":{"extensions":{"${id}":${values}}}}`);
  const [reading] = readings;
  return reading === undefined ? {} : toRecord(arriveInChromium(reading.fields, 'typed').fields);
}

const managed: string[] = [];
test.afterEach(() => {
  for (const id of managed.splice(0)) manage(id, undefined);
});

test('of every value Chromium drops what the check says, and lets through the rest @long', async () => {
  mkdirSync(path.join(WORK, 'e2e'), { recursive: true });
  const folder = mkdtempSync(path.join(WORK, 'e2e', 'd-'));
  const probes = CASES.map((values, at) => {
    const extension = path.join(folder, `probe-${at}`);
    makeProbe(extension);
    return { values, extension, id: unpackedId(extension) };
  });
  managed.push(...probes.map(({ id }) => id));
  try {
    for (const { id, values } of probes) manage(id, values);
    const context = await launchChromium({
      extension: probes.map(({ extension }) => extension).join(','),
      folder,
      headless: true,
      onlyLoopback: true,
    });
    try {
      await context.waitForEvent('serviceworker', {
        predicate: () => context.serviceWorkers().length === probes.length,
        timeout: 30_000,
      });
    } catch (error) {
      if (context.serviceWorkers().length !== probes.length) throw error;
    }
    const read = (id: string): unknown =>
      context
        .serviceWorkers()
        .find((worker) => worker.url().includes(id))
        ?.evaluate(() => (globalThis as unknown as { read: () => unknown }).read());
    const [first] = probes;
    await expect.poll(() => read(first?.id ?? ''), { timeout: 20_000 }).not.toEqual({});
    for (const { id, values } of probes) expect.soft(await read(id), values).toEqual(expected(values, id));
    await context.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

function makeProbe(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const manifest = {
    manifest_version: 3,
    name: path.basename(folder),
    version: '1',
    permissions: ['storage'],
    background: { service_worker: 'worker.js' },
    storage: { managed_schema: 'schema.json' },
  };
  writeFileSync(path.join(folder, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(path.join(folder, 'schema.json'), JSON.stringify(makeManagedSchema()));
  writeFileSync(path.join(folder, 'worker.js'), 'self.read = () => chrome.storage.managed.get();');
}

test('Chromium packs the extension: it takes the manifest and the managed schema', () => {
  mkdirSync(path.join(WORK, 'e2e'), { recursive: true });
  const folder = mkdtempSync(path.join(WORK, 'e2e', 'p-'));
  const pack = (schema: unknown): { status: number | null; said: string } => {
    const extension = path.join(folder, 'extension');
    makeProbe(extension);
    writeFileSync(path.join(extension, 'schema.json'), JSON.stringify(schema));
    return packWith(extension, folder);
  };
  try {
    expect(packWith(path.join(ROOT, '.output/chrome-mv3'), folder)).toMatchObject({ status: 0 });
    expect(pack(makeManagedSchema())).toMatchObject({ status: 0 });
    // The lint bites: what Chromium refuses of a schema makes it refuse the extension.
    const wrong = pack({ type: 'object', properties: { quotaMBPerDay: { type: 'number', minimum: 1 } } });
    expect(wrong.status).not.toBe(0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

function packWith(extension: string, folder: string): { status: number | null; said: string } {
  // Packing writes beside the folder: so a copy is packed.
  const copy = path.join(folder, 'copy');
  rmSync(`${copy}.pem`, { force: true });
  rmSync(copy, { recursive: true, force: true });
  cpSync(extension, copy, { recursive: true });
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const args = [
    `--pack-extension=${copy}`,
    `--user-data-dir=${path.join(folder, 'profile')}`,
    '--headless',
    '--disable-gpu',
    ...root,
  ];
  const { status, stdout, stderr } = spawnSync(findBrowser('chromium'), args, { encoding: 'utf8', timeout: 60_000 });
  return { status, said: stdout + stderr };
}
