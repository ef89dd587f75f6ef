// An install as a collector sees it: a key, an access token, and proofs that follow RFC 9449.
import { createHash, randomUUID } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { EnrolRequest } from '../../src/model/collector-api.ts';

/** What a test may do differently from an honest install. */
export interface Twist {
  readonly method?: string;
  readonly url?: string;
  readonly nonce?: string;
  readonly accessToken?: string;
  readonly head?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
}

export type Install = Awaited<ReturnType<typeof createInstall>>;

/** Makes an install with a key of its own; `send` is fetch, or a collector's. */
export async function createInstall(base: string, send: (request: Request) => Response | Promise<Response> = fetch) {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(publicKey);
  let nonce: string | undefined;
  let accessToken: string | undefined;

  const prove = (method: string, url: string, token: string | undefined, twist: Twist): Promise<string> => {
    const used = twist.nonce ?? nonce;
    const claims = {
      htm: twist.method ?? method,
      htu: twist.url ?? url.split('?')[0],
      iat: Math.floor(Date.now() / 1_000),
      jti: randomUUID(),
      ...(used !== undefined && { nonce: used }),
      ...(token !== undefined && { ath: createHash('sha256').update(token).digest('base64url') }),
      ...twist.claims,
    };
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk, ...twist.head })
      .sign(privateKey);
  };

  /** One request, and once more where only the nonce was old. */
  const ask = async (method: string, path: string, body?: BodyInit, twist: Twist = {}): Promise<Response> => {
    const url = `${base}${path}`;
    const token = path === '/v1/enrol' ? undefined : (twist.accessToken ?? accessToken);
    const once = async () => {
      const headers = new Headers({ dpop: await prove(method, url, token, twist) });
      if (token !== undefined) headers.set('authorization', `DPoP ${token}`);
      const response = await send(new Request(url, { method, headers, ...(body !== undefined && { body }) }));
      nonce = response.headers.get('dpop-nonce') ?? nonce;
      return response;
    };
    const first = await once();
    const isOld = first.status === 401 && first.headers.get('www-authenticate')?.includes('use_dpop_nonce') === true;
    return isOld && twist.nonce === undefined ? once() : first;
  };

  const enrol = async (over: Partial<EnrolRequest> = {}): Promise<Response> => {
    const request: EnrolRequest = {
      enrolmentToken: 'enrol-me',
      extension: '0.1.0',
      browser: 'chromium 140',
      policyRevision: 'r1',
      ...over,
    };
    const response = await ask('POST', '/v1/enrol', JSON.stringify(request));
    if (response.status === 201) ({ accessToken } = await response.clone().json());
    return response;
  };

  const putSegment = (body: Uint8Array<ArrayBuffer>, n = 0, session = 'session-1') => {
    const sha256 = createHash('sha256').update(body).digest('hex');
    return ask('PUT', `/v1/segments/2026-03-04/participant-1/${session}/${n}/${sha256}`, body);
  };

  return {
    ask,
    enrol,
    putSegment,
    thumbprint: await calculateJwkThumbprint(jwk),
    accessToken: () => accessToken,
    nonce: () => nonce,
    prove,
  };
}
