import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { RECORD_KINDS, recordBodies } from '../../src/model/record.ts';
import { plainCheck, plainObjectCheck } from '../../src/session/plain-check.ts';
import { body, bodyOf } from './arbitrary.ts';

test.each(RECORD_KINDS.filter((kind) => kind !== 'gap'))('a %s record of the schema gets a quick yes', (kind) => {
  const check = plainObjectCheck(recordBodies[kind].shape);
  fc.assert(fc.property(bodyOf(kind), (content) => check(content)));
});

/** Every value inside a record and where it stands. */
function placesOf(value: unknown, at: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([name, inner]) => placesOf(inner, [...at, name]))];
}

function put(value: unknown, at: readonly (string | number)[], what: unknown): unknown {
  const [first, ...rest] = at;
  if (first === undefined) return what;
  const copy: Record<string | number, unknown> = Array.isArray(value)
    ? ([...value] as never)
    : { ...(value as object) };
  if (what === undefined && rest.length === 0) delete copy[first];
  else copy[first] = put(copy[first], rest, what);
  return copy;
}

const odd = fc.oneof(
  fc.constantFrom(undefined, null, true, -1, 0.5, 2 ** 60, Number.NaN, Number.POSITIVE_INFINITY, '', 'x', [], {}, [1]),
  fc.jsonValue({ maxDepth: 1 }),
);

const CHECKS = new Map(RECORD_KINDS.map((kind) => [kind, plainCheck(recordBodies[kind])]));

test('what gets a quick yes is always accepted in full, whatever is put wherever', () => {
  let accepted = 0;
  fc.assert(
    fc.property(body, fc.nat(), odd, fc.boolean(), (content, pick, what, isMore) => {
      const places = placesOf(content);
      const at = places[pick % places.length] ?? [];
      const changed = put(content, isMore ? [...at, 'more'] : at, what);
      const schema = recordBodies[content.kind];
      if (CHECKS.get(content.kind)?.(changed) !== true) return;
      accepted++;
      expect(schema.safeParse(changed).success).toBe(true);
    }),
    { numRuns: 3_000 },
  );
  expect(accepted).toBeGreaterThan(50);
});

test.each([
  ['a text with a pattern', z.string().check(z.regex(/a/)), 'a'],
  ['an address', z.url(), 'https://a.example'],
  ['a number with a bound', z.number().check(z.gt(3)), 5],
  ['a list with a least length', z.array(z.int()).check(z.minLength(1)), [1]],
  ['an object that takes more', z.object({ a: z.int() }), { a: 1 }],
  ['what is transformed', z.pipe(z.string(), z.transform(Number)), '1'],
])('%s gets no quick answer', (_, schema, value) => {
  expect(schema.safeParse(value).success).toBe(true);
  expect(plainCheck(schema)(value)).toBe(false);
});

test('numbers from zero on are just that', () => {
  const check = plainCheck(z.int().check(z.nonnegative()));
  expect([0, 1, -1, 1.5, '1'].map(check)).toEqual([true, true, false, false, false]);
});
