// The key that signs the extension for browsers based on Chromium: whoever holds it is its maker, and its id is made from it.
import type { KeyObject } from 'node:crypto';
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { CliProblem } from './command.ts';

/** The length that Chromium's own packer uses. */
const KEY_BITS = 2048;

/** Reads an RSA private key (PEM). Throws a `CliProblem` for anything else. */
export function readSigningKey(file: string): KeyObject {
  const key = tryCreate(readPem(file));
  if (key === undefined || key.asymmetricKeyType !== 'rsa')
    throw new CliProblem(`${file} is no RSA private key.`, 'Give a PEM file, or make a key with --new-key FILE.');
  return key;
}

/** Makes a key, in a file that only its owner can read. Throws a `CliProblem` where the file exists: a key is never replaced. */
export function makeSigningKey(file: string): KeyObject {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: KEY_BITS });
  try {
    writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    if (error.code === 'EEXIST')
      throw new CliProblem(`${file} exists already.`, 'Use it with --key, or name a file that does not exist.');
    throw new CliProblem(`The key cannot be kept: ${error.message}.`, 'Choose a file that can be written.');
  }
  return privateKey;
}

/** The id that Chromium makes from the key: 32 letters from a to p. */
export function extensionIdOf(key: KeyObject): string {
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
  const digest = createHash('sha256').update(spki).digest('hex').slice(0, 32);
  return digest.replace(/./g, (digit) => String.fromCharCode('a'.charCodeAt(0) + Number.parseInt(digit, 16)));
}

function readPem(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new CliProblem(
      `The key cannot be read: ${error.message}.`,
      'Name the file, or make a key with --new-key FILE.',
    );
  }
}

function tryCreate(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}
