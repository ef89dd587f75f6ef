import { crc32 } from 'node:zlib';
import { generateHybridIdentity, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { expect, test } from 'vitest';
import { parsePolicy, SAFETY_KEYS } from '../../src/model/policy.ts';
import { checksumOf } from '../../src/model/policy-checksum.ts';
import { seal } from '../../src/policy/order.ts';
import { EXAMPLE } from './arbitrary.ts';

/** A recipient as `showhow keygen` prints it. */
const AGE_KEY = 'age1z5ht8udzrgztudlgv7zccgdnl6g4xzd320lfd0av8ejvyfg3da9qquj0gy';

/** Problems of the example with some keys changed, all of them named. */
function problemsOf(changes: Readonly<Record<string, unknown>>): readonly { key: string; problem: string }[] {
  const values = { ...EXAMPLE, ...changes };
  const result = parsePolicy({ policyKeys: Object.keys(values), ...values });
  return result.kind === 'problems' ? result.problems : [];
}

test('the example is a policy', () => {
  expect(problemsOf({})).toEqual([]);
  expect(parsePolicy(seal(EXAMPLE))).toMatchObject({ kind: 'policy', policy: { holdMinutes: 15, quotaMBPerDay: 7.5 } });
});

test('recipients of both kinds that people make are taken', async () => {
  const identities = [await generateX25519Identity(), await generateHybridIdentity()];
  expect(problemsOf({ recipients: await Promise.all(identities.map(identityToRecipient)) })).toEqual([]);
});

test.each([
  [{ policySchema: 2 }, 'policySchema', 'Must be 1.'],
  [{ sites: 'https://desk.example/*' }, 'sites', 'Must be a list.'],
  [{ sites: ['https://desk.example/*', 'desk.example'] }, 'sites', 'In item 2: Is no match pattern'],
  [{ sites: ['https://a:b:c/*'] }, 'sites', 'Is no match pattern'],
  [{ excludedSites: ['htps://desk.example/*'] }, 'excludedSites', 'Is no match pattern'],
  [{ excludedSites: ['*://a.example/hr/*,*://a.example/pay/*'] }, 'excludedSites', 'Holds two patterns in one text'],
  [{ excludedSites: ['*://hr,a.example/*'] }, 'excludedSites', 'Names a host with signs that no host has'],
  [{ excludedSites: ['*://a.example/{hr}/*'] }, 'excludedSites', 'which browsers write otherwise'],
  [{ excludedSites: ['*://a.example/b/../hr/*'] }, 'excludedSites', 'browsers take them away'],
  [{ sites: { Value: [] } }, 'sites', 'Must be a list.'],
  [{ captureHours: ['9 to 5'] }, 'captureHours', 'Is unreadable'],
  [{ captureHours: ['Mo-Fr 08:00-08:00'] }, 'captureHours', 'Ends when it begins'],
  [{ events: { clik: false } }, 'events', 'In clik: Unknown key'],
  [{ events: { click: 0 } }, 'events', 'In click: Must be true or false.'],
  [
    { fieldRules: [{ match: 'https://a.example/*', selector: '#a', mode: 'keep' }] },
    'fieldRules',
    'In item 1, mode: Must be "protected" or',
  ],
  [
    { fieldRules: [{ match: 'https://a.example/*', selector: '#a', mode: 'kept', x: 1 }] },
    'fieldRules',
    'In item 1, x: Unknown key',
  ],
  [
    { fieldRules: [{ match: 'https://a.example/*', selector: 'input[name="a]', mode: 'protected' }] },
    'fieldRules',
    'Is no CSS selector',
  ],
  [
    { fieldRules: [{ match: 'https://a.example/*', selector: '#a,', mode: 'protected' }] },
    'fieldRules',
    'Is no CSS selector',
  ],
  [{ nameRules: [{ match: 'a.example', selector: 'a' }] }, 'nameRules', 'Is no match pattern'],
  [
    { urlRules: [{ match: 'https://a.example/*', keepQuery: 'tab' }] },
    'urlRules',
    'In item 1, keepQuery: Must be a list.',
  ],
  [{ exemption: { maxDay: 3 } }, 'exemption', 'In maxDay: Unknown key'],
  [{ pauseMaxMinutes: 31 }, 'pauseMaxMinutes', 'Must be at most 30.'],
  [{ pauseMaxMinutes: 0 }, 'pauseMaxMinutes', 'Must be at least 1.'],
  [{ pauseMaxMinutes: 1.5 }, 'pauseMaxMinutes', 'Must be a whole number.'],
  [{ quotaMBPerDay: 0 }, 'quotaMBPerDay', 'Must be more than 0.'],
  [{ retentionDays: 3_650 }, 'retentionDays', 'Must be at most 365.'],
  [{ collectorUrl: 'http://collector.example' }, 'collectorUrl', 'Is no address of a collector'],
  [{ collectorUrl: 'https://user:secret@collector.example' }, 'collectorUrl', 'Is no address of a collector'],
  [{ collectorUrl: 'http://[::1]:8080' }, 'collectorUrl', 'plain HTTP only to 127.0.0.1 or localhost'],
  [{ collectorUrl: 'https://collector.example?' }, 'collectorUrl', 'Is no address of a collector'],
  [{ collectorUrl: ' https:collector.example ' }, 'collectorUrl', 'Is no address of a collector'],
  [{ recipients: ['ssh-ed25519 AAAA'] }, 'recipients', 'Is no age public key'],
  [
    { recipients: [AGE_KEY, AGE_KEY.replace('5h', '5k')] },
    'recipients',
    'In item 2: Is no age public key: its last six',
  ],
  [{ recipients: [AGE_KEY.replace('age1', 'age1pq1')] }, 'recipients', 'Is no age public key: its last six'],
  [{ requireAcknowledgement: 'true' }, 'requireAcknowledgement', 'Must be true or false.'],
  [{ orgName: 'a\u0000b' }, 'orgName', 'Holds a control sign'],
  [{ orgName: '\ud800' }, 'orgName', 'Holds a control sign'],
  [{ sitez: [] }, 'sitez', 'Unknown key'],
])('%o is refused, and the key named', (changes, key, problem) => {
  const problems = problemsOf(changes);
  expect(problems).toMatchObject([{ key }]);
  expect(problems[0]?.problem).toContain(problem);
});

test('half a sign in a pattern is a problem like any other', () => {
  expect(problemsOf({ excludedSites: ['*://a.example/\ud800'] })).toMatchObject([{ key: 'excludedSites' }]);
});

test.each([[null], [undefined], ['x'], [[]], [1]])('%o is no policy', (raw) => {
  expect(parsePolicy(raw)).toMatchObject({ kind: 'problems', problems: [{ key: '(policy)' }] });
});

test.each(SAFETY_KEYS.map((key) => [key]))('without %s a policy is refused, named or not', (key) => {
  const { [key]: _gone, ...values } = EXAMPLE;
  const named = parsePolicy({ ...values, policyKeys: Object.keys(EXAMPLE) });
  expect(named).toMatchObject({ kind: 'problems', problems: [{ key }] });
  const unnamed = parsePolicy({ ...values, policyKeys: Object.keys(values) });
  expect(unnamed).toMatchObject({ kind: 'problems', problems: [{ key }] });
});

test('a key that limits the recording must be named where it is set: else nobody would notice it dropped', () => {
  const named = Object.keys(EXAMPLE).filter((key) => key !== 'captureHours');
  const problem = { key: 'captureHours', problem: 'Not named in policyKeys. Set the key and name it there.' };
  expect(parsePolicy({ ...EXAMPLE, policyKeys: named })).toEqual({ kind: 'problems', problems: [problem] });
  const harmless = Object.keys(EXAMPLE).filter((key) => key !== 'orgName');
  expect(parsePolicy({ ...EXAMPLE, policyKeys: harmless })).toMatchObject({ kind: 'policy' });
});

test('every problem is told at once', () => {
  expect(
    problemsOf({ sites: 'x', sitez: 1, pauseMaxMinutes: 0 })
      .map(({ key }) => key)
      .sort(),
  ).toEqual(['pauseMaxMinutes', 'sites', 'sitez']);
});

test('a sealed policy that was changed is refused, also where the change is a valid one', () => {
  const sealed = seal(EXAMPLE);
  const changed = { ...sealed, sites: ['https://desk.example.org/*'] };
  expect(parsePolicy(changed)).toMatchObject({ kind: 'problems', problems: [{ key: 'policyChecksum' }] });
});

test('a number stands for a flag, as in the registry, and the checksum still fits', () => {
  const { policy } = parsePolicy({ ...seal(EXAMPLE), requireAcknowledgement: 1, uploadOnMetered: 0 }) as {
    policy: unknown;
  };
  expect(policy).toMatchObject({ requireAcknowledgement: true, uploadOnMetered: false });
});

test('the checksum is the CRC-32 of the sorted JSON', () => {
  expect(checksumOf({})).toBe(crc32('{}').toString(16).padStart(8, '0'));
  expect(checksumOf({ b: 'ü', a: [1] })).toBe(crc32('{"a":[1],"b":"ü"}').toString(16).padStart(8, '0'));
  expect(checksumOf({ b: [1, { d: 1, c: 2 }], a: 'x' })).toBe(checksumOf({ a: 'x', b: [1, { c: 2, d: 1 }] }));
  expect(checksumOf({ a: 1 })).not.toBe(checksumOf({ a: '1' }));
});
