// Sites as people type and read them.
import { expect, test } from 'vitest';
import { hostOf, siteText, tryParseSite } from '../../src/view/site-words.ts';

test.each([
  ['desk.example', '*://desk.example/*'],
  [' https://Desk.example/path?x=1 ', 'https://desk.example/*'],
  ['http://127.0.0.1:8080', 'http://127.0.0.1:8080/*'],
  ['münchen.example', '*://xn--mnchen-3ya.example/*'],
  ['no site at all', undefined],
  ['*', undefined],
  ['me@desk.example', undefined],
  ['', undefined],
])('%j is the site %j', (typed, pattern) => {
  expect(tryParseSite(typed)).toBe(pattern);
});

test('patterns and origins read as hosts', () => {
  expect(siteText('https://desk.example/*')).toBe('desk.example');
  expect(siteText('https://desk.example/hr/*')).toBe('https://desk.example/hr/*');
  expect(hostOf('http://127.0.0.1:8080')).toBe('127.0.0.1:8080');
  expect(hostOf('no address')).toBe('no address');
});
