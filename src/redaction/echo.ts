// The echo filter: is a secret that somebody typed in a text where it does not belong? It is known by its mark alone. Worker.
import type { MarkKey } from './secret-mark.ts';
import { halfSipHash, toBare } from './secret-mark.ts';

/** Tells whether a text holds a secret. */
export type HasEcho = (text: string) => boolean;

/** Shorter secrets count only where they begin and end with a word: `test` is in `latest`. */
const ANYWHERE_MIN_CHARS = 8;

/** The filter for the secrets of these marks (`toSecretMark`), however they are spaced, joined or spelled. */
export function createEchoFilter(marks: Iterable<string>, key: MarkKey): HasEcho {
  const hashes = Map.groupBy(marks, (mark) => Number(mark.slice(0, mark.indexOf(':'))));
  const known = new Map([...hashes].map(([chars, of]) => [chars, new Set(of)]));
  return (text) => {
    const { bare, starts, ends } = toPieces(text);
    return [...known].some(([chars, of]) => {
      for (let at = 0; at + chars <= bare.length; at += 1) {
        const isWhole = chars >= ANYWHERE_MIN_CHARS || (starts.has(at) && ends.has(at + chars));
        if (isWhole && of.has(`${chars}:${halfSipHash(bare.slice(at, at + chars), key)}`)) return true;
      }
      return false;
    });
  };
}

/** A text without what stands between words, and where its words begin and end there. */
function toPieces(text: string): { bare: string; starts: ReadonlySet<number>; ends: ReadonlySet<number> } {
  const [starts, ends] = [new Set<number>(), new Set<number>()];
  let bare = '';
  for (const [word] of text.normalize('NFKC').matchAll(/\p{Lu}*[\p{L}--\p{Lu}]+|\p{Lu}+|\p{N}+/gv)) {
    starts.add(bare.length);
    bare += toBare(word);
    ends.add(bare.length);
  }
  return { bare, starts, ends };
}
