// What leaves the device, in a real browser with a real collector: encrypted where policy says so, held back where it must be.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { Decrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { askWorker } from '../e2e/ask-worker.ts';
import { Rig } from '../e2e/rig.ts';

/** Bodies of all segments in a folder store, whatever their ending. */
function bodiesIn(store: string): Buffer[] {
  return readdirSync(store, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && /\.jsonl\.gz(\.age)?$/.test(file.name))
    .map((file) => readFileSync(path.join(file.parentPath, file.name)));
}

async function until(isTrue: () => boolean, timeoutMs: number): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!isTrue()) {
    if (Date.now() > deadline) throw new Error(`Not after ${timeoutMs} ms.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

test('with recipients nothing leaves in clear, and each recipient reads it', async () => {
  const identity = await generateX25519Identity();
  const recipients = [await identityToRecipient(identity), await identityToRecipient(await generateX25519Identity())];
  const rig = await Rig.open({ policy: { recipients } });
  try {
    await rig.page.goto(`${rig.site}/index.html`);
    await rig.page.mouse.click(200, 200);
    await rig.page.waitForTimeout(1_500);
    await rig.quit();
    await rig.launch();
    await until(() => bodiesIn(rig.store).length > 0, 20_000);
    const kinds: string[] = [];
    for (const body of bodiesIn(rig.store)) {
      expect(body.subarray(0, 22).toString()).toBe('age-encryption.org/v1\n');
      const decrypter = new Decrypter();
      decrypter.addIdentity(identity);
      const lines = gunzipSync(await decrypter.decrypt(body))
        .toString()
        .trimEnd()
        .split('\n');
      kinds.push(...lines.map((line) => (JSON.parse(line) as { kind: string }).kind));
    }
    expect(kinds[0]).toBe('segment');
    expect(kinds).toContain('click');
  } finally {
    await rig.close();
  }
});

test('what is held back for the person stays, and the popup says so', async () => {
  const rig = await Rig.open({ policy: { holdMinutes: 15 } });
  try {
    await rig.page.goto(`${rig.site}/index.html`);
    await rig.page.mouse.click(200, 200);
    await rig.page.waitForTimeout(1_500);
    const { waiting, waitsFor } = await askWorker(rig, 'device');
    expect(waiting).toBeGreaterThan(0);
    expect(waitsFor?.reason).toBe('hold');
    const popup = await rig.openExtensionPage('popup.html');
    await expect(popup.getByText('so that you can still change your mind')).toBeVisible();
    await rig.quit();
    expect(bodiesIn(rig.store)).toEqual([]);
  } finally {
    await rig.close();
  }
});
