// Disks fill up, files are damaged or deleted: the profile's and the store's. Linux, with the right to mount.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { askWorker } from '../e2e/ask-worker.ts';
import type { Rig } from '../e2e/rig.ts';
import type { Bench } from './fault.ts';
import { fault } from './fault.ts';
import { killBrowser } from './processes.ts';

const MAY_MOUNT = process.platform === 'linux' && process.getuid?.() === 0;
const NO_MOUNT = 'needs Linux, and root to mount a small disk';

function mount(...args: readonly string[]): void {
  const { status, stderr } = spawnSync('mount', args, { encoding: 'utf8' });
  expect(status, `mount: ${stderr}`).toBe(0);
}

/** A small file system in place of a folder, with what was in it. Returns what takes it away again. */
function mountSmall(folder: string, sizeKB: number): () => void {
  const aside = `${folder}-aside`;
  mkdirSync(folder, { recursive: true });
  cpSync(folder, aside, { recursive: true });
  mount('-t', 'tmpfs', '-o', `size=${sizeKB}k`, 'tmpfs', folder);
  cpSync(aside, folder, { recursive: true });
  rmSync(aside, { recursive: true });
  return () => void spawnSync('umount', ['--lazy', folder]);
}

/** Fills a file system to its last byte. */
function fill(folder: string): string {
  const file = path.join(folder, 'ballast');
  spawnSync('dd', ['if=/dev/zero', `of=${file}`, 'bs=64k', 'status=none']);
  return file;
}

const profileOf = (rig: Rig): string => path.join(rig.folder, 'profile');
const databaseOf = (rig: Rig): string => path.join(profileOf(rig), 'Default', 'IndexedDB');
const keysOf = (rig: Rig): string => path.join(profileOf(rig), 'Default', 'File System');

fault(
  {
    fault: 'The disk of the profile fills up while somebody works, and has room again',
    injection: 'The profile lies on a tmpfs, which is filled to its last byte and emptied',
    mayLeave: ['lost', 'shed'],
  },
  async (bench) => {
    test.skip(!MAY_MOUNT, NO_MOUNT);
    const { rig } = bench;
    await rig.quit();
    const unmount = mountSmall(profileOf(rig), 300_000);
    try {
      await rig.launch();
      await bench.work(6);
      await bench.rest();
      await bench.strike(async () => {
        const ballast = fill(profileOf(rig));
        await bench.driver.work(rig.page, 30);
        await bench.rest();
        rmSync(ballast);
        await bench.driver.work(rig.page, 6);
        // What a page could not get rid of goes again within 8 s.
        await rig.page.waitForTimeout(9_000);
      });
      await bench.finish();
    } finally {
      unmount();
    }
  },
);

fault(
  {
    fault: 'The disk of the store is full, and has room again',
    injection: 'The store lies on a tmpfs of 2 MB, which is filled to its last byte and emptied',
  },
  async (bench) => {
    test.skip(!MAY_MOUNT, NO_MOUNT);
    const { rig } = bench;
    await bench.work(10);
    await rig.stopCollector();
    const unmount = mountSmall(rig.store, 2_000);
    await rig.startCollector();
    try {
      await bench.finish(() => {
        const ballast = fill(rig.store);
        const hasFailed = () => rig.requests.some(({ status }) => status === 507);
        void (async () => {
          while (!hasFailed()) await new Promise((resolve) => setTimeout(resolve, 100));
          rmSync(ballast);
        })();
      });
      expect(rig.requests.some(({ status }) => status === 507)).toBe(true);
      cpSync(rig.store, `${rig.store}-kept`, { recursive: true });
    } finally {
      await rig.stopCollector();
      unmount();
    }
    cpSync(`${rig.store}-kept`, rig.store, { recursive: true });
  },
);

interface Damage {
  readonly fault: string;
  readonly injection: string;
  readonly break: (rig: Rig) => void;
}

/** Files of a LevelDB whose name matches, below the extension's IndexedDB. */
function tableFiles(rig: Rig, name: RegExp): string[] {
  const found = readdirSync(databaseOf(rig), { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && name.test(file.name) && file.parentPath.includes('chrome-extension'))
    .map((file) => path.join(file.parentPath, file.name));
  expect(found, String(name)).not.toEqual([]);
  return found;
}

const DAMAGES: readonly Damage[] = [
  {
    fault: 'The database is deleted',
    injection: 'The files of IndexedDB are deleted while the browser is closed',
    break: (rig) => rmSync(databaseOf(rig), { recursive: true }),
  },
  {
    fault: 'The database points to a file that is not there',
    injection: 'Garbage is written into CURRENT of IndexedDB while the browser is closed',
    break: (rig) => {
      for (const file of tableFiles(rig, /^CURRENT$/)) writeFileSync(file, 'MANIFEST-999999\n');
    },
  },
  {
    fault: 'The manifest of the database is gone',
    injection: 'MANIFEST of IndexedDB is deleted while the browser is closed',
    break: (rig) => {
      for (const file of tableFiles(rig, /^MANIFEST/)) rmSync(file);
    },
  },
  {
    fault: 'The end of the database was never written',
    injection: 'The newest log of IndexedDB loses its last 60 bytes while the browser is closed',
    break: (rig) => {
      for (const file of tableFiles(rig, /\.log$/)) truncateSync(file, Math.max(0, statSync(file).size - 60));
    },
  },
  {
    fault: 'The keys are lost',
    injection: 'The file of keys (OPFS) is deleted while the browser is closed',
    break: (rig) => rmSync(keysOf(rig), { recursive: true }),
  },
  {
    fault: 'Database and keys are both lost',
    injection: 'IndexedDB and OPFS are deleted while the browser is closed',
    break: (rig) => {
      rmSync(databaseOf(rig), { recursive: true });
      rmSync(keysOf(rig), { recursive: true });
    },
  },
];

/** Works with the collector away, so that everything is on the device alone. */
async function workUnsent(bench: Bench): Promise<void> {
  await bench.rig.stopCollector();
  await bench.work(6);
  await bench.rest();
}

for (const { fault: name, injection, break: breakIt } of DAMAGES)
  fault({ fault: name, injection, mayLeave: ['lost'] }, async (bench) => {
    const { rig } = bench;
    await bench.strike(async () => {
      await workUnsent(bench);
      await rig.quit();
      breakIt(rig);
      await rig.launch();
      await rig.startCollector();
      await bench.work(6);
    });
  });

fault(
  {
    fault: 'The database is deleted under the running browser',
    injection: 'Storage.clearDataForOrigin for the extension, as clearing all data of the browser does',
    mayLeave: ['lost'],
  },
  async (bench) => {
    const { rig } = bench;
    await bench.strike(async () => {
      await workUnsent(bench);
      const page = await rig.openExtensionPage('popup.html');
      const cdp = await rig.context.newCDPSession(page);
      const origin = `chrome-extension://${rig.extensionId}`;
      await cdp.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
      await page.close();
      await rig.page.bringToFront();
      await bench.driver.work(rig.page, 6);
      await rig.page.waitForTimeout(4_000);
      await rig.startCollector();
    });
  },
);

fault(
  {
    fault: 'The browser is killed while it takes everything back',
    injection: 'SIGKILL of the browser process 30 ms after the call',
    mayLeave: ['lost', 'withdrawn'],
  },
  async (bench) => {
    const { rig } = bench;
    await bench.strike(async () => {
      await workUnsent(bench);
      const asked = askWorker(rig, 'withdraw', { kind: 'everything' }).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 30));
      await killBrowser(rig);
      await asked;
      await rig.launch();
    });
    await rig.startCollector();
    await bench.work(4);
  },
);
