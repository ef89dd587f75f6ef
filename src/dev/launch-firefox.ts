// Opens Firefox with the extension on a profile of its own, driven over WebDriver BiDi. The browser's files all stay in the given folder.
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { zipSync } from 'fflate';
import type { Browser } from 'puppeteer-core';
import { launch } from 'puppeteer-core';
import { findBrowser } from './find-browser.ts';
import type { Launch, ManagedLaunch } from './launch.ts';

/** What launching Firefox wants to know beyond what Chromium does. */
export interface FirefoxLaunch extends Launch {
  /** How long the extension's background page may do nothing before Firefox stops it, in ms; absent means Firefox's own 30 s. */
  readonly backgroundIdleMs?: number;
}

type Prefs = Readonly<Record<string, string | number | boolean>>;

/** In CSS px; the same as the tests' Chromium has. */
const VIEWPORT = { width: 1280, height: 800 };

const QUIT_MAX_MS = 15_000;

/** Port 9 (discard) of this machine: nobody answers there, so what is sent to it as a proxy goes nowhere. */
const NOWHERE = { host: '127.0.0.1', port: 9 };

const EXTENSION: Prefs = {
  // An extension that lies in the profile is on from the start.
  'extensions.autoDisableScopes': 0,
  'extensions.enabledScopes': 5,
  // Firefox ESR honours this; the release edition does not, and there the extension is installed for one run only.
  'xpinstall.signatures.required': false,
  // What was installed for one run is removed at its end; its storage and its address shall outlive that.
  'extensions.webextensions.keepStorageOnUninstall': true,
  'extensions.webextensions.keepUuidOnUninstall': true,
};

/** Switches off what Firefox would fetch by itself, beyond what puppeteer already does. */
const QUIET: Prefs = {
  'app.normandy.enabled': false,
  'app.update.auto': false,
  'browser.aboutwelcome.enabled': false,
  'browser.discovery.enabled': false,
  'browser.newtabpage.activity-stream.showSponsoredTopSites': false,
  'browser.region.network.url': '',
  'browser.region.update.enabled': false,
  'browser.topsites.contile.enabled': false,
  'datareporting.usage.uploadEnabled': false,
  'dom.push.connection.enabled': false,
  'extensions.blocklist.enabled': false,
  'extensions.systemAddon.update.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'network.dns.disablePrefetch': true,
  'network.prefetch-next': false,
  'network.trr.mode': 5,
  'toolkit.telemetry.archive.enabled': false,
  'toolkit.telemetry.enabled': false,
  'toolkit.telemetry.server': '',
  'toolkit.telemetry.unified': false,
};

/** Firefox asks no proxy for 127.0.0.1 and localhost; all else goes, unresolved, to a proxy that is not there. */
const ONLY_LOOPBACK: Prefs = {
  'network.proxy.type': 1,
  'network.proxy.http': NOWHERE.host,
  'network.proxy.http_port': NOWHERE.port,
  'network.proxy.ssl': NOWHERE.host,
  'network.proxy.ssl_port': NOWHERE.port,
  'network.proxy.socks': NOWHERE.host,
  'network.proxy.socks_port': NOWHERE.port,
  'network.proxy.socks_remote_dns': true,
  'network.proxy.allow_bypass': false,
  'network.proxy.failover_direct': false,
};

/** What every Firefox here is told, and that it looks up nothing but this machine. */
export const FIREFOX_PREFS: Prefs = { ...EXTENSION, ...QUIET, ...ONLY_LOOPBACK };

/** Opens the browser. `quitFirefox` ends it as a person does. A second launch on the same folder continues the same profile. */
export async function launchFirefox(options: FirefoxLaunch): Promise<Browser> {
  const { extension, headless, backgroundIdleMs } = options;
  putIntoProfile(extension, profileIn(options.folder));
  const idle = backgroundIdleMs === undefined ? {} : { 'extensions.background.idle.timeout': backgroundIdleMs };
  const browser = await open(options, { ...EXTENSION, ...idle });
  const id = JSON.stringify(geckoId(extension));
  if ((await askFirefox(browser, `WebExtensionPolicy.getByID(${id}) !== null`)) !== true)
    await browser.installExtension(extension);
  await prepareFirstTab(browser, headless);
  return browser;
}

/** Opens the browser as an organisation's: it installs what its policy says. */
export async function launchManagedFirefox(options: ManagedLaunch): Promise<Browser> {
  // Firefox takes updates over HTTPS alone, and a loopback server has no certificate.
  const browser = await open(options, { 'extensions.checkUpdateSecurity': false });
  await prepareFirstTab(browser, options.headless);
  return browser;
}

function profileIn(folder: string): string {
  return path.join(folder, 'profile-firefox');
}

async function open({ folder, headless, onlyLoopback, executable }: ManagedLaunch, prefs: Prefs): Promise<Browser> {
  const home = path.join(folder, 'home');
  const profile = profileIn(folder);
  mkdirSync(path.join(home, 'tmp'), { recursive: true });
  mkdirSync(profile, { recursive: true });
  return await launch({
    browser: 'firefox',
    executablePath: executable ?? findBrowser('firefox'),
    headless,
    defaultViewport: headless ? VIEWPORT : null,
    userDataDir: profile,
    timeout: 60_000,
    args: ['--remote-allow-system-access'],
    extraPrefsFirefox: { ...prefs, ...QUIET, ...(onlyLoopback ? ONLY_LOOPBACK : {}) },
    env: {
      ...process.env,
      HOME: home,
      XDG_CONFIG_HOME: home,
      XDG_CACHE_HOME: home,
      XDG_DATA_HOME: home,
      TMPDIR: path.join(home, 'tmp'),
      MOZ_CRASHREPORTER_DISABLE: '1',
      // Without this, Firefox asks its own server for remote settings, whatever address the preferences give.
      MOZ_REMOTE_SETTINGS_DEVTOOLS: '1',
    },
  });
}

/** The tab that Firefox opens by itself misses what puppeteer gives to others, and leaves the focus in the address bar. */
async function prepareFirstTab(browser: Browser, headless: boolean): Promise<void> {
  const [page] = await browser.pages();
  if (headless) await page?.setViewport(VIEWPORT);
  await askFirefox(browser, 'gBrowser.selectedBrowser.focus()');
}

/**
 * Closes the window, so that Firefox tells its pages and extensions and then ends: `browser.close()` gives them no time for a
 * last word. Resolves when the process is gone; rejects when it stays, or when more windows are open.
 */
export async function quitFirefox(browser: Browser): Promise<void> {
  const child = browser.process();
  if (child === null || child.exitCode !== null || child.signalCode !== null) return;
  // After a moment, since the answer to this question comes from the window too.
  const close = "setTimeout(() => document.getElementById('cmd_closeWindow').doCommand(), 50), true";
  await Promise.all([once(child, 'exit', { signal: AbortSignal.timeout(QUIT_MAX_MS) }), askFirefox(browser, close)]);
}

/**
 * Evaluates an expression in the window of the browser itself, where Firefox's own objects are, and answers with its value: a
 * string, number or boolean. Rejects when it throws. A promise is awaited.
 */
export async function askFirefox(browser: Browser, expression: string): Promise<unknown> {
  const { connection } = browser as unknown as BidiBrowser;
  const { result: tree } = await connection.send('browsingContext.getTree', { 'moz:scope': 'chrome', maxDepth: 0 });
  const context = tree.contexts?.[0]?.context;
  const { result } = await connection.send('script.evaluate', { expression, target: { context }, awaitPromise: true });
  if (result.exceptionDetails) throw new Error(`${expression}: ${result.exceptionDetails.text}`);
  return result.result?.value;
}

/** Id of an unpacked extension in Firefox, from its manifest. Throws where it has none. */
export function geckoId(extension: string): string {
  const manifest: unknown = JSON.parse(readFileSync(path.join(extension, 'manifest.json'), 'utf8'));
  const { browser_specific_settings: settings } = manifest as {
    browser_specific_settings?: { gecko?: { id?: string } };
  };
  if (settings?.gecko?.id === undefined)
    throw new Error(`${extension} is no build for Firefox: its manifest has no gecko id.`);
  return settings.gecko.id;
}

/** What puppeteer does not offer: its connection, for what is Firefox's own in the protocol. */
interface BidiBrowser {
  readonly connection: {
    send(method: string, params: object): Promise<{ readonly result: BidiResult }>;
  };
}

interface BidiResult {
  readonly contexts?: readonly { readonly context: string }[];
  readonly result?: { readonly value?: unknown };
  readonly exceptionDetails?: { readonly text: string };
}

/** Installs the extension as a package of the profile: it starts with the browser, as it does for people. Untouched when unchanged. */
function putIntoProfile(extension: string, profile: string): void {
  const file = path.join(profile, 'extensions', `${geckoId(extension)}.xpi`);
  const entries = readdirSync(extension, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map(
      (name) => [path.relative(extension, name).replaceAll(path.sep, '/'), new Uint8Array(readFileSync(name))] as const,
    );
  const archive = zipSync(Object.fromEntries(entries), { level: 0, mtime: '2000-01-01T00:00:00Z' });
  if (existsSync(file) && readFileSync(file).equals(archive)) return;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, archive);
}
