import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchesAny, parseMatchPattern } from '../../src/model/match-pattern.ts';

const CASES: readonly (readonly [pattern: string, url: string, isMatch: boolean])[] = [
  ['https://desk.example/*', 'https://desk.example/', true],
  ['https://desk.example/*', 'https://desk.example/a/b?c=d#e', true],
  ['https://desk.example/*', 'http://desk.example/', false],
  ['https://desk.example/*', 'https://desk.example.evil.test/', false],
  ['https://desk.example/*', 'https://evil-desk.example/', false],
  ['https://desk.example/*', 'https://a.desk.example/', false],
  ['https://DESK.example/*', 'https://desk.example/', true],
  ['https://*.desk.example/*', 'https://desk.example/', true],
  ['https://*.desk.example/*', 'https://a.b.desk.example/', true],
  ['https://*.desk.example/*', 'https://notdesk.example/', false],
  ['*://desk.example/*', 'http://desk.example/', true],
  ['*://desk.example/*', 'ftp://desk.example/', false],
  ['*://*/*', 'https://anything.test/x', true],
  ['https://*/*', 'file:///etc/passwd', false],
  ['http://localhost:8080/*', 'http://localhost:8080/x', true],
  ['http://localhost:8080/*', 'http://localhost:8081/x', false],
  ['http://localhost/*', 'http://localhost:8081/x', true],
  ['https://desk.example:443/*', 'https://desk.example/', true],
  ['http://127.0.0.1:9000/*', 'http://127.0.0.1:9000/', true],
  ['https://[::1]/*', 'https://[::1]/x', true],
  ['https://desk.example/a*', 'https://desk.example/abc', true],
  ['https://desk.example/a', 'https://desk.example/abc', false],
  ['https://desk.example/a', 'https://desk.example/a', true],
  ['https://desk.example/*/edit', 'https://desk.example/12/edit', true],
  ['https://desk.example/*/edit', 'https://desk.example/edit', false],
  ['https://desk.example/*?mode=x*', 'https://desk.example/a?mode=xy', true],
  ['https://desk.example/a*a', 'https://desk.example/a', false],
  ['https://desk.example/*', 'https://desk.example@evil.test/', false],
  ['https://desk.example/*', 'https://desk.example./', true],
  ['https://*.desk.example./*', 'https://a.desk.example/', true],
  ['https://bücher.example/*', 'https://bücher.example/', true],
  ['https://*.BÜCHER.example/*', 'https://a.xn--bcher-kva.example/', true],
  ['https://desk.example/ämter/*', 'https://desk.example/ämter/1', true],
  ['https://desk^example/*', 'https://desk^example/', false],
  ['https://desk.example/*', 'about:blank', false],
  ['https://desk.example/*', '', false],
];

test.each(CASES)('%s covers %s: %s', (pattern, url, isMatch) => {
  expect(matchesAny([pattern], url)).toBe(isMatch);
});

test.each([
  '',
  'desk.example',
  'https://desk.example',
  'ftp://desk.example/*',
  'https://a.*.example/*',
  'https://u@h/*',
  '<all_urls>',
  'https://desk.example:65536/*',
  'https://desk.example:08443/*',
  'https://.desk.example/*',
  'https://desk..example/*',
  'https://desk.example../*',
  'https://desk.example/app#/hr/*',
  'https://desk.example/hr files/*',
  'https://desk.example/* ',
  'https://desk.example/hr\\*',
  '*://desk.example/hr/*,*://desk.example/pay/*',
  '*://desk.example/hr/*,desk.example/pay/*',
  '*://hr,desk.example/*',
  '*://hr，desk.example/*',
  '*://hr%2edesk.example/*',
  '*://desk.example;/*',
  '*://desk.example/{hr}/*',
  '*://desk.example/"hr"/*',
  '*://desk.example/<hr>*',
  '*://desk.example/hr`*',
  "*://desk.example/?a='b'*",
  '*://desk.example/a/../hr/*',
  '*://desk.example/./hr/*',
  '*://desk.example/%2E%2e/hr/*',
  '*://desk.example/hr/..',
  '*://desk.example/hr?',
])('%s is no match pattern', (text) => {
  expect(parseMatchPattern(text)).toBeUndefined();
});

test('the path of a pattern is as URLs spell it, so that there are addresses that it covers', () => {
  const path = fc.string({
    maxLength: 12,
    unit: fc.constantFrom(...'!"$%&\'()+,-./:;<=>?@[]^_`{|}~', 'a', 'ä', '%2e', '/..'),
  });
  void fc.assert(
    fc.property(path, (text) => {
      const pattern = `https://h.test/${text}`;
      if (parseMatchPattern(pattern) !== undefined) expect(matchesAny([pattern], pattern)).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

test('a glob matches exactly what the same regular expression matches', () => {
  const part = fc.stringMatching(/^[ab*]{0,8}$/);
  const path = fc.stringMatching(/^[ab]{0,12}$/);
  void fc.assert(
    fc.property(part, path, (glob, text) => {
      const same = new RegExp(`^/${glob.replaceAll('*', '.*')}$`).test(`/${text}`);
      expect(matchesAny([`https://h.test/${glob}`], `https://h.test/${text}`)).toBe(same);
    }),
  );
});

test('a pattern with many stars takes no time on a long address', () => {
  const url = `https://h.test/${'a'.repeat(50_000)}`;
  const start = performance.now();
  expect(matchesAny([`https://h.test/${'*a'.repeat(200)}*b`], url)).toBe(false);
  expect(performance.now() - start).toBeLessThan(200);
});
