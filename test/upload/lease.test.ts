import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { releaseLease, takeLease as takeLeaseOnDisk } from '../../src/store/meta.ts';
import { asOwner, takeLease } from '../../src/upload/lease.ts';
import { freshDatabase } from '../store/fresh.ts';

const { locks } = navigator;

async function leaseOnDisk() {
  const db = await freshDatabase();
  return {
    take: (owner: string, now: number, expiresAt: number) => takeLeaseOnDisk(db, owner, now, expiresAt),
    release: (owner: string) => releaseLease(db, owner),
  };
}

test('a lease is its holder’s alone as long as the holder lives', async () => {
  const lease = await leaseOnDisk();
  await asOwner(locks, async (first) => {
    expect(await takeLease(locks, lease, first, 0, 60)).toBe(true);
    expect(await asOwner(locks, (second) => takeLease(locks, lease, second, 1, 61))).toBe(false);
    expect(await takeLease(locks, lease, first, 2, 62)).toBe(true);
  });
});

test('whoever lives and does not give it back has lost it only once it has run out', async () => {
  const lease = await leaseOnDisk();
  await asOwner(locks, async (first) => {
    await takeLease(locks, lease, first, 0, 60);
    expect(await asOwner(locks, (second) => takeLease(locks, lease, second, 60, 120))).toBe(true);
  });
});

test('a lease is free at once when its holder dies', async () => {
  const lease = await leaseOnDisk();
  // A worker that dies gives its lock back, by the browser's hand, and leaves its lease behind.
  await asOwner(locks, async (dying) => {
    await takeLease(locks, lease, dying, 0, 60);
    expect(await asOwner(locks, (owner) => takeLease(locks, lease, owner, 1, 61))).toBe(false);
  });
  expect(await asOwner(locks, (owner) => takeLease(locks, lease, owner, 2, 62))).toBe(true);
});

test('of many that find a dead holder one sends', async () => {
  const lease = await leaseOnDisk();
  await lease.take('a life before', 0, 60);
  const taken = await Promise.all(
    Array.from({ length: 20 }, () =>
      asOwner(locks, async (owner) => {
        const isTaken = await takeLease(locks, lease, owner, 1, 61);
        await wait(50);
        return isTaken;
      }),
    ),
  );
  expect(taken.filter(Boolean)).toHaveLength(1);
});
