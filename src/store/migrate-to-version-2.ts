// Brings a database of version 1, whose payloads lay open, to version 2: everything that tells of the work is sealed. Worker.
import type { DBSchema, IDBPTransaction } from 'idb';
import type { Upgrade } from './database.ts';
import type { Sealed } from './vault.ts';

/** What version 1 had in a store, as far as it changes. */
type Old = Readonly<Record<string, unknown>>;
interface OldSchema extends DBSchema {
  rows: { key: number; value: Old };
  docs: { key: string; value: Old };
  sessions: { key: string; value: Old };
  segments: { key: [string, number]; value: Old };
}
type OldStore = 'rows' | 'docs' | 'sessions' | 'segments';
type OldUpgrade = IDBPTransaction<OldSchema, OldStore[], 'versionchange'>;

type SealValue = (value: unknown) => Sealed;

/** What the rows tell of a session and its segments. */
interface Learnt {
  readonly sites: string[];
  bytes: number;
  /** Last `t` by segment. */
  readonly lastT: Map<number, number>;
}

/** Rejects, and with it the upgrade, when something cannot be read. */
export async function migrateToVersion2(
  upgrade: Upgrade,
  sealBytes: (bytes: Uint8Array<ArrayBuffer>) => Sealed,
): Promise<void> {
  const old = upgrade as unknown as OldUpgrade;
  const sealValue: SealValue = (value) => sealBytes(new TextEncoder().encode(JSON.stringify(value)));
  const learnt = new Map<string, Learnt>();
  await eachValue(old, 'rows', (row) => migrateRow(row, learnt, sealValue));
  await eachValue(old, 'docs', ({ origin, topOrigin, cause, page, ...facts }) => ({
    ...facts,
    ...sealValue({ origin, topOrigin, cause, page }),
  }));
  const digests = await digestsOf(old);
  await eachValue(old, 'segments', (segment) => migrateSegment(segment, learnt, digests, sealBytes));
  await eachValue(old, 'sessions', (session) => {
    const { sites = [], bytes = 0 } = learnt.get(String(session['id'])) ?? {};
    return { ...session, bytes, ...sealValue(sites) };
  });
  const rows = upgrade.objectStore('rows');
  rows.createIndex('segment', ['session', 'n']);
  rows.createIndex('site', ['session', 'site']);
  rows.createIndex('at', 'at');
  for (const store of ['rows', 'docs', 'sessions', 'segments'] as const)
    upgrade.objectStore(store).createIndex('key', 'key');
}

async function eachValue(upgrade: OldUpgrade, store: OldStore, change: (value: Old) => Old): Promise<void> {
  let cursor = await upgrade.objectStore(store).openCursor();
  while (cursor !== null) {
    await cursor.update(change(cursor.value));
    cursor = await cursor.continue();
  }
}

function migrateRow({ body, origin, bytes: _chars, ...facts }: Old, all: Map<string, Learnt>, seal: SealValue): Old {
  const session = String(facts['session']);
  const learnt: Learnt = all.get(session) ?? { sites: [], bytes: 0, lastT: new Map() };
  all.set(session, learnt);
  const sealed = seal(body);
  learnt.bytes += sealed.sealed.length;
  const { n, t } = facts;
  if (typeof n === 'number' && typeof t === 'number') learnt.lastT.set(n, Math.max(t, learnt.lastT.get(n) ?? 0));
  if (typeof origin !== 'string') return { ...facts, ...sealed };
  if (!learnt.sites.includes(origin)) learnt.sites.push(origin);
  return { ...facts, site: learnt.sites.indexOf(origin), ...sealed };
}

/** The digest of a segment is in the head of the next one, and of the last one in its session. */
async function digestsOf(upgrade: OldUpgrade): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const note = (session: unknown, next: unknown, prev: unknown): void => {
    if (typeof prev === 'string') found.set(`${session} ${Number(next) - 1}`, prev);
  };
  for (const segment of await upgrade.objectStore('segments').getAll()) {
    const { session, n, prev } = segment['header'] as Old;
    note(session, n, prev);
  }
  for (const { id, nextN, prev } of await upgrade.objectStore('sessions').getAll()) note(id, nextN, prev);
  return found;
}

function migrateSegment(
  { bytes, ...facts }: Old,
  learnt: ReadonlyMap<string, Learnt>,
  digests: ReadonlyMap<string, string>,
  sealBytes: (bytes: Uint8Array<ArrayBuffer>) => Sealed,
): Old {
  const { session, n } = facts;
  const common = {
    ...facts,
    // It may have been: version 1 did not say.
    offered: true,
    beforeT: learnt.get(String(session))?.lastT.get(Number(n) - 1) ?? 0,
    digest: digests.get(`${session} ${n}`) ?? '',
    size: bytes instanceof Uint8Array ? bytes.length : 0,
  };
  return bytes instanceof Uint8Array ? { ...common, ...sealBytes(bytes as Uint8Array<ArrayBuffer>) } : common;
}
