// Reads a stored session file from disk: gzip members, inside age where the policy named recipients.
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { Decrypter } from 'age-encryption';
import type { ByteChunk } from '../session/bytes.ts';
import type { OptionValues } from './command.ts';
import { CliProblem } from './command.ts';
import { readGzip } from './read-gzip.ts';

/** Opens encrypted files; undefined where the person gave no identity. */
export type Keys = Decrypter | undefined;

/** The option of every command that reads sessions. */
export const IDENTITY_OPTION = { identity: { type: 'string', multiple: true } } as const;
export const IDENTITY_HELP =
  '  --identity FILE   opens encrypted files (.age) with the age identities in FILE; may be given several times';

const IDENTITY = /^AGE-SECRET-KEY-[A-Z0-9-]+$/;

/** The identities of all files that `--identity` names. Throws `CliProblem` where a file holds none. */
export async function readKeys(options: OptionValues): Promise<Keys> {
  const named = options['identity'];
  const paths = Array.isArray(named) ? named.map(String) : [];
  if (paths.length === 0) return undefined;
  const keys = new Decrypter();
  for (const path of paths) for (const identity of await readIdentities(path)) addTo(keys, identity, path);
  return keys;
}

async function readIdentities(path: string): Promise<readonly string[]> {
  const fix = 'An identity file is what `showhow keygen` or `age-keygen` writes: a line AGE-SECRET-KEY-….';
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new CliProblem(`The identity file ${path} cannot be read: ${error.message}.`, fix);
  }
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const bad = lines.findIndex((line) => !IDENTITY.test(line.trim()));
  // The line itself is not shown: it may be a secret key with a slip of the pen.
  if (bad !== -1) throw new CliProblem(`${path} holds a line that is no age identity.`, fix);
  if (lines.length === 0) throw new CliProblem(`${path} holds no age identity.`, fix);
  return lines.map((line) => line.trim());
}

function addTo(keys: Decrypter, identity: string, path: string): void {
  try {
    keys.addIdentity(identity);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new CliProblem(`${path} holds an identity that age does not take.`, 'Copy the identity file again.');
  }
}

/** True for a file that is read by decrypting it first. */
export function isEncrypted(path: string): boolean {
  return path.endsWith('.age');
}

/**
 * Uncompressed bytes of a session file. A torn or damaged file ends with a tear. Throws `CliProblem` for an encrypted file
 * that the keys do not open.
 */
export async function* readSessionFile(
  path: string,
  keys: Keys,
  onBytes?: (bytes: number) => void,
): AsyncGenerator<ByteChunk> {
  if (!isEncrypted(path)) {
    yield* readGzip(() => openCounted(path, onBytes));
    return;
  }
  let failure: Error | undefined;
  const open = () =>
    decrypt(
      path,
      keys,
      (error) => {
        failure = error;
      },
      onBytes,
    );
  for await (const chunk of readGzip(open)) if (chunk.kind === 'bytes' || failure === undefined) yield chunk;
  if (failure !== undefined)
    yield { kind: 'tear', cause: 'damaged', what: `from here on it cannot be decrypted (${failure.message})` };
}

/** The gzip members of a file as they are, decrypted where they are encrypted. Throws for what cannot be decrypted to its end. */
export async function* openMembers(path: string, keys: Keys): AsyncGenerator<Uint8Array> {
  if (!isEncrypted(path)) {
    yield* createReadStream(path);
    return;
  }
  let failure: Error | undefined;
  yield* decrypt(path, keys, (error) => {
    failure = error;
  });
  if (failure !== undefined)
    throw new CliProblem(
      `${path} cannot be decrypted to its end (${failure.message}).`,
      'Take it again from the store.',
    );
}

/** The file's plain bytes, as far as they can be decrypted; `onFailure` is told why they end before their end. */
async function* decrypt(
  path: string,
  keys: Keys,
  onFailure: (error: Error) => void,
  onBytes?: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  const stream = await openAge(path, keys, onBytes);
  try {
    for await (const piece of stream) yield piece;
  } catch (error) {
    // Errors of the disk carry a code; those of age, for what was changed or cut off, do not.
    if (!(error instanceof Error) || 'code' in error) throw error;
    onFailure(error);
  }
}

/** The file as it is; `onBytes` is told of each piece. */
function openCounted(path: string, onBytes: ((bytes: number) => void) | undefined): Readable {
  const stream = createReadStream(path);
  return onBytes === undefined ? stream : stream.on('data', ({ length }) => onBytes(length)).pause();
}

async function openAge(
  path: string,
  keys: Keys,
  onBytes?: (bytes: number) => void,
): Promise<ReadableStream<Uint8Array>> {
  if (keys === undefined)
    throw new CliProblem(`${path} is encrypted.`, 'Add --identity FILE with a key that it was encrypted to.');
  try {
    return await keys.decrypt(Readable.toWeb(openCounted(path, onBytes)) as ReadableStream<Uint8Array>);
  } catch (error) {
    if (!(error instanceof Error) || 'code' in error) throw error;
    const isForeign = error.message.startsWith('no identity matched');
    throw new CliProblem(
      isForeign
        ? `${path} was encrypted to other keys.`
        : `${path} is no age file that can be opened: ${error.message}.`,
      isForeign
        ? 'Name the identity of a recipient that the policy listed then.'
        : 'Take the file again from the store.',
    );
  }
}
