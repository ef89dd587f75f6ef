import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { POLICY_FORMATS } from '../../src/policy/render.ts';
import { DEPLOYMENT, EXAMPLE } from './arbitrary.ts';

const MAIN = new URL('../../src/cli/main.ts', import.meta.url).pathname;

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'showhow-policy-'));
});
afterEach(() => rm(folder, { recursive: true }));

function showhow(...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [MAIN, 'policy', ...args], (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });
}

async function writePolicy(changes: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const file = path.join(folder, 'policy.json');
  await writeFile(file, JSON.stringify({ ...EXAMPLE, ...changes }, null, 2));
  return file;
}

const ID = ['--extension-id', DEPLOYMENT.extensionId];

test('--all writes every format, and each that holds values passes the check', async () => {
  const out = path.join(folder, 'out');
  expect(await showhow('render', await writePolicy(), '--all', '--out', out, ...ID)).toMatchObject({
    code: 0,
    err: '',
  });
  const files = (await readdir(out, { recursive: true, withFileTypes: true })).filter((file) => file.isFile());
  expect(files.length).toBeGreaterThan(Object.keys(POLICY_FORMATS).length);
  for (const name of [
    'policy.json',
    'chrome.reg',
    'firefox.reg',
    'edge.mobileconfig',
    'linux-chromium.json',
    'policies.json',
    'google-admin-console.json',
    'intune-firefox.json',
  ]) {
    const check = await showhow('check', path.join(out, name), '--json');
    expect(check, name).toMatchObject({ code: 0 });
    expect(JSON.parse(check.out), name).toMatchObject({ isSound: true, findings: [] });
  }
  // regedit wants UTF-16 with its mark, Windows PowerShell the mark of UTF-8.
  expect([...(await readFile(path.join(out, 'chrome.reg'))).subarray(0, 4)]).toEqual([0xff, 0xfe, 0x57, 0]);
  expect([...(await readFile(path.join(out, 'deploy.ps1'))).subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
}, 60_000);

test('one format goes to standard output', async () => {
  const { code, out } = await showhow('render', await writePolicy(), '--format', 'chromium-linux', ...ID);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ '3rdparty': { extensions: { [DEPLOYMENT.extensionId]: { region: 'DE' } } } });
});

test('a policy that the extension would refuse is not rendered, and every problem is told', async () => {
  const file = await writePolicy({ sites: ['desk.example'], pauseMaxMinutes: 45, sitez: [] });
  const { code, out, err } = await showhow('render', file, '--format', 'policy', ...ID);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  for (const key of ['sites: In item 1', 'pauseMaxMinutes: Must be at most 30', 'sitez: Unknown key'])
    expect(err).toContain(key);
});

test('check prints line and column, and what becomes of it', async () => {
  const file = path.join(folder, 'managed.json');
  await writeFile(
    file,
    '{"3rdparty": {"extensions": {"abc": {\n  "policySchema": 1,\n  "sites": ["https://a.example/*", 3]\n}}}}',
  );
  const { code, out } = await showhow('check', file);
  expect(code).toBe(1);
  expect(out).toContain(`${file}:3:36  [dropped] Chromium: sites: The value must be a text, and is a whole number.`);
  expect(out).toContain('Chromium: nothing is recorded, the popup says why (policy-error).');
});

test('of a key that Chromium drops unseen, check says what rules in its place, and ends with 1', async () => {
  const { captureHours: _, ...named } = EXAMPLE;
  const values = { ...named, policyKeys: Object.keys(named), captureHour: ['Mo-Fr 08:00-18:00'], holdMinutes: '60' };
  const file = path.join(folder, 'managed.json');
  await writeFile(file, JSON.stringify({ '3rdparty': { extensions: { abc: values } } }));
  const { code, out } = await showhow('check', file);
  expect(code).toBe(1);
  expect(out).toContain('WITHOUT it. It may stand for captureHours. In its place the default rules: [].');
  expect(out).toContain('holdMinutes: The value must be a whole number');
  expect(out).toContain('WITHOUT it. In its place the default rules: 15.');
  expect(out).toContain('Chromium: the policy rules WITHOUT captureHour, holdMinutes (revision 2026-11-a).');
  await writeFile(file, JSON.stringify(values));
  expect(await showhow('check', file)).toMatchObject({
    code: 1,
    out: expect.stringContaining('Chromium: the policy rules WITHOUT'),
  });
});

test.each([
  [['render', 'FILE', '--format', 'chrome-reg'], '--extension-id'],
  [['render', 'FILE', '--format', 'exe', ...ID], 'no format exe'],
  [['render', 'FILE', ...ID], '--format or --all'],
  [['render', 'FILE', '--all', ...ID], '--out'],
  [['render', 'FILE', '--format', 'chrome-reg', '--update-url', 'updates.xml', ...ID], 'no address to get updates.xml'],
  [['render', 'FILE', '--format', 'firefox-reg', '--gecko-id', 'a\\b', ...ID], 'no id of an add-on'],
  [['render', 'missing.json', '--format', 'policy', ...ID], 'cannot be read'],
  [['check', 'missing.json'], 'cannot be read'],
  [['mend', 'FILE'], 'cannot mend'],
])('%o ends with 2 and says what is wrong', async (args, what) => {
  const file = await writePolicy();
  const { code, err } = await showhow(...args.map((arg) => (arg === 'FILE' ? file : arg)));
  expect(code).toBe(2);
  expect(err).toContain(what);
});

test('without a collector the addresses of the packages must be given', async () => {
  const file = await writePolicy({ collectorUrl: '' });
  expect(await showhow('render', file, '--format', 'chrome-reg', ...ID)).toMatchObject({
    code: 2,
    err: expect.stringContaining('--update-url'),
  });
});
