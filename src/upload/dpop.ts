// Proves that a request comes from the holder of the install's key: RFC 9449, a JWT signed with ES256. Worker.

export interface ProofFacts {
  readonly method: string;
  readonly url: string;
  /** ms since 1970, by the collector's clock. */
  readonly at: number;
  /** What the collector gave last; absent before its first answer. */
  readonly nonce?: string | undefined;
  /** The access token that goes with it; absent when enrolling. */
  readonly token?: string | undefined;
}

const ES256 = { name: 'ECDSA', hash: 'SHA-256' } as const;

/** A key that can sign but never leaves the browser. */
export async function makeInstallKey(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
}

/** The name of a key: https://www.rfc-editor.org/rfc/rfc7638 */
export async function toThumbprint(publicKey: CryptoKey): Promise<string> {
  const { crv, kty, x, y } = await crypto.subtle.exportKey('jwk', publicKey);
  return toBase64Url(await sha256(JSON.stringify({ crv, kty, x, y })));
}

/** The `DPoP` header of one request. */
export async function signProof(key: CryptoKeyPair, { method, url, at, nonce, token }: ProofFacts): Promise<string> {
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', key.publicKey);
  const { origin, pathname } = new URL(url);
  const header = { typ: 'dpop+jwt', alg: 'ES256', jwk: { kty, crv, x, y } };
  const claims = {
    htm: method,
    htu: origin + pathname,
    iat: Math.floor(at / 1_000),
    jti: crypto.randomUUID(),
    ...(nonce !== undefined && { nonce }),
    ...(token !== undefined && { ath: toBase64Url(await sha256(token)) }),
  };
  const signed = `${encodeJson(header)}.${encodeJson(claims)}`;
  // WebCrypto signs as JOSE wants it: r and s, 32 bytes each.
  const signature = await crypto.subtle.sign(ES256, key.privateKey, toBytes(signed));
  return `${signed}.${toBase64Url(new Uint8Array(signature))}`;
}

async function sha256(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', toBytes(text)));
}

function encodeJson(value: unknown): string {
  return toBase64Url(toBytes(JSON.stringify(value)));
}

function toBytes(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new TextEncoder().encode(text));
}

function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}
