// The lease to send, which ends with its holder: beside the lease on disk a lock of the browser is held, which no worker outlives. Worker.

/** As much of `navigator.locks` as it needs. */
export type Locks = Pick<LockManager, 'request' | 'query'>;

/** The lease on disk. */
export interface LeaseOnDisk {
  /** Takes or renews it for `owner`, unless somebody else's is still good. Says whose it is now. */
  readonly take: (owner: string, now: number, expiresAt: number) => Promise<string>;
  readonly release: (owner: string) => Promise<void>;
}

/** Runs `send` under a name of its own, which is known to live as long as this runs. */
export function asOwner<T>(locks: Locks, send: (owner: string) => Promise<T>): Promise<T> {
  const owner = crypto.randomUUID();
  return locks.request(lockOf(owner), () => send(owner));
}

/**
 * True when `owner` may send until `expiresAt`. Who sends has its lock before its lease and gives it back after: a lease without
 * a lock is that of a worker that died. Its name is never used again, so only its own lease can be taken from it.
 */
export async function takeLease(
  locks: Locks,
  lease: LeaseOnDisk,
  owner: string,
  now: number,
  expiresAt: number,
): Promise<boolean> {
  const holder = await lease.take(owner, now, expiresAt);
  if (holder === owner) return true;
  if (await isAlive(locks, holder)) return false;
  await lease.release(holder);
  return (await lease.take(owner, now, expiresAt)) === owner;
}

async function isAlive(locks: Locks, owner: string): Promise<boolean> {
  const { held = [] } = await locks.query();
  return held.some(({ name }) => name === lockOf(owner));
}

function lockOf(owner: string): string {
  return `sends as ${owner}`;
}
