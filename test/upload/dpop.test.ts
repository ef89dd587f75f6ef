import { calculateJwkThumbprint, exportJWK } from 'jose';
import { expect, test } from 'vitest';
import { makeInstallKey, toThumbprint } from '../../src/upload/dpop.ts';

test('an install calls its key as the collector does, and the key cannot be taken out', async () => {
  const { publicKey, privateKey } = await makeInstallKey();
  expect(await toThumbprint(publicKey)).toBe(await calculateJwkThumbprint(await exportJWK(publicKey)));
  await expect(crypto.subtle.exportKey('jwk', privateKey)).rejects.toThrow();
});
