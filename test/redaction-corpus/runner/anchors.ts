// Figures without a browser: recall against the words that browsers and password managers publish, and what cleaning takes out of text.
import type { FieldClass } from '../../../src/model/field.ts';
import { fieldOf } from '../../../src/redaction/field.ts';
import type { FieldFacts } from '../../../src/redaction/field-facts.ts';
import { FIELD_WORDS } from '../../../src/redaction/field-words.ts';
import { createLabelMatcher } from '../../../src/redaction/label-match.ts';
import type { Bar, Row } from '../../bench/report.ts';
import {
  ANCHOR_CARD_PARTS,
  ANCHOR_FLOOR,
  ANCHOR_LABELS,
  ANCHOR_NAMES,
  AUTOFILL_TOKENS,
} from '../../redaction/anchor-words.ts';
import { scrub, scrubSecrets } from '../../redaction/scrubber.ts';
import { TYPED_TEXTS, WORK_TEXTS } from '../../redaction/typed-texts.ts';
import { FLOOR_LABELS, WORK_LABELS } from '../../redaction/work-labels.ts';

const matcher = createLabelMatcher(FIELD_WORDS);
const fieldFor = (facts: FieldFacts): ReturnType<typeof fieldOf> =>
  fieldOf({ tag: 'input', type: 'text', ...facts }, matcher);
const part = (some: number, all: number): number => Math.round((some / all) * 1_000) / 1_000;

type Table = Readonly<Partial<Record<FieldClass, string>>>;

function rowsOf(
  source: string,
  table: Table,
  separator: string,
  toFacts: (word: string) => FieldFacts,
): readonly Row[] {
  return Object.entries(table).map(([fieldClass, list]) => {
    const words = list.split(separator);
    const found = words.filter((word) => fieldFor(toFacts(word)).class === fieldClass).length;
    return { group: `${source}: ${fieldClass}`, cases: words.length, recall: part(found, words.length) };
  });
}

/** Recall by class over the anchors' published words, and how often harmless labels and texts are masked. */
export function anchorFigures(): { readonly rows: readonly Row[]; readonly bars: readonly Bar[] } {
  const rows = [
    ...rowsOf('autofill tokens', AUTOFILL_TOKENS, ' ', (word) => ({ autocomplete: word })),
    ...rowsOf('published labels', ANCHOR_LABELS, ',', (word) => ({ labels: word })),
    ...rowsOf('published names', ANCHOR_NAMES, ',', (word) => ({ name: word })),
  ];
  const floorWords = [...FLOOR_LABELS, ...ANCHOR_FLOOR.split(',')].map((labels) => ({ labels }));
  const cardParts = ANCHOR_CARD_PARTS.split(',').map((labels) => ({ labels, context: 'Credit card number' }));
  const isProtected = (facts: FieldFacts): boolean => fieldFor(facts).mode === 'protected';
  const floor = [...floorWords, ...cardParts];
  const cases = rows.reduce((sum, row) => sum + Number(row['cases']), 0);
  const found = rows.reduce((sum, row) => sum + Number(row['cases']) * Number(row['recall']), 0);
  const isGone = (cleaned: string, gone: string): boolean => gone.split('|').every((piece) => !cleaned.includes(piece));
  const scrubbed = (text: string): string => scrub(text, { names: [] });
  const share = <T>(all: readonly T[], is: (one: T) => boolean): number => part(all.filter(is).length, all.length);
  return {
    rows,
    bars: [
      {
        name: 'published words told as their class',
        value: part(Math.round(found), cases),
        bar: 1,
        sense: 'at least',
        unit: 'part',
      },
      {
        name: 'labels of the floor recognised',
        value: share(floor, isProtected),
        bar: 1,
        sense: 'at least',
        unit: 'part',
      },
      {
        name: 'labels of work taken for secrets',
        value: share(WORK_LABELS, (labels) => isProtected({ labels })),
        bar: 0.02,
        sense: 'at most',
        unit: 'part',
      },
      {
        name: 'typed texts with something left (scrubbed)',
        value: share(TYPED_TEXTS, ({ text, gone }) => !isGone(scrubbed(text), gone)),
        bar: 0,
        sense: 'at most',
        unit: 'part',
      },
      {
        name: 'typed texts with a secret left (kept)',
        value: share(
          TYPED_TEXTS.filter(({ isFloor }) => isFloor),
          ({ text, gone }) => !isGone(scrubSecrets(text), gone),
        ),
        bar: 0,
        sense: 'at most',
        unit: 'part',
      },
      {
        name: 'texts of work changed (scrubbed)',
        value: share(WORK_TEXTS, (text) => scrubbed(text) !== text),
        bar: 0.05,
        sense: 'at most',
        unit: 'part',
      },
      {
        name: 'texts of work changed (kept)',
        value: share(WORK_TEXTS, (text) => scrubSecrets(text) !== text),
        bar: 0.05,
        sense: 'at most',
        unit: 'part',
      },
      {
        name: 'growth of time, text four times as long',
        value: growthOfTime(),
        bar: 8,
        sense: 'at most',
        unit: 'times',
      },
      { name: 'classifying a field', value: msPerField(), bar: 0.2, sense: 'at most', unit: 'ms' },
    ],
  };
}

/** Beginnings of what detectors look for, again and again: what makes a careless pattern slow. */
const SEEDS = [
  'a',
  '1',
  '1 ',
  'a@',
  '@a',
  '--',
  'eyJa',
  'x:',
  'a=',
  '::',
  '1.2.3.',
  'ab12-',
  'A1',
  '://a',
  '+4 ',
  '(1',
  '"',
  'Herr ',
  'password: ',
  'DE89 ',
  'x@x.',
  '田',
  'a b ',
  '-----BEGIN PRIVATE KEY-----',
];
const GROWTH_CHARS = 6_000;

/** Time for all seeds at four times the length against once the length: 4 where time grows with the text, 16 where with its square. */
function growthOfTime(): number {
  const msFor = (chars: number): number => {
    const texts = SEEDS.map((seed) => seed.repeat(Math.ceil(chars / seed.length)));
    return texts.reduce((sum, text) => sum + Math.min(msToScrub(text), msToScrub(text)), 0);
  };
  msFor(GROWTH_CHARS / 4);
  const once = msFor(GROWTH_CHARS);
  return Math.round((msFor(4 * GROWTH_CHARS) / once) * 10) / 10;
}

function msToScrub(text: string): number {
  const begin = performance.now();
  scrub(text, { names: ['Erika Mustermann'] });
  return performance.now() - begin;
}

function msPerField(): number {
  const all = [...FLOOR_LABELS, ...WORK_LABELS];
  for (const labels of all) fieldFor({ labels });
  const runs = Array.from({ length: 3 }, () => {
    const begin = performance.now();
    for (const labels of all) fieldFor({ labels, name: 'field_17', context: 'Account | Contact | Delivery' });
    return (performance.now() - begin) / all.length;
  });
  return Math.round(Math.min(...runs) * 1_000) / 1_000;
}
