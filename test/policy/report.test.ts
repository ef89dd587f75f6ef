import { expect, test } from 'vitest';
import { SAFETY_KEYS } from '../../src/model/policy.ts';
import type { PolicyNote } from '../../src/model/policy-report.ts';
import { findPolicy, notePolicy, reportPolicy, toSupportText } from '../../src/model/policy-report.ts';
import { seal } from '../../src/policy/order.ts';
import { EXAMPLE } from './arbitrary.ts';

const sealed = seal(EXAMPLE);
const report = (raw: unknown) => reportPolicy({ origin: 'managed', raw });
const standings = (raw: unknown): Record<string, string> =>
  Object.fromEntries(report(raw).keys.map(({ key, standing }) => [key, standing]));

test('of a sound policy each key is set or has its default', () => {
  expect(report(sealed)).toMatchObject({ isTaken: true, schema: '1', revision: '2026-11-a', problems: [] });
  expect(standings(sealed)).toMatchObject({ sites: 'set', holdMinutes: 'default', uploadOnMetered: 'set' });
  expect(report(sealed).keys.find(({ key }) => key === 'holdMinutes')?.value).toBe('15');
});

test('a key that the browser dropped, one that is wrong, one that is missing and one that nobody knows are told apart', () => {
  const { excludedSites: _dropped, ...rest } = sealed;
  expect(standings(rest)).toMatchObject({ excludedSites: 'dropped', sites: 'set' });
  const { captureHours: _, region: __, ...byHand } = EXAMPLE;
  const policyKeys = ['sites', 'retentionDays', 'sitez'];
  expect(standings({ ...byHand, policyKeys, pauseMaxMinutes: 90, colour: 'red' })).toMatchObject({
    pauseMaxMinutes: 'refused',
    region: 'missing',
    captureHours: 'default',
    colour: 'unknown',
    sitez: 'dropped',
  });
});

test('a selector that the browser refuses is said, though the policy holds', () => {
  const rule = { match: 'https://desk.example/*', mode: 'kept' };
  const raw = seal({
    ...EXAMPLE,
    fieldRules: [
      { ...rule, class: 'email' },
      { ...rule, selector: ':nonsense' },
    ],
  });
  const found = reportPolicy({ origin: 'managed', raw }, (selector) => selector !== ':nonsense');
  expect(found.isTaken).toBe(true);
  expect(found.keys.find(({ key }) => key === 'fieldRules')?.problems).toEqual([
    'In item 2: the browser refuses the selector, so nothing is recorded on its pages. Correct it.',
  ]);
});

test('an unknown version of the schema is said', () => {
  expect(report({ ...sealed, policySchema: 2 })).toMatchObject({ isTaken: false, schema: '2', knownSchema: 1 });
  expect(standings({ ...sealed, policySchema: 2 })).toMatchObject({ policySchema: 'refused' });
});

test('the text for support holds standings and problems, and no value of any key', () => {
  const spoiled = { ...sealed, contactEmail: 'erika@example.com', sites: ['https://secret.example/*', 'nonsense'] };
  const text = toSupportText(report(spoiled), 'Showhow 0.1.0', Date.UTC(2026, 10, 20, 7, 31));
  expect(text).toContain('refused: policyChecksum, sites'.split(', ')[1]);
  expect(text).toContain('last change: 2026-11-20');
  for (const value of ['erika', 'secret.example', 'nonsense', 'token-1', 'Müller', 'showhow.example.com', '07:31'])
    expect(text).not.toContain(value);
});

test('what stands where a name belongs may be an address or a person: the text for support hides it', () => {
  const spoiled = {
    ...sealed,
    policySchema: 'Erika 1',
    'erika@example.com': 1,
    policyKeys: [...SAFETY_KEYS, 'https://named.example/*'],
    exemption: { 'Erika Mustermann': 1 },
    urlRules: [{ match: 'https://desk.example.com/*', 'https://secret.example/*': true }],
  };
  const text = toSupportText(report(spoiled), 'Showhow 0.1.0', undefined);
  expect(text).toContain('urlRules: In item 1, (no name): Unknown key.');
  expect(text).toContain('unknown: (no name)');
  for (const value of ['Erika', 'erika', 'named.example', 'secret.example']) expect(text).not.toContain(value);
});

test('a value under a name that nobody knows is not shown: the name may be a misspelled one of a secret', () => {
  const { enrolmentToken, ...others } = sealed;
  expect(JSON.stringify(report({ ...others, enrolmenttoken: enrolmentToken }))).not.toContain('token-1');
});

test('a token is never shown', () => {
  const shown = report(sealed).keys.find(({ key }) => key === 'enrolmentToken');
  expect(shown).toEqual({ key: 'enrolmentToken', standing: 'set', problems: [] });
});

test('managed storage counts as soon as it held something, the packaged policy only before', () => {
  const note: PolicyNote = { origin: 'managed', checksum: 'x', at: 1 };
  expect(findPolicy(sealed, EXAMPLE, undefined)).toEqual({ origin: 'managed', raw: sealed });
  expect(findPolicy({}, EXAMPLE, undefined)).toEqual({ origin: 'packaged', raw: EXAMPLE });
  expect(findPolicy({}, EXAMPLE, note).origin).toBe('none');
  expect(findPolicy(undefined, null, undefined).origin).toBe('none');
});

test('the last change is when other values were first seen, not when the worker last started', () => {
  const found = findPolicy(sealed, null, undefined);
  const first = notePolicy(found, undefined, 5);
  expect(first).toMatchObject({ origin: 'managed', at: 5 });
  expect(notePolicy(found, first, 9)).toBe(first);
  expect(notePolicy({ origin: 'none', raw: {} }, first, 9)).toBe(first);
  expect(notePolicy(findPolicy({ ...sealed, sites: [] }, null, first), first, 9)?.at).toBe(9);
});
