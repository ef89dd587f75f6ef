import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tryParseHours } from '../../src/control/capture-hours.ts';
import { answerGate, answerGateForTime } from '../../src/control/gate.ts';
import { parseMatchPattern } from '../../src/model/match-pattern.ts';
import * as value from '../../src/model/policy-value.ts';
import { seal } from '../../src/policy/order.ts';
import { runs } from '../effort.ts';
import { handmadePolicy, recordingPolicy, TIMES, URLS, ZONES } from './arbitrary.ts';
import { change, factsOf, keyOf, slip, slips, spoil } from './spoil.ts';

/** Nothing may be recorded under the spoiled policy that the whole one would not have recorded. Tells how much still is. */
async function expectNoMore(whole: unknown, spoiled: unknown): Promise<number> {
  let recorded = 0;
  for (const zone of ZONES) {
    const [before, after] = await Promise.all([factsOf(whole, zone), factsOf(spoiled, zone)]);
    for (const at of TIMES) {
      for (const url of answerGateForTime(after, at).state === 'capturing' ? URLS : URLS.slice(0, 1)) {
        const question = { url, topUrl: url, at };
        if (answerGate(after, question).state !== 'capturing') continue;
        recorded += 1;
        expect(answerGate(before, question).state, `${url} ${zone} ${new Date(at).toISOString()}`).toBe('capturing');
      }
    }
  }
  return recorded;
}

const someRuns = runs(300);
const manyRuns = runs(1_200);

test('a policy with one key dropped, replaced, wrapped or renamed records nothing that the whole one did not', async () => {
  let recorded = 0;
  await fc.assert(
    fc.asyncProperty(
      recordingPolicy,
      fc.nat(),
      fc.boolean(),
      change,
      fc.boolean(),
      async (handmade, pick, isLimit, how, isSealed) => {
        // Without a checksum, a value that another one replaces is another policy, and may record what that one says.
        if (!isSealed && how.kind === 'replace') return;
        const values = isSealed ? seal(handmade) : handmade;
        recorded += await expectNoMore(values, spoil(values, keyOf(values, pick, isLimit), how));
      },
    ),
    manyRuns,
  );
  expect(recorded).toBeGreaterThan(0);
}, 60_000);

test('a sealed policy with a slip of one sign anywhere records nothing that the whole one did not', async () => {
  await fc.assert(
    fc.asyncProperty(recordingPolicy, slips, async (handmade, [at, sign, how]) => {
      const values = seal(handmade);
      await expectNoMore(values, slip(values, at, sign, how));
    }),
    manyRuns,
  );
}, 60_000);

test('a slip that leaves a pattern unreadable is refused without a checksum too', async () => {
  const broken = [
    'desk.example/*',
    'https//desk.example/*',
    'https://desk.example',
    'htps://desk.example/*',
    'https://a*b.example/*',
    '',
  ];
  await fc.assert(
    fc.asyncProperty(
      handmadePolicy,
      fc.constantFrom('sites', 'excludedSites'),
      fc.constantFrom(...broken),
      async (values, key, wrong) => {
        const spoiled = { ...values, [key]: [...(values[key] as string[]), wrong] };
        expect((await factsOf(spoiled, 'Europe/Berlin')).policy).toMatchObject({
          kind: 'problems',
          problems: [{ key }],
        });
      },
    ),
    someRuns,
  );
});

test('nesting a whole policy in something else is no policy', async () => {
  await fc.assert(
    fc.asyncProperty(
      handmadePolicy,
      fc.constantFrom('policy', 'Value', '3rdparty', 'extensions'),
      async (values, name) => {
        expect((await factsOf({ [name]: values }, 'Europe/Berlin')).policy.kind).toBe('problems');
      },
    ),
    someRuns,
  );
});

const patternish = fc.string({ maxLength: 24, unit: fc.constantFrom(...'https://*.:[]@ax1 /?-') });
test('what the policy takes for a pattern or for hours, the gate can read', () => {
  fc.assert(
    fc.property(patternish, (text) => {
      const isTaken = value.matchPattern.safeParse(text).success;
      expect(isTaken).toBe(parseMatchPattern(text) !== undefined);
    }),
    { numRuns: 3_000 },
  );
  const hourish = fc.string({
    maxLength: 18,
    unit: fc.constantFrom('Mo', 'Fr', 'Su', '-', ',', ' ', '0', '1', '2', '4', ':00', '08:00-18:00'),
  });
  fc.assert(
    fc.property(hourish, (text) => {
      if (value.hours.safeParse(text).success) expect(tryParseHours(text)).toBeDefined();
    }),
    { numRuns: 3_000 },
  );
});
