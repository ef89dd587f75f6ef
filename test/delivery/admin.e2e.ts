// The admin page in a real browser, served by a real collector to which real installs speak.
// With SHOWHOW_SHOTS=<folder> its states are also saved as pictures, light and dark.
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { listDecisions } from '../../src/collector/decisions.ts';
import { openFolderStore } from '../../src/collector/folder-store.ts';
import { buildConsole } from '../../src/dev/build-console.ts';
import { end, firstMatch, start } from '../../src/dev/child-process.ts';
import { findBrowser } from '../../src/dev/find-browser.ts';
import { CLI, ROOT, WORK } from '../../src/dev/paths.ts';
import type { ExemptionRequest } from '../../src/model/collector-api.ts';
import { createInstall } from '../collector/install.ts';

test.use({ launchOptions: { executablePath: findBrowser('chromium'), args: ['--no-sandbox', '--disable-gpu'] } });

const SHOTS = process.env['SHOWHOW_SHOTS'];
const WAITING = 'exemption-waiting-00001';
let folder = '';
let url = '';
let collector: ChildProcess;

test.beforeAll(async () => {
  await buildConsole();
  mkdirSync(path.join(WORK, 'e2e'), { recursive: true });
  folder = mkdtempSync(path.join(WORK, 'e2e', 'admin-'));
  collector = start(process.execPath, [CLI, 'serve', '--store', folder, '--port', '0', '--log', 'error'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      SHOWHOW_SECRET: 'f'.repeat(64),
      SHOWHOW_ENROLMENT_TOKENS: 'enrol-me',
      SHOWHOW_ADMIN_TOKEN: 'let-me-in',
    },
  });
  [url = ''] = await firstMatch(collector, /http:\/\/127\.0\.0\.1:\d+/, 20_000);
  await fill();
});
test.afterAll(async () => {
  await end(collector);
  rmSync(folder, { recursive: true, force: true });
});

/** Seven installs, two of them with another browser; one asks for an exemption, and each sends something. */
async function fill(): Promise<void> {
  for (let index = 0; index < 7; index += 1) {
    const install = await createInstall(url);
    const browser = index < 5 ? 'chromium 140' : 'firefox 140';
    expect((await install.enrol({ browser })).status).toBe(201);
    expect((await install.putSegment(new Uint8Array(30_000).fill(index), 0, `session-${index}`)).status).toBe(201);
    if (index > 1) continue;
    const request: ExemptionRequest = {
      id: index === 0 ? WAITING : 'exemption-waiting-00002',
      category: index === 0 ? 'bandwidth' : 'sensitive',
      scope: index === 0 ? { kind: 'everything' } : { kind: 'sites', sites: ['https://salary.example/*'] },
      until: '2027-01-31T23:59:59.999Z',
      ...(index === 0 && { note: 'My line at home is slow <b>in the evening</b>.', contact: 'Room 12, desk 4' }),
    };
    expect((await install.ask('POST', '/v1/exemptions', JSON.stringify(request))).status).toBe(201);
  }
}

async function shoot(page: Page, name: string): Promise<void> {
  if (SHOTS === undefined) return;
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: path.join(SHOTS, `admin-${name}-${colorScheme}.png`), fullPage: true });
  }
}

async function signIn(page: Page, token = 'let-me-in'): Promise<void> {
  await page.goto(`${url}/admin`);
  await page.getByLabel('Your name').fill('Ada');
  await page.getByLabel('Admin token').fill(token);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

test('nobody sees anything without the admin token', async ({ page }) => {
  await signIn(page, 'a guess');
  await expect(page.getByRole('alert')).toContainText('not the admin token');
  await expect(page.getByRole('heading', { name: 'Installs' })).toHaveCount(0);
  await shoot(page, 'sign-in');
  const bare = await fetch(`${url}/admin/api/overview`);
  expect(bare.status).toBe(401);
  expect(await bare.text()).not.toContain('Room 12');
});

test('figures are sums over many; of a few installs there is no figure', async ({ page }) => {
  await signIn(page);
  await expect(page.getByText('7 enrolled')).toBeVisible();
  const versions = page.getByRole('table', { name: 'By version' });
  await expect(versions.getByRole('row', { name: /chromium 140/ })).toContainText('5');
  await expect(versions.getByRole('row', { name: /firefox 140/ })).toContainText('fewer than 5');
  const arrived = page.getByRole('table', { name: 'By day (UTC)' });
  await expect(arrived.getByRole('row').nth(1)).toContainText('210 kB');
  await expect(arrived.getByRole('row').nth(1)).toContainText('none');
  await expect(page.locator('body')).not.toContainText(/participant|session-\d|jkt/);
  await shoot(page, 'overview');
});

test('a request is approved with another end and on hold, then ended, and every decision is in the log', async ({
  page,
}) => {
  await signIn(page);
  const waiting = page.getByRole('listitem').filter({ hasText: 'Room 12' });
  await expect(waiting).toContainText('My line at home is slow <b>in the evening</b>.');
  await waiting.getByLabel('Until').fill('2026-12-24');
  await waiting.getByLabel('Go on recording').check();
  await waiting.getByRole('button', { name: 'Approve' }).click();
  await expect(page.getByText('Decided (1)')).toBeVisible();
  await page.getByText('Decided (1)').click();
  const decided = page.getByRole('listitem').filter({ hasText: 'Room 12' });
  await expect(decided).toContainText('by Ada until 2026-12-24, sent on unmetered networks only');
  await shoot(page, 'decided');
  await decided.getByRole('button', { name: 'End it now' }).click();
  await expect(decided).toContainText('denied');
  const made = await listDecisions(await openFolderStore(folder), 'exemption');
  expect(made.map(({ by, on }) => [by, on.state])).toEqual([
    ['Ada', 'approved'],
    ['Ada', 'denied'],
  ]);
  await expect(page.locator('.log li')).toHaveCount(2);
});

test('sending is stopped only after a second question, and goes on again', async ({ page }) => {
  await signIn(page);
  await page.getByRole('button', { name: 'Stop all sending…' }).click();
  await page.getByRole('button', { name: 'Stop all sending', exact: true }).click();
  await expect(page.getByText('Stopped for all recorders.')).toBeVisible();
  await page.getByRole('button', { name: 'Let them send again' }).click();
  await expect(page.getByText('Recorders may send.')).toBeVisible();
});

test('no other page can decide for somebody who is signed in', async ({ page, context }) => {
  await signIn(page);
  await expect(page.getByRole('heading', { name: 'Installs' })).toBeVisible();
  const [cookie] = await context.cookies(`${url}/admin`);
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
  const decide = (headers: Record<string, string>) =>
    fetch(`${url}/admin/api/exemptions/${WAITING}`, {
      method: 'POST',
      headers: { cookie: `${cookie?.name}=${cookie?.value}`, ...headers },
      body: JSON.stringify({ state: 'approved' }),
    });
  const json = { 'content-type': 'application/json' };
  expect((await decide(json)).status).toBe(403);
  expect((await decide({ ...json, origin: 'https://evil.example' })).status).toBe(403);
  expect((await decide({ 'content-type': 'text/plain', origin: url })).status).toBe(403);
  expect((await decide({ ...json, origin: url })).status).toBe(204);
});

test('signing out ends it, and the whole page works by keyboard', async ({ page }) => {
  await page.goto(`${url}/admin/`);
  await page.getByLabel('Your name').focus();
  await page.keyboard.type('Bo');
  await page.keyboard.press('Tab');
  await page.keyboard.type('let-me-in');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Signed in as Bo')).toBeVisible();
  await page.getByRole('button', { name: 'Sign out' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  expect((await page.request.get(`${url}/admin/api/overview`)).status()).toBe(401);
});
