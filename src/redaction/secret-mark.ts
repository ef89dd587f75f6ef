// Marks of secrets: a keyed hash made at once, by which a secret is known again where it does not belong, and by nothing else.
// HalfSipHash-2-4 with 64 bits: https://github.com/veorq/SipHash

/** Two 32-bit words. Made anew with each run of the browser, and kept in memory alone. */
export type MarkKey = readonly [number, number];

/** `w` for words that are no secret, but somebody's own all the same. */
export type EchoKind = '' | 'w';

/** Shorter secrets are found in too many words that are none. */
const MIN_CHARS = 4;
/** What is longer is known by its beginning. */
const MAX_CHARS = 64;

/** Letters and digits of a text as capitals: how a secret is spaced, spelled small or joined by dashes says nothing. */
export function toBare(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .toUpperCase();
}

/** The mark of a secret: `length:hash` of its bare form. undefined for one that is too short to be told from a word. */
export function toSecretMark(secret: string, key: MarkKey): string | undefined {
  const bare = toBare(secret.slice(0, 4 * MAX_CHARS)).slice(0, MAX_CHARS);
  return bare.length < MIN_CHARS ? undefined : `${bare.length}:${halfSipHash(bare, key)}`;
}

const turn = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

/** Hash of a text's UTF-16 code units, little endian, as hex of two words. */
export function halfSipHash(text: string, [key0, key1]: MarkKey): string {
  let [v0, v1, v2, v3] = [key0, key1 ^ 0xee, 0x6c796765 ^ key0, 0x74656462 ^ key1];
  const mix = (times: number): void => {
    for (let i = 0; i < times; i += 1) {
      v0 += v1;
      v1 = turn(v1, 5) ^ v0;
      v0 = turn(v0, 16);
      v2 += v3;
      v3 = turn(v3, 8) ^ v2;
      v0 += v3;
      v3 = turn(v3, 7) ^ v0;
      v2 += v1;
      v1 = turn(v1, 13) ^ v2;
      v2 = turn(v2, 16);
    }
  };
  const unit = (at: number): number => (at < text.length ? text.charCodeAt(at) : 0);
  for (let at = 0; at <= text.length; at += 2) {
    // The last word holds what is left and the length in bytes.
    const word = unit(at) | (at + 2 > text.length ? text.length << 25 : unit(at + 1) << 16);
    v3 ^= word;
    mix(2);
    v0 ^= word;
  }
  v2 ^= 0xee;
  mix(4);
  const first = v1 ^ v3;
  v1 ^= 0xdd;
  mix(4);
  return [first, v1 ^ v3].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
}
