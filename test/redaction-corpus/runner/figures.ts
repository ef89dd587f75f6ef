// What a run of the corpus says in figures: recall by class of field, leaks by category, and how often harmless fields are taken for secrets.
import type { Bar, Row } from '../../bench/report.ts';
import type { Case } from './case.ts';
import type { Verdict } from './judge.ts';

const FLOOR_BY_PREFIX: Readonly<Record<string, string>> = {
  MP: 'password',
  MO: 'one-time-code',
  MN: 'card-number',
  MC: 'card-code',
  MX: 'card-expiry',
  MB: 'bank-account',
  MI: 'identity-number',
  MT: 'tax-number',
  MH: 'health',
  MS: 'secret',
};

const isHarmless = ({ policy }: Case): boolean => policy === 'clear-text-allowed';
const isSecret = ({ mustKeep }: Case): boolean => mustKeep.includes('redacted:secret');
const part = (some: number, all: number): number => (all === 0 ? 1 : Math.round((some / all) * 1_000) / 1_000);
/** Fields of the floor by class where the corpus walks through languages; all others by what is tried. */
const groupOf = ({ id, category }: Case): string => FLOOR_BY_PREFIX[id.slice(0, 2)] ?? category;

/** Rows and bars for `report`. `verdicts` by id, one for each of `cases`. */
export function toFigures(
  cases: readonly Case[],
  verdicts: ReadonlyMap<string, Verdict>,
): { readonly rows: readonly Row[]; readonly bars: readonly Bar[] } {
  const wasProtected = ({ id }: Case): boolean => (verdicts.get(id)?.fields.at(-1) ?? '').endsWith('/protected');
  const recallOf = (some: readonly Case[]): number => part(some.filter(wasProtected).length, some.length);
  const countWhere = (is: (verdict: Verdict) => boolean): number => [...verdicts.values()].filter(is).length;
  const rows = [...Map.groupBy(cases, groupOf)].map(([group, some]) => ({
    group,
    cases: some.length,
    secrets: some.filter(isSecret).length,
    recall: recallOf(some.filter(isSecret)),
    leaked: some.filter(({ id }) => (verdicts.get(id)?.leaks.length ?? 0) > 0).length,
    revealed: some.filter(({ id }) => (verdicts.get(id)?.reveals.length ?? 0) > 0).length,
  }));
  const isExact = (reveal: string): boolean => reveal.includes('exact length');
  const bars: Bar[] = [
    {
      name: 'cases that leak a string',
      value: countWhere(({ leaks }) => leaks.length > 0),
      bar: 0,
      sense: 'at most',
      unit: 'cases',
    },
    {
      name: 'cases that reveal an exact length',
      value: countWhere(({ reveals }) => reveals.some(isExact)),
      bar: 0,
      sense: 'at most',
      unit: 'cases',
    },
    {
      name: 'fields of the floor that are recognised',
      value: recallOf(cases.filter(isSecret)),
      bar: 1,
      sense: 'at least',
      unit: 'part',
    },
    {
      name: 'harmless fields taken for secrets',
      value: recallOf(cases.filter(isHarmless)),
      bar: 0.05,
      sense: 'at most',
      unit: 'part',
    },
  ];
  return { rows, bars };
}
