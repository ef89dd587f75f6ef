// A roll-out by policies.json alone, in real Firefox ESR: the add-on is installed unsigned (the policy allows it), records, is updated and tightened.
import { expect, test } from '@playwright/test';
import type { Browser, Page } from 'puppeteer-core';
import { askFirefox, launchManagedFirefox, quitFirefox } from '../../src/dev/launch-firefox.ts';
import { installSettings } from '../../src/policy/order.ts';
import { recordedClicks } from './clicks.ts';
import type { PolicyFolder } from './policy-folder.ts';
import { openPolicyFolder } from './policy-folder.ts';
import type { Rollout } from './rollout.ts';
import { openRollout } from './rollout.ts';

const BROWSER_MS = 30_000;
/** `AddonManager.PERM_CAN_UNINSTALL | PERM_CAN_DISABLE`. */
const LEAVE = 1 | 4;

test.describe.configure({ mode: 'serial' });

let rollout: Rollout;
let policies: PolicyFolder;
let browser: Browser | undefined;
let page: Page;
const clicked: number[] = [];

test.beforeAll(async () => {
  rollout = await openRollout();
  await rollout.release('0.1.0');
  policies = openPolicyFolder('firefox', rollout.folder);
});

test.afterAll(async () => {
  await browser?.close();
  policies?.close();
  await rollout?.close();
});

/** As `showhow policy render` writes it, with leave for an add-on that Mozilla did not sign: ESR obeys that, the release edition does not. */
function putPolicy(own: object): void {
  const { geckoId } = rollout.deployment;
  policies.put('policies.json', {
    policies: {
      Preferences: { 'xpinstall.signatures.required': { Value: false, Status: 'locked' } },
      ExtensionSettings: { [geckoId]: installSettings('firefox', rollout.deployment) },
      '3rdparty': { Extensions: { [geckoId]: rollout.policy({ ...own }) } },
    },
  });
}

async function launch(): Promise<void> {
  const { folder } = rollout;
  browser = await launchManagedFirefox({ folder, headless: true, onlyLoopback: true, executable: policies.executable });
  page = (await browser.pages())[0] ?? (await browser.newPage());
  await expect.poll(() => ask('addon?.isActive === true'), { timeout: BROWSER_MS }).toBe(true);
}

async function restart(): Promise<void> {
  if (browser !== undefined) await quitFirefox(browser);
  await launch();
}

/** Evaluates an expression on the add-on, as Firefox's own manager of add-ons knows it. */
async function ask(expression: string): Promise<unknown> {
  if (browser === undefined) throw new Error('Firefox is not running.');
  const manager = "ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs').AddonManager";
  const addon = `${manager}.getAddonByID(${JSON.stringify(rollout.deployment.geckoId)})`;
  return await askFirefox(browser, `${addon}.then(async (addon) => ${expression})`);
}

/** How many sites the extension has its script registered for: none while it may not record. */
function registered(): Promise<unknown> {
  const id = JSON.stringify(rollout.deployment.geckoId);
  return ask(`WebExtensionPolicy.getByID(${id}).extension.registeredContentScripts.size`);
}

async function click(times: number): Promise<void> {
  for (let n = 0; n < times; n += 1) {
    await page.mouse.click(5 + n, 5);
    clicked.push(Date.now());
    await new Promise((resolve) => setTimeout(resolve, 80));
  }
}

test('policies.json alone installs the add-on: in the toolbar, not removable, with its settings from the first start', async () => {
  putPolicy({ policyRevision: 'firefox-1' });
  await launch();
  expect(await ask('addon.version')).toBe('0.1.0');
  expect(await ask(`addon.permissions & ${LEAVE}`)).toBe(0);
  const widget = `${rollout.deployment.geckoId.replaceAll(/[@.]/g, '_')}-browser-action`;
  expect(await ask(`CustomizableUI.getPlacementOfWidget('${widget}')?.area`)).toBe('nav-bar');
  await expect.poll(registered, { timeout: BROWSER_MS }).not.toBe(0);
  await page.goto(`${rollout.site}/index.html`);
  await new Promise((resolve) => setTimeout(resolve, 500));
  await click(6);
});

test('Firefox takes the higher version from our updates.json while a page is open', async () => {
  await rollout.release('0.1.1');
  const found = await ask(`new Promise((resolve) => {
    addon.findUpdates({
      onUpdateAvailable: (_addon, install) => { install.install().then(() => resolve(install.version), (e) => resolve(String(e))); },
      onNoUpdateAvailable: () => resolve('none'),
    }, 1);
  })`);
  expect(found).toBe('0.1.1');
  await expect.poll(() => ask('addon.version'), { timeout: BROWSER_MS }).toBe('0.1.1');
  await expect.poll(registered, { timeout: BROWSER_MS }).not.toBe(0);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  await click(6);
});

test('a tightened policy holds from the next start on, and not before: Firefox reads policies at its start', async () => {
  putPolicy({ policyRevision: 'firefox-2', excludedSites: [`*://127.0.0.1/*`] });
  await new Promise((resolve) => setTimeout(resolve, 6_000));
  await click(4);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  await restart();
  await page.goto(`${rollout.site}/index.html`);
  await new Promise((resolve) => setTimeout(resolve, 500));
  const closed = Date.now();
  for (let n = 0; n < 6; n += 1) await page.mouse.click(5 + n, 5);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  await rollout.untilSent(BROWSER_MS);
  const recorded = recordedClicks(rollout.sessions());
  expect(recorded.filter((at) => at < closed).length, 'each click until the restart, over the update, once').toBe(
    clicked.length,
  );
  expect(recorded.filter((at) => at >= closed)).toEqual([]);
});

test('in Firefox over install, update and restart nothing was lost', () => {
  const gaps = rollout.sessions().flatMap(({ records }) => records.filter(({ kind }) => kind === 'gap'));
  expect(gaps.filter(({ reason }) => reason === 'lost')).toEqual([]);
});

test('when policies.json goes the add-on no longer runs @long', async () => {
  policies.put('policies.json', undefined);
  if (browser !== undefined) await quitFirefox(browser);
  const { folder } = rollout;
  browser = await launchManagedFirefox({ folder, headless: true, onlyLoopback: true, executable: policies.executable });
  // Firefox looks after its add-ons some 30 s after a start.
  await expect.poll(() => ask('addon?.isActive === true'), { timeout: 80_000 }).toBe(false);
});
