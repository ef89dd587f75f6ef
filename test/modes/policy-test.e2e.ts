// `showhow policy test` in a real browser: what each field of a page would get, by the code that pages run.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { demoPolicy } from '../../src/dev/demo-policy.ts';
import { findBrowser } from '../../src/dev/find-browser.ts';
import { CLI, ROOT } from '../../src/dev/paths.ts';
import { rulesOf } from './typed-form.ts';

const PAGE = path.join(ROOT, 'test/fixtures/modes/form.html');
const SITE = 'https://desk.example';

let folder = '';
test.beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'showhow-test-'));
});
test.afterAll(() => rmSync(folder, { recursive: true }));

function testPolicy(
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const env = { ...process.env, SHOWHOW_CHROMIUM: findBrowser('chromium') };
  return new Promise((done) => {
    execFile(process.execPath, [CLI, 'policy', 'test', ...args], { env }, (error, out, err) =>
      done({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}

function policyFile(name: string, rules: Readonly<Record<string, unknown>>): string {
  const { policyKeys: _, ...policy } = { ...demoPolicy(SITE, ''), ...rules };
  const file = path.join(folder, name);
  writeFileSync(file, JSON.stringify(policy));
  return file;
}

test('each field is told with its class, its mode and the rule that decided', async () => {
  const policy = policyFile('rules.json', rulesOf(SITE));
  const { code, out, err } = await testPolicy('--page', PAGE, '--policy', policy, '--url', `${SITE}/form.html`);
  expect([code, err]).toEqual([0, '']);
  const rows = out.split('\n').map((line) => line.split(/ {2,}/));
  expect(rows).toContainEqual(['textarea#note', 'message', 'kept', '.kept']);
  expect(rows).toContainEqual(['textarea#summary', 'free-text', 'scrubbed', '.scrubbed']);
  expect(rows).toContainEqual(['input#unlisted', 'unknown', 'masked', '#unlisted']);
  expect(rows).toContainEqual(['input#password[type=password]', 'password', 'protected', '-']);
});

test('a selector that the browser refuses, and an address that the policy does not list, are said', async () => {
  const refused = { fieldRules: [{ match: `${SITE}/*`, selector: 'input:no-such-state', mode: 'masked' }] };
  const policy = policyFile('refused.json', refused);
  const there = await testPolicy('--page', PAGE, '--policy', policy, '--url', `${SITE}/form.html`);
  expect(there).toMatchObject({ code: 1, out: expect.stringContaining('refuses the selector input:no-such-state') });
  const elsewhere = await testPolicy('--page', PAGE, '--policy', policy, '--url', 'https://other.example/');
  expect(elsewhere).toMatchObject({ code: 0, out: expect.stringContaining('does not list this address') });
});
