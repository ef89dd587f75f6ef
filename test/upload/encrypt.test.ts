import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Decrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { expect, test } from 'vitest';
import { settleSession } from '../../src/store/lifecycle.ts';
import { drain } from '../../src/upload/drain.ts';
import { encryptFor, isEncrypted } from '../../src/upload/encrypt.ts';
import { sealAll } from '../../src/upload/seal.ts';
import { click, freshDatabase, know, MINUTE, NINE, page, put } from '../store/fresh.ts';
import { Collector, drainDeps, sealDeps } from './rig.ts';

const LATER = NINE + 60 * MINUTE;

async function ended() {
  const db = await freshDatabase();
  await know(db, 'doc00001');
  await put(db, 'doc00001', 0, [page(NINE), click(NINE + 1_000, 1)]);
  await settleSession(db, LATER);
  return db;
}

async function twoPeople() {
  const identities = [await generateX25519Identity(), await generateX25519Identity()];
  return { identities, recipients: await Promise.all(identities.map(identityToRecipient)) };
}

const hasAge = spawnSync('age', ['--version']).status === 0;

test.skipIf(!hasAge)(
  '`age -d | zcat | jq` reads a segment, with the key of any recipient (needs Debian’s age and jq)',
  async () => {
    const { identities, recipients } = await twoPeople();
    const db = await ended();
    const encrypt = (bytes: Uint8Array<ArrayBuffer>) => encryptFor(recipients, bytes);
    await sealAll({ ...sealDeps(db), sealBytes: encrypt }, 0, LATER);
    const collector = new Collector();
    await drain({ ...drainDeps(db, collector, { now: LATER }), encrypt }, 'worker');
    const [bytes] = [...collector.stored.values()];
    const folder = mkdtempSync(path.join(tmpdir(), 'age-'));
    writeFileSync(path.join(folder, 'segment'), bytes ?? '');
    for (const identity of identities) {
      writeFileSync(path.join(folder, 'key'), identity);
      const kinds = execFileSync('sh', ['-c', 'age -d -i key segment | zcat | jq -r .kind'], {
        cwd: folder,
        encoding: 'utf8',
      });
      expect(kinds.trim().split('\n')).toEqual(['segment', 'tab', 'page', 'click', 'end']);
    }
    rmSync(folder, { recursive: true });
  },
);

test('what was sealed before policy named recipients is encrypted before it leaves', async () => {
  const { identities, recipients } = await twoPeople();
  const db = await ended();
  await sealAll(sealDeps(db), 0, LATER);
  const collector = new Collector();
  const encrypt = (bytes: Uint8Array<ArrayBuffer>) => encryptFor(recipients, bytes);
  expect(await drain({ ...drainDeps(db, collector, { now: LATER }), encrypt }, 'worker')).toEqual({ kind: 'empty' });
  const sent = [...collector.stored.values()];
  expect(sent.map(isEncrypted)).toEqual([true]);
  const decrypter = new Decrypter();
  decrypter.addIdentity(identities[1] ?? '');
  const gzip = await decrypter.decrypt(sent[0] ?? new Uint8Array());
  expect([...gzip.subarray(0, 2)]).toEqual([0x1f, 0x8b]);
});

test('without recipients bytes stay as they are, and a key that is none is an error', async () => {
  const bytes = new Uint8Array([1, 2, 3]);
  expect(await encryptFor([], bytes)).toBe(bytes);
  await expect(encryptFor(['age1nothing'], bytes)).rejects.toThrow();
});
