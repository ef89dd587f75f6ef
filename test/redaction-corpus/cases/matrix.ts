// Every class of field in every language, each in a layout and with a deed of its own.
import type { Case, Step } from '../runner/case.ts';
import { LABELS, PERSONAL_LABELS } from './labels.ts';
import { personal, secret } from './make.ts';
import type { Markup } from './markups.ts';
import { MARKUPS } from './markups.ts';

interface Deed {
  readonly name: string;
  readonly steps: (target: string, text: string) => readonly Step[];
  /** What a closed root lets through. */
  readonly isByKeys?: boolean;
  readonly event?: string;
}

const half = (text: string): [string, string] => [
  text.slice(0, Math.ceil(text.length / 2)),
  text.slice(Math.ceil(text.length / 2)),
];

const DEEDS: readonly Deed[] = [
  { name: 'type', steps: (sel, text) => [{ do: 'type', sel, text }] },
  { name: 'paste', steps: (sel, text) => [{ do: 'paste', sel, text }], event: 'paste' },
  { name: 'insert without keys', steps: (sel, text) => [{ do: 'insertText', sel, text }], event: 'fill' },
  {
    name: 'type and delete',
    steps: (sel, text) => [
      { do: 'type', sel, text },
      { do: 'press', keys: 'Backspace', times: text.length },
    ],
  },
  {
    name: 'undo and redo',
    steps: (sel, text) => [
      { do: 'type', sel, text },
      { do: 'press', keys: 'Control+Z' },
      { do: 'press', keys: 'Control+Shift+Z' },
    ],
  },
  {
    name: 'two bursts',
    steps: (sel, text) => [
      { do: 'type', sel, text: half(text)[0] },
      { do: 'wait', ms: 2_200 },
      { do: 'rawType', text: half(text)[1] },
    ],
  },
  {
    name: 'type, select all, copy',
    steps: (sel, text) => [
      { do: 'type', sel, text },
      { do: 'press', keys: 'Control+A' },
      { do: 'press', keys: 'Control+C' },
    ],
  },
  {
    name: 'correct in the middle',
    steps: (sel, text) => [
      { do: 'type', sel, text: `${text}x` },
      { do: 'press', keys: 'ArrowLeft', times: 3 },
      { do: 'press', keys: 'Delete' },
      { do: 'rawType', text: text.slice(-2) },
    ],
  },
  {
    name: 'input method',
    steps: (sel, text) => [{ do: 'ime', sel, composition: [text.slice(0, 2), text.slice(0, 5), text], commit: text }],
  },
  {
    name: 'click, type, Tab',
    steps: (sel, text) => [
      { do: 'click', sel },
      { do: 'rawType', text },
      { do: 'press', keys: 'Tab' },
    ],
  },
  { name: 'type with a rhythm', steps: (sel, text) => [{ do: 'typeTimed', sel, text, delays: [40, 90, 20, 70] }] },
  {
    name: 'cut and paste back',
    steps: (sel, text) => [
      { do: 'type', sel, text },
      { do: 'press', keys: 'Control+A' },
      { do: 'press', keys: 'Control+X' },
      { do: 'press', keys: 'Control+V' },
    ],
  },
  {
    name: 'type, Enter',
    steps: (sel, text) => [
      { do: 'type', sel, text },
      { do: 'press', keys: 'Enter' },
    ],
  },
];

const CODES: Readonly<Record<string, string>> = {
  password: 'MP',
  'one-time-code': 'MO',
  'card-number': 'MN',
  'card-code': 'MC',
  'card-expiry': 'MX',
  'bank-account': 'MB',
  'identity-number': 'MI',
  'tax-number': 'MT',
  health: 'MH',
  secret: 'MS',
  name: 'QN',
  email: 'QE',
  phone: 'QP',
  address: 'QA',
  note: 'QO',
};
/** Families of the oracle: for some of them four digits are a fragment. */
const CATEGORIES: Readonly<Record<string, string>> = {
  password: 'password',
  'one-time-code': 'otp-pin',
  'card-number': 'payment',
  'card-code': 'payment',
  'card-expiry': 'payment',
  'bank-account': 'payment',
  'identity-number': 'national-id',
  'tax-number': 'national-id',
  health: 'special-category',
  secret: 'dev-secret',
};

const digits = (seed: number, count: number): string =>
  Array.from({ length: count }, (_, i) => String((seed * 7919 + (i + 3) * (i + 11) * 104_729) % 10)).join('');

/** A value of the class that no other case has. */
function typedFor(fieldClass: string, n: number): string {
  const words = ['Kranich', 'Zwetschge', 'Quittung', 'Farnkraut', 'Dachziegel', 'Nebelhorn', 'Walnuss', 'Ginster'];
  const word = `${words[n % words.length] ?? ''}${n}`;
  switch (fieldClass) {
    case 'password':
      return `${word}!Xq${n % 7}-vB`;
    case 'one-time-code':
      return digits(n, 6);
    case 'card-number':
      return `4${digits(n, 15)}`;
    case 'card-code':
      return `${digits(n, 2)}${n % 10}`;
    case 'card-expiry':
      return `0${(n % 9) + 1}/3${n % 10}`;
    case 'bank-account':
      return `GB${digits(n + 3, 2)}WXYZ${digits(n, 14)}`;
    case 'identity-number':
      return `C${digits(n, 8)}`;
    case 'tax-number':
      return digits(n + 50, 11);
    case 'health':
      return `Morbus ${word} chronisch`;
    case 'secret':
      return `k_${word}_${digits(n, 9)}zQ`;
    case 'name':
      return `Wilhelmine ${word}`;
    case 'email':
      return `${word.toLowerCase()}@beispiel-${n}.example`;
    case 'phone':
      return `+49 30 ${digits(n, 7)}`;
    case 'address':
      return `${word}gasse ${n}`;
    default:
      return `Herr ${word} war da und rief an`;
  }
}

function deedFor(markup: Markup, n: number): Deed {
  const deed = DEEDS[n % DEEDS.length] ?? DEEDS[0];
  const isPossible = deed !== undefined && (markup.isClosed !== true || deed.name === 'type');
  return isPossible ? deed : { name: 'click, type', steps: () => [] };
}

function stepsOf(markup: Markup, deed: Deed, text: string): readonly Step[] {
  const target = markup.target ?? '#f';
  if (markup.isClosed === true)
    return [
      { do: 'clickAt', sel: target, x: 60, y: 30 },
      { do: 'rawType', text },
    ];
  return deed.steps(target, text);
}

let count = 0;
function cell(fieldClass: string, entry: string, i: number, make: typeof secret): Case {
  const [locale = 'en', label = ''] = entry.split('|');
  const n = count++;
  // 41 layouts and 13 deeds have no common divisor: no pair comes twice in 533 cases.
  const markup = MARKUPS[n % MARKUPS.length] ?? { name: 'bare', html: (l: string) => l };
  const deed = deedFor(markup, n);
  const typed = typedFor(fieldClass, n + 10);
  const entryEvent = deed.event ?? 'text_entry';
  const redacted = make === secret ? 'redacted:secret' : 'redacted:true';
  return make({
    id: `${CODES[fieldClass] ?? 'MZ'}${String(i + 1).padStart(2, '0')}`,
    category: CATEGORIES[fieldClass] ?? 'contact-pii',
    vector: `${markup.name} / ${deed.name}`,
    locale,
    framework: markup.name,
    html: markup.html(label),
    ...(markup.name === 'same-origin frame' && {
      pages: { '/inner': `<label for=f>${label}</label><input id=f>` },
      html: `${markup.html(label)}<!-- ${n} -->`,
    }),
    target: markup.target ?? '#f',
    action: deed.name,
    typed,
    steps: stepsOf(markup, deed, typed),
    keeps: [`event:${entryEvent}`, redacted],
  });
}

const rows = (table: Readonly<Record<string, readonly string[]>>, make: typeof secret): Case[] =>
  Object.entries(table).flatMap(([fieldClass, entries]) => entries.map((entry, i) => cell(fieldClass, entry, i, make)));

export const MATRIX: readonly Case[] = [...rows(LABELS, secret), ...rows(PERSONAL_LABELS, personal)];
