// The browser's own facts and levers, each as one small function for the rooms to be handed.
import type { Runtime, Scripting, Tabs } from 'webextension-polyfill';
import browser from 'webextension-polyfill';
import type { CaptureRegistration } from '../../src/control/capture-registration.ts';
import { CAPTURE_SCRIPT, sameRegistrations } from '../../src/control/capture-registration.ts';
import type { GateFacts } from '../../src/control/gate.ts';
import { listedSince } from '../../src/control/gate.ts';
import type { LoadPlace } from '../../src/control/navigation-cause.ts';
import type { FrameFacts } from '../../src/control/page-place.ts';
import { inheritsSite } from '../../src/control/page-place.ts';
import { PACKAGED_POLICY_FILE } from '../../src/control/policy-source.ts';
import type { GateAnswer } from '../../src/model/control.ts';
import type { Policy } from '../../src/model/policy.ts';
import type { SessionStart } from '../../src/store/database.ts';
import type { DeviceFacts } from '../../src/upload/quota.ts';
import type { Say } from '../../src/view/message-key.ts';
import { badgeOf, iconOf, titleOf } from '../../src/view/state-words.ts';

export function browserKind(): 'chromium' | 'firefox' {
  return browser.runtime.getURL('').startsWith('moz-extension:') ? 'firefox' : 'chromium';
}

export const policies = {
  readManaged: (): Promise<unknown> => browser.storage.managed.get(),
  readPackaged: async (): Promise<unknown> => (await fetch(browser.runtime.getURL(PACKAGED_POLICY_FILE))).json(),
};

export async function readInstallType(): Promise<string> {
  return (await browser.management.getSelf()).installType;
}

export function readTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** What the header of a session says from its start on. */
export async function readSessionStart(policy: Policy | undefined, pointerHz: number): Promise<SessionStart> {
  const { os } = await browser.runtime.getPlatformInfo();
  return {
    policy: policy?.policyRevision ?? 'study',
    extension: browser.runtime.getManifest().version,
    browser: browserVersion(navigator.userAgent),
    os,
    region: policy?.region ?? '',
    pointerHz,
    purpose: policy?.purpose ?? 'agent-training',
  };
}

/** Name and major version, no finer: `firefox 140`, `edge 131`, `chromium 131`. */
export function browserVersion(userAgent: string): string {
  const [, name = '', version = ''] =
    /(Firefox|Edg|Chrome)\/(\d+)/.exec(userAgent.replace(/Chrome\/\S+ (.*Edg)/, '$1')) ?? [];
  const names: Readonly<Record<string, string>> = { Firefox: 'firefox', Edg: 'edge', Chrome: 'chromium' };
  return `${names[name] ?? 'unknown'} ${version}`.trim();
}

export async function findFrame(tabId: number, frameId: number): Promise<FrameFacts | undefined> {
  const frame = await unlessGone(browser.webNavigation.getFrame({ tabId, frameId }));
  return frame === null || frame === undefined ? undefined : { url: frame.url, parentFrameId: frame.parentFrameId };
}

export async function findTabUrl(tabId: number): Promise<string | undefined> {
  return (await unlessGone<Tabs.Tab>(browser.tabs.get(tabId)))?.url;
}

export async function listOpenTabs(): Promise<ReadonlySet<number>> {
  return new Set((await browser.tabs.query({})).flatMap(({ id }) => id ?? []));
}

/** Of a new tab it is the page on its way there, however long that takes: nobody works on a blank page. (Firefox does not tell it.) */
export async function findActiveUrl(): Promise<string | undefined> {
  const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
  return tab?.url || tab?.pendingUrl;
}

/** Tabs and frames go at any time: asking for one that is gone rejects, which is an answer. */
async function unlessGone<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    console.info('A tab or frame is gone:', error);
    return undefined;
  }
}

/** True when something else was registered before. */
export async function register(wanted: readonly CaptureRegistration[]): Promise<boolean> {
  const found = await browser.scripting.getRegisteredContentScripts();
  if (sameRegistrations(wanted, found as readonly Partial<CaptureRegistration>[])) return false;
  if (found.length > 0) await browser.scripting.unregisterContentScripts({ ids: found.map(({ id }) => id) });
  if (wanted.length > 0)
    await browser.scripting.registerContentScripts(wanted as unknown as Scripting.RegisteredContentScript[]);
  return true;
}

/** Puts the script into the listed frames of listed pages that are open: it takes care not to run twice. `onInject` is told before. */
export async function injectIntoOpenTabs(facts: GateFacts, onInject: (place: LoadPlace) => void): Promise<void> {
  const tabs = await browser.tabs.query({ discarded: false });
  const listed = tabs.flatMap(({ id, url }) => (id === undefined || url === undefined ? [] : [{ id, url }]));
  await Promise.all(
    listed
      .filter(({ url }) => listedSince(facts, url) !== undefined)
      .map(async ({ id }) => {
        const frames = (await unlessGone(browser.webNavigation.getAllFrames({ tabId: id }))) ?? [];
        const wanted = frames.filter(({ url }) => inheritsSite(url) || listedSince(facts, url) !== undefined);
        // The page first: its frames name it as their parent.
        for (const { frameId, url } of wanted.toSorted((a, b) => a.frameId - b.frameId)) {
          onInject({ tab: id, frameId, url });
          await inject(id, frameId);
        }
      }),
  );
}

/** One frame at a time: one that is gone by now, or that the browser guards, must not keep the others out. */
async function inject(tabId: number, frameId: number): Promise<void> {
  const target = { tabId, frameIds: [frameId] };
  await unlessGone(browser.scripting.executeScript({ target, files: [CAPTURE_SCRIPT], injectImmediately: true }));
}

/** True when one of these documents is open still: then the browser has not been started again since. */
export async function isSameRun(
  docs: readonly { readonly tab: number; readonly topOrigin: string }[],
): Promise<boolean> {
  // Chromium never gives a tab's number twice; Firefox begins at 1 in each run.
  if (browserKind() === 'firefox') return false;
  const tabs = await browser.tabs.query({});
  return docs.some(({ tab, topOrigin }) => tabs.some(({ id, url }) => id === tab && url?.startsWith(`${topOrigin}/`)));
}

export async function hasOpenWindow(): Promise<boolean> {
  return (await browser.windows.getAll()).length > 0;
}

/** What Chromium says of the network (https://wicg.github.io/netinfo/); Firefox says nothing. */
interface NetworkInformation {
  readonly type?: string;
  readonly saveData?: boolean;
}

export function readDeviceFacts(battery: DeviceFacts['battery']): DeviceFacts {
  const { connection } = navigator as { readonly connection?: NetworkInformation };
  return { isOnline: navigator.onLine, isMetered: isMetered(connection), battery };
}

/** Undefined where nobody knows: on desktops Chromium names no `type`, and a network of which nothing is said may cost. */
function isMetered({ type, saveData }: NetworkInformation = {}): boolean | undefined {
  if (saveData === true || type === 'cellular') return true;
  return type === undefined || type === 'unknown' ? undefined : false;
}

/** One alarm at a time, in ms since 1970; `undefined`: none. */
export async function setAlarm(name: string, at: number | undefined): Promise<void> {
  if (at === undefined) await browser.alarms.clear(name);
  else browser.alarms.create(name, { when: at });
}

const say: Say = (key, ...values) => browser.i18n.getMessage(key, [...values]);

/** Shows the state on the toolbar: icon, badge, tooltip. */
export async function showState(facts: GateFacts, answer: GateAnswer, url: string | undefined): Promise<void> {
  const policy = facts.policy.kind === 'policy' ? facts.policy.policy : undefined;
  const site = url !== undefined && /^https?:/.test(url) ? { site: new URL(url).origin } : {};
  const words = { orgName: policy?.orgName ?? '', study: policy === undefined, ...site };
  const now = Date.now();
  await Promise.all([
    browser.action.setIcon({ path: iconOf(answer.state) }),
    browser.action.setBadgeText({ text: badgeOf(answer) }),
    browser.action.setTitle({ title: titleOf(answer, words, now, say) }),
  ]);
}

/** Only our own pages may call the worker: a page's script can open a port too, and shares its process with the page. */
export function isOwnPage(port: Runtime.Port): boolean {
  return port.sender?.id === browser.runtime.id && port.sender.url?.startsWith(browser.runtime.getURL('')) === true;
}
