// What a collector knows and nobody else: keys made from the one secret that all collectors of a store share.
import { createHash, hkdfSync, timingSafeEqual } from 'node:crypto';

/** Shortest secret, in characters: about 190 bits where they are hex digits. */
export const SECRET_MIN_CHARS = 48;

/** The keys of a collector that lets in only those enrolled. */
export interface Secrets {
  readonly tokenKey: Uint8Array;
  readonly nonceKey: Uint8Array;
  readonly adminKey: Uint8Array;
  /** Is this one of the tokens that policy hands to installs? */
  readonly isEnrolmentToken: (text: string) => boolean;
}

/** Derives the keys (HKDF, RFC 5869). Several enrolment tokens may hold at once, so that one can be replaced by another. */
export function toSecrets(secret: string, enrolmentTokens: readonly string[]): Secrets {
  const derive = (purpose: string) => new Uint8Array(hkdfSync('sha256', secret, '', `showhow ${purpose}`, 32));
  return {
    tokenKey: derive('access token'),
    nonceKey: derive('dpop nonce'),
    adminKey: derive('admin session'),
    isEnrolmentToken: createTokenCheck(enrolmentTokens),
  };
}

/** A check whose time tells nothing about the tokens. */
export function createTokenCheck(tokens: readonly string[]): (text: string) => boolean {
  const digests = tokens.filter((token) => token !== '').map(digest);
  return (text) => digests.map((known) => timingSafeEqual(known, digest(text))).includes(true);
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
