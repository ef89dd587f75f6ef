// A roll-out by policy alone, in real Chromium: installed from our collector, pinned, not removable; updated, tightened and taken away.
import type { BrowserContext, Page, Worker } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { launchManagedChromium } from '../../src/dev/launch.ts';
import { installSettings } from '../../src/policy/order.ts';
import { recordedClicks } from './clicks.ts';
import type { PolicyFolder } from './policy-folder.ts';
import { openPolicyFolder } from './policy-folder.ts';
import type { Rollout } from './rollout.ts';
import { openRollout } from './rollout.ts';

/** Chromium looks at changed policy files within about 5 s; the machine may be busy. */
const BROWSER_MS = 30_000;
/** What an open page may still record after the browser has told the extension. */
const STOP_MS = 1_000;
const FILE = 'showhow.json';

/** What tests ask of the extension's own world. */
interface Scope {
  readonly chrome: {
    readonly management: {
      getSelf: () => Promise<{ installType: string; mayDisable: boolean }>;
      uninstallSelf: () => Promise<void>;
    };
    readonly action: { getTitle: (of: object) => Promise<string>; getUserSettings: () => Promise<object> };
    readonly runtime: {
      getManifest: () => { version: string };
      requestUpdateCheck: () => Promise<{ status: string }>;
    };
    readonly storage: { readonly managed: { onChanged: { addListener: (told: () => void) => void } } };
    readonly developerPrivate: { getExtensionsInfo: () => Promise<{ id: string; mustRemainInstalled: boolean }[]> };
  };
  told?: number;
}

test.describe.configure({ mode: 'serial' });

let rollout: Rollout;
let policies: PolicyFolder;
let context: BrowserContext;
let page: Page;
/** When clicks were made while they had to be recorded. */
const clicked: number[] = [];

test.beforeAll(async () => {
  rollout = await openRollout();
  await rollout.release('0.1.0');
  policies = openPolicyFolder('chromium', rollout.folder);
});

test.afterAll(async () => {
  await context?.close();
  policies?.close();
  await rollout?.close();
});

/** The organisation's file: the install, the values where given, and leave to look into the extension from outside. */
function putPolicy(values: object | undefined): void {
  const { extensionId } = rollout.deployment;
  policies.put(FILE, {
    // By default Chromium shuts its developer tools, and so this test, out of what policy installed.
    DeveloperToolsAvailability: 1,
    ExtensionSettings: { [extensionId]: installSettings('chromium', rollout.deployment) },
    ...(values === undefined ? {} : { '3rdparty': { extensions: { [extensionId]: values } } }),
  });
}

async function launch(): Promise<void> {
  const { folder } = rollout;
  const { executable } = policies;
  context = await launchManagedChromium({ folder, headless: true, onlyLoopback: true, executable });
  page = context.pages()[0] ?? (await context.newPage());
}

async function worker(): Promise<Worker> {
  return context.serviceWorkers().at(-1) ?? (await context.waitForEvent('serviceworker', { timeout: BROWSER_MS }));
}

const ask = async <T>(question: (scope: Scope) => Promise<T> | T): Promise<T> =>
  (await worker()).evaluate(`(${question.toString()})(globalThis)`) as Promise<T>;
const title = (): Promise<string> => ask(({ chrome }) => chrome.action.getTitle({}));

async function click(times: number): Promise<void> {
  for (let n = 0; n < times; n += 1) {
    await page.mouse.click(5 + (n % 40), 5);
    clicked.push(Date.now());
    await page.waitForTimeout(80);
  }
}

test('policy alone installs the extension: pinned, not removable, silent until its managed policy has come', async () => {
  putPolicy(undefined);
  await launch();
  await page.goto(`${rollout.site}/index.html`);
  expect(await ask(({ chrome }) => chrome.management.getSelf())).toMatchObject({
    installType: 'admin',
    mayDisable: false,
  });
  expect(await ask(({ chrome }) => chrome.action.getUserSettings())).toMatchObject({ isOnToolbar: true });
  const leave = await ask(({ chrome }) => chrome.management.uninstallSelf().then(() => 'gone', String));
  expect(leave).toMatch(/cannot be modified by user/);
  // No policy yet, and yet no study mode: an administrator installed it.
  await expect.poll(title).toMatch(/^Showhow: Not recording yet\./);
  await page.mouse.click(60, 60);

  putPolicy(rollout.policy({ policyRevision: 'forced-1' }));
  await expect.poll(title, { timeout: BROWSER_MS }).toMatch(/^Showhow: Recording\./);
});

test('a script of the extension in a page cannot read the policy, nor what the worker keeps for the session', async () => {
  const session = await context.newCDPSession(page);
  const worlds: number[] = [];
  session.on('Runtime.executionContextCreated', ({ context: { id, origin } }) => {
    if (origin.startsWith('chrome-extension://')) worlds.push(id);
  });
  await session.send('Runtime.enable');
  expect(worlds).toHaveLength(1);
  for (const area of ['managed', 'session']) {
    const expression = `chrome.storage.${area}.get().then(() => 'read', String)`;
    const { result } = await session.send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      contextId: worlds[0] ?? 0,
    });
    expect(result.value, area).toMatch(/not allowed|undefined/i);
  }
  await session.detach();
});

test('an update to a higher version comes while a page is open and in use', async () => {
  await click(8);
  await rollout.release('0.1.1');
  expect(await ask(({ chrome }) => chrome.runtime.requestUpdateCheck())).toMatchObject({ status: 'update_available' });
  await click(5);
  const version = (): Promise<string> => ask(({ chrome }) => chrome.runtime.getManifest().version).catch(String);
  await expect.poll(version, { timeout: BROWSER_MS }).toBe('0.1.1');
  await expect.poll(() => title().catch(String), { timeout: BROWSER_MS }).toMatch(/^Showhow: Recording\./);
  await click(8);
});

test('a tightened policy closes the open page within a second of the browser telling of it', async () => {
  await ask((scope) => {
    scope.chrome.storage.managed.onChanged.addListener(() => {
      scope.told = Date.now();
    });
  });
  putPolicy(rollout.policy({ policyRevision: 'forced-2', excludedSites: [`${rollout.site}/*`] }));
  const put = Date.now();
  const end = put + 9_000;
  const later: number[] = [];
  while (Date.now() < end) {
    await page.mouse.click(5, 5);
    later.push(Date.now());
    await page.waitForTimeout(80);
  }
  const told = (await ask(({ told }) => told)) ?? 0;
  expect(told, 'the browser told of the change').toBeGreaterThan(put);
  expect(await title()).toMatch(/^Showhow: Not recording this site\./);
  expect(later.filter((at) => at > told + STOP_MS).length, 'clicks after the page had to stop').toBeGreaterThan(5);

  await context.close();
  await launch();
  await rollout.untilSent(BROWSER_MS);
  const recorded = recordedClicks(rollout.sessions());
  expect(Math.max(...recorded)).toBeLessThan(told + STOP_MS);
  expect(recorded.filter((at) => at < put).length, 'each click until then, over the update, once').toBe(clicked.length);
});

test('over install, update and restart nothing was lost', () => {
  const sessions = rollout.sessions();
  const gaps = sessions.flatMap(({ records }) => records.filter(({ kind }) => kind === 'gap'));
  expect(gaps.filter(({ reason }) => reason === 'lost')).toEqual([]);
  expect(sessions.map(({ headers }) => headers[0]?.['policy'])).toContain('forced-1');
});

test('when the policy goes the extension goes, and what the page does is no longer seen', async () => {
  await page.goto(`${rollout.site}/index.html`);
  const manager = await context.newPage();
  await manager.goto('chrome://extensions');
  const isInstalled = (): Promise<boolean> =>
    manager.evaluate(
      async (id) =>
        (await (globalThis as unknown as Scope).chrome.developerPrivate.getExtensionsInfo()).some(
          (one) => one.id === id,
        ),
      rollout.deployment.extensionId,
    );
  expect(await isInstalled()).toBe(true);
  policies.put(FILE, undefined);
  await expect.poll(isInstalled, { timeout: BROWSER_MS }).toBe(false);
  const before = JSON.stringify(rollout.sessions());
  await page.bringToFront();
  await page.mouse.click(5, 5);
  await page.waitForTimeout(1_500);
  expect(context.serviceWorkers()).toEqual([]);
  expect(JSON.stringify(rollout.sessions())).toBe(before);
});
