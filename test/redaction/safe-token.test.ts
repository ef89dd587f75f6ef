import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SafeToken } from '../../src/model/safe.ts';
import { toSafeName } from '../../src/redaction/safe-name.ts';
import {
  ariaSelector,
  cssSelector,
  pierceSelector,
  testSelector,
  xpathSelector,
} from '../../src/redaction/safe-selector.ts';
import { toSafeToken } from '../../src/redaction/safe-token.ts';

const KEPT = [
  'save',
  'save-button',
  'btnSave',
  'txtPwd',
  'loginForm',
  'col-6',
  'px-2',
  'MuiButton-root',
  'data-table__row--selected',
  'md:flex',
  'form.save',
  'step-12',
];
const DROPPED = [
  '',
  'ticket-4711',
  'ticket-417',
  'k123',
  'a1b2c3',
  'css-1q2w3e',
  'css-abcdef',
  'sc-bdVaJa',
  'ember123',
  ':r1:',
  'radix-3',
  'jss12',
  'Button_root__3xYz1',
  'kJHgfD',
  'jana@example.org',
  '4711',
  'save button',
  'save"]',
  'row[1]',
  '\u00e9clair',
  'deadbeefcafe',
  'b7f3c0de-1111-4222-8333-444455556666',
  'a'.repeat(41),
  'xkcdqwrtzp',
  '-leading',
  'trailing-',
];

test.each(KEPT)('%s looks written by hand', (raw) => {
  expect(toSafeToken(raw)).toBe(raw);
});

test.each(DROPPED)('%j carries data or was made by a machine', (raw) => {
  expect(toSafeToken(raw)).toBeUndefined();
});

test('what is kept is bounded and holds no run of digits', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[a-zA-Z0-9_.:-]{1,45}$/)), (raw) => {
      const token = toSafeToken(raw) ?? 'none';
      expect(token).toMatch(/^[a-z][\w.:-]{0,39}$/i);
      expect(token).not.toMatch(/\d{3}/);
    }),
  );
});

const token = (raw: string): SafeToken => {
  const safe = toSafeToken(raw);
  if (safe === undefined) throw new Error(`no token: ${raw}`);
  return safe;
};

test('selectors are built of tags, tokens and positions', () => {
  expect(testSelector('data-testid', token('save'))).toBe('[data-testid="save"]');
  const steps = [
    { tag: 'main', id: token('md:main') },
    { tag: 'form', classes: [token('wide')] },
    { tag: 'button', nth: 2 },
  ];
  expect(cssSelector(steps)).toBe('#md\\:main > form.wide > button:nth-of-type(2)');
  expect(
    xpathSelector([
      { tag: 'html', nth: 1 },
      { tag: 'body', nth: 1 },
    ]),
  ).toBe('/html[1]/body[1]');
  expect(xpathSelector([{ tag: 'svg', nth: 2, isForeign: true }])).toBe("/*[local-name()='svg'][2]");
  expect(pierceSelector([[{ tag: 'x-app' }], [{ tag: 'button', nth: 1 }]])).toBe('x-app >>> button:nth-of-type(1)');
});

test('a tag that was named at run time is not told', () => {
  for (const tag of ['x-4711abc', 'a"]']) {
    expect(cssSelector([{ tag, child: 3 }])).toBe('*:nth-child(3)');
    expect(xpathSelector([{ tag, child: 3 }])).toBe('/*[3]');
    expect(cssSelector([{ tag, nth: 1 }])).not.toContain(tag);
  }
});

test('an ARIA selector needs a whole name', () => {
  const name = (raw: string, isInsideContent = false) => {
    const safe = toSafeName(raw, isInsideContent);
    if (safe === undefined) throw new Error('blank');
    return safe;
  };
  expect(ariaSelector('button', name('Save'))).toBe('[role="button"][name="Save"]');
  expect(ariaSelector('button', name('Ticket 4711'))).toBeUndefined();
  expect(ariaSelector('button', name('Save', true))).toBeUndefined();
  expect(ariaSelector('button', name('Say "hi"'))).toBeUndefined();
  expect(ariaSelector('button"]', name('Save'))).toBeUndefined();
});
