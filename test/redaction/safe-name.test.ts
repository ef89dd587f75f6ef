import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskName, toSafeName } from '../../src/redaction/safe-name.ts';

const textOf = (raw: string): string | undefined => {
  const name = toSafeName(raw, false);
  return name !== undefined && 'text' in name ? name.text : undefined;
};
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc
    .array(fc.constantFrom('Save', '4111', 'jana@example.org', '  ', '\u200b', 'ü', '[word]', '٤٢', '４２', 'x9'), {
      maxLength: 40,
    })
    .map((parts) => parts.join(' ')),
);

test.each([
  ['Approve', 'Approve'],
  ['  Save \n and\tclose ', 'Save and close'],
  ['Inbox (3)', 'Inbox [word]'],
  ['Ticket #4711 – jana@example.org', 'Ticket [word] – [word]'],
  ['Copy eyJhbGciOiJIUzI1NiJ9', 'Copy [word]'],
  ['Token aXbQzRtY', 'Token [word]'],
  ['See https/a/very/long/path/without/digits', 'See [word]'],
  ['Sa\u00adve', 'Save'],
])('%j is told as %j', (raw, text) => {
  expect(textOf(raw)).toBe(text);
});

test('a blank name is no name, also inside content', () => {
  expect(toSafeName(' \u200b\n', false)).toBeUndefined();
  expect(toSafeName('', true)).toBeUndefined();
});

test('inside content a name is a length bucket and nothing else', () => {
  expect(toSafeName('Message from Jürgen Muster', true)).toEqual({ length: '17-32' });
});

test('a masked name is a length bucket', () => {
  const name = toSafeName('Approve', false);
  expect(name && maskName(name)).toEqual({ length: '5-8' });
  expect(name && maskName(maskName(name))).toEqual({ length: '5-8' });
});

test('no digit, no @ and no long word survives, and the text is bounded', () => {
  fc.assert(
    fc.property(anyText, (raw) => {
      const text = textOf(raw) ?? '';
      expect(text).not.toMatch(/[\p{N}@]/u);
      expect(text.length).toBeLessThanOrEqual(120);
      expect(Math.max(0, ...text.split(' ').map((word) => word.length))).toBeLessThanOrEqual(24);
    }),
  );
});

test('a name that is safe stays as it is', () => {
  fc.assert(
    fc.property(anyText, (raw) => {
      const once = textOf(raw);
      expect(textOf(once ?? '')).toBe(once);
    }),
  );
});
