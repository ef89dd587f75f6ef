// The rules of a policy: which count on a page, which is closest, and that none of them opens the floor.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FIELD_CLASSES, PROTECTED_CLASSES } from '../../src/model/field.ts';
import { REDACTION_MODES } from '../../src/model/safe.ts';
import { modeOf } from '../../src/redaction/mode.ts';
import type { PolicyRules } from '../../src/redaction/page-rules.ts';
import { rulesFor } from '../../src/redaction/page-rules.ts';
import { specificityOf, splitSelectors } from '../../src/redaction/selector-text.ts';
import { keepOf } from '../../src/redaction/url-keep.ts';

const NONE: PolicyRules = { fieldRules: [], nameRules: [], urlRules: [] };
const DESK = 'https://desk.example/ticket/7?tab=open';
const fields = (...fieldRules: PolicyRules['fieldRules']) => rulesFor({ ...NONE, fieldRules }, DESK, false).fields;
const modes = fc.constantFrom(...REDACTION_MODES);

describe('field rules', () => {
  test('only those of the origin come, each with the path that the page has to compare', () => {
    const found = fields(
      { match: 'https://desk.example/ticket/*', selector: '#a', mode: 'kept' },
      { match: 'https://*.example/*', class: 'email', mode: 'scrubbed' },
      { match: 'https://other.example/*', selector: '#a', mode: 'kept' },
      { match: 'http://desk.example/*', selector: '#a', mode: 'kept' },
    );
    expect(found.map(({ path, selector, class: of, mode }) => [path, selector ?? of, mode])).toEqual([
      ['/ticket/*', '#a', 'kept'],
      ['/*', 'email', 'scrubbed'],
    ]);
  });

  test('a document without an address of its own gets those of the address that it inherits', () => {
    const fieldRules: PolicyRules['fieldRules'] = [
      { match: 'https://desk.example/ticket/*', selector: '#a', mode: 'kept' },
      { match: 'https://desk.example/admin/*', selector: '#b', mode: 'kept' },
    ];
    const found = rulesFor({ ...NONE, fieldRules }, DESK, true).fields;
    expect(found.map(({ path, selector }) => [path, selector])).toEqual([['*', '#a']]);
  });

  test.each([
    [
      'a longer path is closer than a closer selector',
      ['https://desk.example/*', '#a'],
      ['https://desk.example/ticket/*', 'input'],
    ],
    [
      'a whole host is closer than its subdomains',
      ['https://*.desk.example/ticket/*', '#a'],
      ['https://desk.example/*', 'input'],
    ],
    ['subdomains are closer than any host', ['https://*/*', '#a'], ['https://*.desk.example/*', 'input']],
    ['an id is closer than classes', ['https://desk.example/*', '.a.b.c[d]:e'], ['https://desk.example/*', '#a']],
    [
      'a selector is closer than a class of fields',
      ['https://desk.example/*', undefined],
      ['https://desk.example/*', 'input'],
    ],
  ] as const)('%s', (_, [farMatch, farSelector], [nearMatch, nearSelector]) => {
    const far = farSelector === undefined ? { class: 'email' as const } : { selector: farSelector };
    const found = fields(
      { match: farMatch, ...far, mode: 'kept' },
      { match: nearMatch, selector: nearSelector, mode: 'masked' },
    );
    expect(modeOf('email', found)).toBe('masked');
    expect(modeOf('email', found.toReversed())).toBe('masked');
  });

  test('each part of a list counts for itself', () => {
    const found = fields({ match: 'https://desk.example/*', selector: 'input, #a:is(.b, "x,y")', mode: 'kept' });
    expect(found.map(({ selector }) => selector)).toEqual(['input', '#a:is(.b, "x,y")']);
    expect(found[0]?.specificity).toBeLessThan(found[1]?.specificity ?? 0);
  });

  test('of rules as close as each other the strictest counts, in any order', () => {
    fc.assert(
      fc.property(fc.array(modes, { minLength: 1 }), (list) => {
        const rules = list.map((mode) => ({ mode, specificity: 7 }));
        expect(REDACTION_MODES.indexOf(modeOf('search', rules))).toBe(
          Math.min(...list.map((mode) => REDACTION_MODES.indexOf(mode))),
        );
      }),
    );
  });

  test('no rule opens the floor', () => {
    const rule = fc.record({ mode: modes, specificity: fc.nat() });
    fc.assert(
      fc.property(fc.constantFrom(...PROTECTED_CLASSES), fc.array(rule), (fieldClass, rules) => {
        expect(modeOf(fieldClass, rules)).toBe('protected');
      }),
    );
  });

  test('another rule never lets more through than the laxest that is there', () => {
    const rule = fc.record({ mode: modes, specificity: fc.nat({ max: 3 }) });
    fc.assert(
      fc.property(fc.constantFrom(...FIELD_CLASSES), fc.array(rule), (fieldClass, rules) => {
        const given = REDACTION_MODES.indexOf(modeOf(fieldClass, rules));
        const laxest = Math.max(
          REDACTION_MODES.indexOf('masked'),
          ...rules.map(({ mode }) => REDACTION_MODES.indexOf(mode)),
        );
        expect(given).toBeLessThanOrEqual(laxest);
      }),
    );
  });
});

test('words that stand in content are kept only where a rule for names says so', () => {
  const match = 'https://desk.example/*';
  const names = [undefined, false, true].map((content) => ({ match, selector: '.row', content }));
  expect(rulesFor({ ...NONE, nameRules: names }, DESK, false).names).toEqual([
    { path: '/*', selector: '.row' },
    { path: '/*', selector: '.row' },
    { path: '/*', selector: '.row', content: true },
  ]);
});

test('any selector is read as text without trouble, and its list falls into parts that hold all of it', () => {
  fc.assert(
    fc.property(fc.string(), (selector) => {
      expect(splitSelectors(selector).join(',').replaceAll(/\s/gu, '')).toBe(selector.replaceAll(/\s/gu, ''));
      expect(specificityOf(selector)).toBeGreaterThanOrEqual(0);
    }),
  );
});

describe('address rules', () => {
  test('the closest decides, and of equals what all let stay', () => {
    const rules = [
      { path: '/*', specificity: 1, keepPath: true, keepQuery: ['a', 'b'], keepFragment: true },
      { path: '/*', specificity: 2, keepQuery: ['a', 'b'] },
      { path: '/*', specificity: 2, keepPath: true, keepQuery: ['b', 'c'] },
    ];
    expect(keepOf(rules)).toEqual({ keepPath: false, keepQuery: ['b'], keepFragment: false });
    expect(keepOf(rules.slice(0, 1))).toMatchObject({ keepPath: true, keepFragment: true });
    expect(keepOf([])).toBeUndefined();
  });
});
