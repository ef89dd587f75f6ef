// Encrypts segments for the people whom policy names, in the age format: age-encryption.org/v1. Worker.
import { Encrypter } from 'age-encryption';

/** What every age file begins with: github.com/C2SP/C2SP, age.md. */
const AGE_HEAD = new TextEncoder().encode('age-encryption.org/v1\n');

/** True for an age file, which only its recipients can read. */
export function isEncrypted(bytes: Uint8Array): boolean {
  return AGE_HEAD.every((byte, i) => bytes[i] === byte);
}

/** Bytes that only these recipients (age public keys) can read; as they are when there are none, or when they are encrypted already. */
export async function encryptFor(
  recipients: readonly string[],
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  if (recipients.length === 0 || isEncrypted(bytes)) return bytes;
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  return new Uint8Array(await encrypter.encrypt(bytes));
}
