// What a page's script tells of typing into a field that no policy lists does not depend on what was typed.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Edit } from '../../src/capture/typed-count.ts';
import { countInput, createCount, endComposition } from '../../src/capture/typed-count.ts';
import { keyToRecord } from '../../src/redaction/key-name.ts';
import { maskName, toSafeName } from '../../src/redaction/safe-name.ts';
import { toClipboardLength, toTypingFacts } from '../../src/redaction/typed-burst.ts';

const MASKED = { class: 'unknown', mode: 'masked' } as const;
const NO_KEYS = { isCtrl: false, isMeta: false, isAlt: false, isAltGraph: false };

/** One thing that somebody does to a field; `text` is all that differs between two people who do the same. */
type Deed =
  | { readonly do: 'type' | 'paste' | 'compose' | 'fill'; readonly text: string }
  | { readonly do: 'delete'; readonly chars: number };

const char = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }).filter((one) => one.length === 1);
const text = fc.array(char, { minLength: 1, maxLength: 12 }).map((chars) => chars.join(''));
const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({ do: fc.constantFrom('type', 'paste', 'compose', 'fill'), text }),
  fc.record({ do: fc.constant('delete'), chars: fc.integer({ min: 1, max: 5 }) }),
);
/** The same deeds with other characters, as many. */
const twice = fc
  .array(deed, { minLength: 1, maxLength: 20 })
  .chain((deeds) =>
    fc
      .tuple(
        ...deeds.map((one) =>
          one.do === 'delete'
            ? fc.constant(one)
            : fc
                .array(char, { minLength: one.text.length, maxLength: one.text.length })
                .map((chars) => ({ ...one, text: chars.join('') })),
        ),
      )
      .map((others) => [deeds, others] as const),
  );

const edit = (inputType: string, data: string | null, isComposing = false): Edit => ({
  inputType,
  data,
  dataTransfer: null,
  isComposing,
});

/** All that is told of these deeds, in the order in which it is: keys, what the burst comes to, what was copied of it. */
function tell(deeds: readonly Deed[]): unknown[] {
  const count = createCount();
  let length = 0;
  const change = (event: Edit, by: number, isTyped: boolean): void => {
    countInput(count, event, { before: length, after: length + by, isTyped });
    length += by;
  };
  const key = (name: string, event: Edit, by: number): string | undefined => {
    change(event, by, true);
    return keyToRecord(name, NO_KEYS, MASKED);
  };
  const keysOf = (one: Deed): unknown[] => {
    switch (one.do) {
      case 'delete':
        return Array.from({ length: Math.min(one.chars, length) }, () =>
          key('Backspace', edit('deleteContentBackward', null), -1),
        );
      case 'type':
        return [...one.text].map((char) => key(char, edit('insertText', char), 1));
      case 'compose':
        change(edit('insertCompositionText', one.text, true), one.text.length, true);
        endComposition(count);
        return [];
      default:
        change(edit(one.do === 'paste' ? 'insertFromPaste' : '', one.text), one.text.length, false);
        return [];
    }
  };
  const keys = deeds.flatMap(keysOf);
  return [...keys, toTypingFacts({ ...count, ms: 1_234 }, MASKED), toClipboardLength(length, MASKED)];
}

test('two people who do the same with other characters tell the same', () => {
  fc.assert(
    fc.property(twice, ([deeds, others]) => {
      expect(tell(others)).toEqual(tell(deeds));
    }),
  );
});

test('nothing that is told has a word of the text, nor its length', () => {
  fc.assert(
    fc.property(text, (typed) => {
      const told = JSON.stringify(tell([{ do: 'type', text: typed }]));
      expect(told).toMatch(
        /^\[(?:null,)*\{"inserted":"(?:1-4|5-8|9-16)"(?:,"autofilled":true)?,"duration":"[^"]+"\},"(?:1-4|5-8|9-16)"\]$/,
      );
    }),
  );
});

test('a name that is content is told as a bucket alone', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), (name) => {
      const [inside, masked] = [toSafeName(name, true), toSafeName(name, false)];
      for (const one of [inside, masked && maskName(masked)])
        expect(JSON.stringify(one ?? {})).toMatch(/^\{(?:"length":"(?:0|\d+-\d+|257\+)")?\}$/);
    }),
  );
});
