// Nonces of DPoP proofs without a memory: an HMAC over a window of time, the same from every collector that shares the key.
import { createHmac, timingSafeEqual } from 'node:crypto';

/** A nonce is given out for this long, and taken for as long again. */
const WINDOW_MS = 5 * 60_000;

/** The nonce that is given out now. */
export function currentNonce(key: Uint8Array, now: number): string {
  return nonceOf(key, Math.floor(now / WINDOW_MS));
}

/** True for a nonce of this window or the one before. */
export function isFreshNonce(key: Uint8Array, nonce: string, now: number): boolean {
  const window = Math.floor(now / WINDOW_MS);
  return [window, window - 1].some((index) => isEqual(nonce, nonceOf(key, index)));
}

/** Every answer carries a nonce and every request is asked for one: those of the last windows are made once. */
const made = new WeakMap<Uint8Array, Map<number, string>>();
const WINDOWS_KEPT = 8;

function nonceOf(key: Uint8Array, window: number): string {
  const known = made.get(key) ?? new Map<number, string>();
  const found = known.get(window);
  if (found !== undefined) return found;
  const nonce = createHmac('sha256', key).update(`nonce ${window}`).digest('base64url');
  if (known.size >= WINDOWS_KEPT) known.clear();
  made.set(key, known.set(window, nonce));
  return nonce;
}

function isEqual(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
