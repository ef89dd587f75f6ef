// A disguise that is not seen through would make the search for typed text blind to it.
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { disguisesOf } from '../e2e/disguises.ts';
import { inflatedIn } from '../e2e/inflated-in.ts';

const TYPED = fc.string({ minLength: 6, maxLength: 30, unit: fc.constantFrom(...'abcXYZ019 .-@+/ß中') });
const AROUND = fc.string({ maxLength: 10 });

const ENCODINGS: Readonly<Record<string, (text: string) => string>> = {
  'as it is': (text) => text,
  base64: (text) => Buffer.from(text).toString('base64'),
  base64url: (text) => Buffer.from(text).toString('base64url'),
  'base64 of UTF-16': (text) => Buffer.from(text, 'utf16le').toString('base64'),
  hexadecimal: (text) => Buffer.from(text).toString('hex'),
  URL: encodeURIComponent,
  'URL of a form': (text) => new URLSearchParams({ text }).toString(),
  reversed: (text) => [...text].toReversed().join(''),
  'JSON of its characters': (text) => JSON.stringify([...text]),
  'JSON of its codes': (text) => JSON.stringify([...text].map((character) => character.codePointAt(0))),
};

for (const [name, encode] of Object.entries(ENCODINGS))
  test(`a string is found though it stands in a longer one, ${name}`, () => {
    fc.assert(
      fc.property(TYPED, AROUND, AROUND, (typed, before, after) => {
        const hidden = encode(before + typed + after);
        expect(disguisesOf(typed).some((form) => hidden.includes(form))).toBe(true);
      }),
    );
  });

test('gzip inside of other bytes is undone, also where it is cut off', () => {
  const packed = gzipSync(Buffer.from('Quibble-Marzipan '.repeat(500)));
  const inside = Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 0]), packed, Buffer.from('more')]);
  expect(inflatedIn(inside).map((found) => found.toString())).toContain('Quibble-Marzipan '.repeat(500));
  expect(inflatedIn(packed.subarray(0, packed.length - 12)).join('')).toContain('Quibble-Marzipan');
});
