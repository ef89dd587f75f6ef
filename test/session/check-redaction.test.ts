import { expect, test } from 'vitest';
import type { SessionRecord } from '../../src/model/record.ts';
import { checkRedaction } from '../../src/session/check-redaction.ts';

const PLACE = { file: 'a.jsonl.gz', line: 7 };
const TARGET = { node: 1, tag: 'input' };

function faultsOf(body: object): string[] {
  const faults: string[] = [];
  const record = { seq: 0, t: 0, doc: 'abcdefgh', ...body } as SessionRecord;
  checkRedaction(record, PLACE, (rule, place, what) => void faults.push(`${rule} ${place.line} ${what}`));
  return faults;
}
const typing = (mode: string, rest: object): object => ({
  kind: 'typing',
  field: { class: 'unknown', mode },
  target: TARGET,
  ...rest,
});

test.each(['masked', 'protected'])('text in a %s field is a fault, with its line', (mode) => {
  expect(faultsOf(typing(mode, { text: 'secret' }))).toEqual([`redaction 7 typing: text stands in a ${mode} field`]);
});

test('a value in a masked field is a fault', () => {
  const change = { kind: 'change', control: 'select', field: { class: 'choice', mode: 'masked' }, target: TARGET };
  expect(faultsOf({ ...change, value: 'high' })).toEqual(['redaction 7 change: value stands in a masked field']);
  expect(faultsOf(change)).toEqual([]);
});

test.each(['inserted', 'deleted', 'corrections', 'duration'])(
  '%s in a protected field is a fault, in a masked one not',
  (name) => {
    expect(faultsOf(typing('protected', { [name]: '1-4' }))).toHaveLength(1);
    expect(faultsOf(typing('masked', { [name]: '1-4' }))).toEqual([]);
  },
);

test.each(['scrubbed', 'kept'])('text in a %s field is what policy allows', (mode) => {
  expect(faultsOf(typing(mode, { text: 'hello' }))).toEqual([]);
});

test('text that was lost on the way is said in a masked field', () => {
  expect(faultsOf(typing('masked', { text: 'lost' }))).toEqual([]);
});
