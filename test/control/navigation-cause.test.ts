import { expect, test } from 'vitest';
import { causeOfCommit, createLoadCauses, toUrlFilters } from '../../src/control/navigation-cause.ts';

test.each([
  ['a link', 'link', [], 'link'],
  ['a link inside a frame', 'manual_subframe', [], 'link'],
  ['an address that was typed', 'typed', ['from_address_bar'], 'typed'],
  ['a search from the address bar', 'generated', ['from_address_bar'], 'typed'],
  ['an address that was pasted', 'link', ['from_address_bar'], 'typed'],
  ['a form', 'form_submit', ['server_redirect'], 'form'],
  ['a reload', 'reload', [], 'reload'],
  ['the way back', 'link', ['forward_back'], 'back_forward'],
  ['the way back to a page that was typed', 'typed', ['from_address_bar', 'forward_back'], 'back_forward'],
  ['a page that sent itself on', 'link', ['client_redirect'], 'other'],
  ['the first load of a frame', 'auto_subframe', [], 'other'],
  ['a bookmark', 'auto_bookmark', [], 'other'],
  ['something new', 'teleport', [], 'other'],
  ['a browser that does not tell', undefined, undefined, 'other'],
] as const)('%s', (_what, transitionType, transitionQualifiers, cause) => {
  expect(causeOfCommit({ tabId: 1, frameId: 0, url: '', transitionType, transitionQualifiers })).toBe(cause);
});

const AT = 'https://desk.example/tickets';

test('a document finds the cause of its own load, whatever its fragment, and nobody else’s', () => {
  const causes = createLoadCauses();
  causes.noteCommit({ tabId: 7, frameId: 0, url: `${AT}#list`, transitionType: 'typed' });
  expect(causes.find({ tab: 7, frameId: 0, url: AT })).toBe('typed');
  expect(causes.find({ tab: 7, frameId: 4, url: AT })).toBeUndefined();
  expect(causes.find({ tab: 8, frameId: 0, url: AT })).toBeUndefined();
  expect(causes.find({ tab: 7, frameId: 0, url: `${AT}/9` })).toBeUndefined();
  causes.noteCommit({ tabId: 7, frameId: 0, url: AT, transitionType: 'reload' });
  expect(causes.find({ tab: 7, frameId: 0, url: AT })).toBe('reload');
});

test('a document that was open before the script came is restored, one that loads just now is not', () => {
  const causes = createLoadCauses();
  causes.noteInjected({ tab: 7, frameId: 0, url: AT });
  expect(causes.find({ tab: 7, frameId: 0, url: AT })).toBe('restored');
  causes.noteCommit({ tabId: 7, frameId: 0, url: AT, transitionType: 'typed' });
  causes.noteInjected({ tab: 7, frameId: 0, url: AT });
  expect(causes.find({ tab: 7, frameId: 0, url: AT })).toBe('typed');
});

test('what is kept in memory is bounded, the newest stays', () => {
  const causes = createLoadCauses();
  for (let tabId = 0; tabId < 1_500; tabId += 1)
    causes.noteCommit({ tabId, frameId: 0, url: AT, transitionType: 'link' });
  expect(causes.find({ tab: 10, frameId: 0, url: AT })).toBeUndefined();
  expect(causes.find({ tab: 1_499, frameId: 0, url: AT })).toBe('link');
});

test.each([
  ['https://desk.example/*', [{ schemes: ['https'], hostEquals: 'desk.example' }]],
  ['*://127.0.0.1:8080/*', [{ schemes: ['http', 'https'], hostEquals: '127.0.0.1', ports: [8080] }]],
  [
    'https://*.shop.example/orders/*/edit',
    [
      { schemes: ['https'], hostEquals: 'shop.example', pathPrefix: '/orders/' },
      { schemes: ['https'], hostSuffix: '.shop.example', pathPrefix: '/orders/' },
    ],
  ],
  ['https://*/*', []],
  ['nonsense', []],
])('%s as a filter of navigations', (pattern, filters) => {
  expect(toUrlFilters([pattern])).toEqual(filters);
});
