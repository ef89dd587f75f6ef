// Finds a browser to run the extension in, or installs one: on the machine, else Playwright's own download, else apt-get.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { BIN, ROOT, WORK } from './paths.ts';

export type BrowserName = 'chromium' | 'firefox';

/** Branded Chrome is not in the list: from version 137 on it ignores `--load-extension`. */
const NAMES: Record<BrowserName, readonly string[]> = {
  chromium: ['chromium', 'chromium-browser'],
  firefox: ['firefox-esr', 'firefox'],
};
const OVERRIDE: Record<BrowserName, string> = { chromium: 'SHOWHOW_CHROMIUM', firefox: 'SHOWHOW_FIREFOX' };
const PACKAGE: Record<BrowserName, string> = { chromium: 'chromium', firefox: 'firefox-esr' };
const DOWNLOADS = path.join(WORK, 'browsers');

/** Path of the browser's executable. Installs it where none is found; throws with what to do where that fails. */
export function findBrowser(name: BrowserName): string {
  const found = onMachine(name) ?? downloaded(name);
  if (found !== undefined) return found;
  console.log(`showhow: no ${name} found, installing one …`);
  const installed = download(name) ?? aptInstall(name);
  if (installed !== undefined) return installed;
  throw new Error(
    `No ${name} could be found or installed. Install it, or set ${OVERRIDE[name]} to the path of its executable, and run this again.`,
  );
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
}

function onMachine(name: BrowserName): string | undefined {
  const override = process.env[OVERRIDE[name]];
  if (override !== undefined && override !== '') {
    if (isExecutable(override)) return override;
    throw new Error(`${OVERRIDE[name]} is set to ${override}, which is not an executable file.`);
  }
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  const candidates = folders.flatMap((folder) => NAMES[name].map((file) => path.join(folder, file)));
  const mac = {
    chromium: '/Applications/Chromium.app/Contents/MacOS/Chromium',
    firefox: '/Applications/Firefox.app/Contents/MacOS/firefox',
  };
  return [...candidates, mac[name]].find((file) => existsSync(file) && isExecutable(file));
}

/** Playwright's Firefox is patched and loads no extension, so only its Chromium is of use. */
function downloaded(name: BrowserName): string | undefined {
  if (name === 'firefox' || !existsSync(DOWNLOADS)) return undefined;
  const inside = ['chrome-linux/chrome', 'chrome-linux64/chrome', 'chrome-win/chrome.exe', 'chrome-win64/chrome.exe'];
  const mac = [
    'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
    'chrome-mac-arm64/Chromium.app/Contents/MacOS/Chromium',
  ];
  return readdirSync(DOWNLOADS)
    .filter((folder) => /^chromium-\d+$/.test(folder))
    .flatMap((folder) => [...inside, ...mac].map((file) => path.join(DOWNLOADS, folder, file)))
    .find((file) => existsSync(file));
}

function download(name: BrowserName): string | undefined {
  if (name === 'firefox') return undefined;
  const run = spawnSync(path.join(BIN, 'playwright'), ['install', 'chromium', '--no-shell'], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'ignore'],
    timeout: 300_000,
    env: { ...process.env, PLAYWRIGHT_BROWSERS_PATH: DOWNLOADS },
    shell: process.platform === 'win32',
  });
  return run.status === 0 ? downloaded(name) : undefined;
}

function aptInstall(name: BrowserName): string | undefined {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/apt-get')) return undefined;
  const isRoot = process.getuid?.() === 0;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', PACKAGE[name]],
  ]) {
    const [command, ...rest] = isRoot ? ['apt-get', ...args] : ['sudo', '-n', 'apt-get', ...args];
    const run = spawnSync(command ?? 'apt-get', rest, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env,
      timeout: 500_000,
    });
    if (run.status !== 0) return undefined;
  }
  return onMachine(name);
}
