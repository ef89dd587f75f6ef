// What lies on disk, with the eyes of somebody who copied the profile: every key that is there is tried on every byte.
import { createDecipheriv } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { askWorker } from '../e2e/ask-worker.ts';
import { FirefoxRig } from '../e2e/firefox-rig.ts';
import { rawProfileChunks } from '../e2e/raw-profile.ts';
import { Rig } from '../e2e/rig.ts';

const CANARY = 'invoice-archive';
const KEY = /(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/g;
const BOX_MIN_BYTES = 12 + 16;
const BOX_MAX_BYTES = 4_000_000;

/** Two pages with a button; the address of the first is what must not be found. */
function makeFixtures(folder: string): string {
  const fixtures = path.join(folder, 'pages');
  mkdirSync(fixtures, { recursive: true });
  for (const name of [CANARY, 'plain-page'])
    writeFileSync(path.join(fixtures, `${name}.html`), '<!doctype html><title>Page</title><button>Approve</button>');
  return fixtures;
}

/** Everything that opens with any key that lies anywhere in a copy of the profile. V8 writes a buffer as `B`, its length, its bytes. */
function opened(profile: string): string {
  const copy = `${profile}-copy`;
  cpSync(profile, copy, { recursive: true });
  const chunks = rawProfileChunks(copy);
  rmSync(copy, { recursive: true });
  const keys = new Set(chunks.flatMap((chunk) => chunk.toString('latin1').match(KEY) ?? []));
  const raw = [...keys].map((key) => Buffer.from(key, 'hex'));
  const found: string[] = [];
  for (const chunk of chunks) {
    for (let at = chunk.indexOf(0x42); at >= 0; at = chunk.indexOf(0x42, at + 1)) {
      const [length, start] = varint(chunk, at + 1);
      if (length < BOX_MIN_BYTES || length > BOX_MAX_BYTES || start + length > chunk.length) continue;
      const box = chunk.subarray(start, start + length);
      for (const key of raw) found.push(open(key, box) ?? '');
    }
  }
  return found.filter((text) => text !== '').join('\n');
}

function varint(bytes: Buffer, start: number): [number, number] {
  let value = 0;
  let at = start;
  for (let shift = 0; shift < 28; shift += 7) {
    const byte = bytes[at++] ?? 0;
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) break;
  }
  return [value, at];
}

function open(key: Buffer, box: Buffer): string | undefined {
  const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(0, 12));
  decipher.setAuthTag(box.subarray(-16));
  const text = decipher.update(box.subarray(12, -16));
  try {
    decipher.final();
    return text.toString('utf8');
  } catch {
    // Not this key, or no box at all.
    return undefined;
  }
}

test('a copied profile gives away a record before it is taken back, only with its key, and not after', async () => {
  const fixtures = makeFixtures(path.join(process.cwd(), '.showhow', 'at-rest'));
  const rig = await Rig.open({ fixtures, policy: { holdMinutes: 15 } });
  const profile = path.join(rig.folder, 'profile');
  try {
    const from = Date.now();
    await rig.page.goto(`${rig.site}/${CANARY}.html`);
    await rig.page.getByRole('button').click();
    await rig.page.waitForTimeout(1_500);
    const to = Date.now();
    await rig.page.goto(`${rig.site}/plain-page.html`);
    await rig.page.getByRole('button').click();
    await rig.page.waitForTimeout(1_500);
    await rig.quit();
    const before = opened(profile);
    expect(before).toContain(CANARY);
    expect(before).toContain('plain-page');
    expect(rawProfileChunks(profile).some((chunk) => chunk.includes(CANARY))).toBe(false);

    await rig.launch();
    const { counts, offered } = await askWorker(rig, 'withdraw', { kind: 'range', from, to });
    expect(counts).toMatchObject({ page: 1, click: 1 });
    expect(offered).toEqual([]);
    await rig.quit();
    const after = opened(profile);
    expect(after).not.toContain(CANARY);
    expect(after).toContain('plain-page');
    expect(after).toContain('"withdrawn"');
  } finally {
    await rig.close();
  }
});

test('where the file of keys cannot be kept nothing is recorded, and the person is told', async () => {
  const rig = await Rig.open();
  try {
    await rig.quit();
    const folder = path.join(rig.folder, 'profile', 'Default', 'File System');
    rmSync(folder, { recursive: true, force: true });
    // A file where the browser wants its folder.
    writeFileSync(folder, '');
    await rig.launch();
    const { gate } = await askWorker(rig, 'view', undefined);
    expect(gate).toMatchObject({ state: 'stopped', why: 'unreadable' });
    await rig.page.goto(`${rig.site}/index.html`);
    await rig.page.mouse.click(50, 50);
    await rig.page.waitForTimeout(1_000);
    expect(
      rig
        .sessions()
        .flatMap(({ records }) => records)
        .filter(({ kind }) => kind === 'click'),
    ).toEqual([]);
  } finally {
    await rig.close();
  }
});

test('Firefox keeps the file of keys beside its database, and what was recorded is not readable without it', async () => {
  const fixtures = makeFixtures(path.join(process.cwd(), '.showhow', 'at-rest-firefox'));
  const rig = await FirefoxRig.open({ fixtures });
  try {
    await rig.untilRegistered();
    await rig.page.goto(`${rig.site}/${CANARY}.html`);
    await rig.page.click('button');
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const sessions = await rig.finish();
    expect(sessions[0]?.text).toContain(CANARY);
    const storage = path.join(rig.folder, 'profile-firefox', 'storage');
    const files = readdirSync(storage, { recursive: true, withFileTypes: true })
      .filter((file) => file.isFile() && file.parentPath.includes('moz-extension'))
      .map((file) => readFileSync(path.join(file.parentPath, file.name)));
    expect(files.some((bytes) => bytes.includes('"vault"') && KEY.test(bytes.toString('latin1')))).toBe(true);
    expect(files.some((bytes) => bytes.includes(CANARY))).toBe(false);
  } finally {
    await rig.close();
  }
});
