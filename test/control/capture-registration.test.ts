import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describeRegistrations, sameRegistrations } from '../../src/control/capture-registration.ts';
import { startPause } from '../../src/control/pause.ts';
import { NO_CONTROL } from '../../src/model/control.ts';
import { ruled, studying } from './facts.ts';

const AT = new Date(2026, 10, 20, 10).getTime();

test('listed sites are registered, in all frames, from the start of the document', () => {
  const [whole, paths] = describeRegistrations(ruled(), AT, 'chromium');
  expect(whole).toMatchObject({
    id: 'capture',
    matches: ['https://desk.example/*'],
    allFrames: true,
    runAt: 'document_start',
    matchOriginAsFallback: true,
  });
  expect(whole?.excludeMatches).toContain('https://desk.example/hr/*');
  expect(whole?.excludeMatches).toContain('*://accounts.google.com/*');
  expect(paths).toMatchObject({
    id: 'capture-paths',
    matches: ['https://*.shop.example/orders/*'],
    matchOriginAsFallback: false,
  });
});

test('whatever a policy lists, the script is asked for where it lists sites and nowhere else', () => {
  const sites = fc.uniqueArray(
    fc.constantFrom(
      ...[
        'https://desk.example/*',
        'https://*.shop.example/orders/*',
        'http://127.0.0.1:8080/*',
        '*://*.crm.example/*',
      ],
      ...['https://wiki.example/a*', 'https://mail.example:8443/inbox'],
    ),
  );
  fc.assert(
    fc.property(sites, (listed) => {
      const asked = describeRegistrations(ruled({ sites: listed }), AT, 'chromium').flatMap(({ matches }) => matches);
      expect([...asked].sort()).toEqual([...listed].sort());
    }),
    { numRuns: 60 },
  );
});

test('while nothing may be recorded no script of ours is in any page', () => {
  for (const facts of [
    ruled({ sites: [] }),
    ruled({ region: 'US' }),
    ruled({ requireAcknowledgement: true }),
    ruled({}, { policy: { kind: 'awaited' } }),
    studying([]),
  ])
    expect(describeRegistrations(facts, AT, 'chromium')).toEqual([]);
});

test('a pause does not take the registration away: pages rest by themselves', () => {
  const facts = ruled({}, { control: startPause(NO_CONTROL, 10, 30, AT) });
  expect(describeRegistrations(facts, AT, 'chromium')).not.toEqual([]);
});

test('in study mode exactly the sites that were switched on are registered', () => {
  const [only, ...more] = describeRegistrations(studying(['http://localhost:5173']), AT, 'chromium');
  expect(only?.matches).toEqual(['http://localhost:5173/*']);
  expect(more).toEqual([]);
});

test('Firefox takes no ports', () => {
  const [only] = describeRegistrations(studying(['http://localhost:5173']), AT, 'firefox');
  expect(only?.matches).toEqual(['http://localhost/*']);
});

test('patterns are registered as browsers spell them, each once', () => {
  const sites = ['HTTPS://BÜCHER.example./*', 'https://bücher.example/*', '*://*:*/*', 'https://[::1]:8443/ä/*'];
  const facts = ruled({ sites, excludedSites: ['*://*.paypal.com/*', '*://Bank.example/*'] });
  const [whole, paths] = describeRegistrations(facts, AT, 'chromium');
  expect(whole?.matches).toEqual(['https://xn--bcher-kva.example/*', '*://*/*']);
  expect(paths?.matches).toEqual(['https://[::1]:8443/%C3%A4/*']);
  expect(whole?.excludeMatches.filter((text) => text.includes('paypal'))).toHaveLength(1);
  expect(whole?.excludeMatches).toContain('*://bank.example/*');
});

test('what is registered already is recognised in any order, and any change is noticed', () => {
  const wanted = describeRegistrations(ruled(), AT, 'chromium');
  expect(sameRegistrations(wanted, [...wanted].reverse())).toBe(true);
  expect(sameRegistrations(wanted, wanted.slice(1))).toBe(false);
  expect(sameRegistrations(wanted, describeRegistrations(ruled({ excludedSites: [] }), AT, 'chromium'))).toBe(false);
  expect(sameRegistrations([], [])).toBe(true);
});
