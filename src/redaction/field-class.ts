// Classifies a field by rules in a fixed order: what was secret, what its structure says, what its words say.
import type { FieldClass } from '../model/field.ts';
import type { FieldFacts } from './field-facts.ts';
import type { LabelMatcher } from './label-match.ts';
import { toWords } from './label-text.ts';
import { isProtectedClass } from './mode.ts';

/** Autofill tokens (https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#autofill-field). */
const AUTOCOMPLETE: readonly (readonly [RegExp, FieldClass])[] = [
  [/^one-time-code$/, 'one-time-code'],
  [/^new-password$/, 'new-password'],
  [/password$/, 'password'],
  [/^cc-csc$/, 'card-code'],
  [/^cc-exp/, 'card-expiry'],
  [/^cc-number$/, 'card-number'],
  [/^email$|^impp$/, 'email'],
  [/^tel/, 'phone'],
  [/^bday/, 'birth-date'],
  [/address|^postal|^country/, 'address'],
  [/name$|^honor|^organ/, 'name'],
  [/^cc-type$|currency$|^language$|^sex$/, 'choice'],
  [/amount$/, 'amount'],
  [/^photo$/, 'file'],
];
const TYPES: readonly (readonly [RegExp, FieldClass])[] = [
  [/^email$/, 'email'],
  [/^tel$/, 'phone'],
  [/^search$/, 'search'],
  [/^number$|^range$/, 'amount'],
  [/^date|^month$|^week$|^time$/, 'date'],
  [/^file$/, 'file'],
  [/^checkbox$|^radio$|^color$/, 'choice'],
];
/** Says that a password is being chosen, in the languages of `field-words.ts`; it decides between two classes of the floor. */
const NEW_PASSWORD =
  /new|confirm|repeat|again|neu|wiederhol|nouveau|nuev|nov[ao]|repet|nuov|conferma|nieuw|herhaal|now[ey]|нов|повтор|新|確認|确认|새/i;
/** Most characters read of what a form is about. */
const MAX_CONTEXT_CHARS = 2_000;

const labelTexts = (facts: FieldFacts): readonly (string | undefined)[] => [
  facts.labels,
  facts.ariaLabel,
  facts.placeholder,
  facts.title,
  facts.neighbour,
];
const nameTexts = (facts: FieldFacts): readonly (string | undefined)[] => [
  facts.name,
  facts.id,
  unknownTokens(facts).join(' '),
];
const isUnlabelled = (facts: FieldFacts): boolean => labelTexts(facts).every((text) => (text ?? '').trim() === '');
const autocompleteTokens = (facts: FieldFacts): readonly string[] =>
  (facts.autocomplete ?? '').toLowerCase().split(/\s+/).filter(Boolean);

/** A token that is misspelt is still a name that tells. */
const unknownTokens = (facts: FieldFacts): readonly string[] =>
  autocompleteTokens(facts).filter(
    (token) =>
      !/^section-|^webauthn$|^o(?:n|ff)$/.test(token) && !AUTOCOMPLETE.some(([pattern]) => pattern.test(token)),
  );

/** The class of a field, by its facts alone. Adding a fact never takes a field out of the floor (but see `fromGuess`). */
export function classifyField(facts: FieldFacts, labels: LabelMatcher): FieldClass {
  return classifyProtected(facts, labels) ?? fromGuess(facts) ?? classifyMasked(facts, labels);
}

function classifyProtected(facts: FieldFacts, labels: LabelMatcher): FieldClass | undefined {
  const structural = fromAutocomplete(facts, isProtectedClass) ?? fromBoxes(facts);
  if (structural !== undefined) return structural;
  const worded = fromWords(facts, labels);
  const wasPassword = [facts.type ?? '', ...(facts.everTypes ?? [])].some((type) => type.toLowerCase() === 'password');
  const isSecret = wasPassword || facts.wasSecret === true || facts.isTextHidden === true;
  if (worded === undefined && isSecret) return wasPassword ? toPasswordClass(facts) : 'secret';
  return worded === 'password' ? toPasswordClass(facts) : (worded ?? fromContext(facts, labels));
}

function fromAutocomplete(facts: FieldFacts, isWanted: (fieldClass: FieldClass) => boolean): FieldClass | undefined {
  for (const token of autocompleteTokens(facts)) {
    const found = AUTOCOMPLETE.find(([pattern]) => pattern.test(token))?.[1];
    if (found !== undefined && isWanted(found)) return found;
  }
  return undefined;
}

const fromType = (type: string): FieldClass | undefined => TYPES.find(([pattern]) => pattern.test(type))?.[1];

/** One value split over several boxes: a code by single characters, a card by fours, a licence key by fives and more. */
function fromBoxes({ boxLengths = [], maxLength }: FieldFacts): FieldClass | undefined {
  const own = maxLength ?? boxLengths[0] ?? 0;
  const alike = boxLengths.filter((length) => length === own).length;
  if (own === 1 && alike >= 4) return 'one-time-code';
  if (own >= 4 && alike >= 3) return own === 4 ? 'card-number' : 'secret';
  return boxLengths.join().includes('3,2,4') ? 'identity-number' : undefined;
}

function fromWords(facts: FieldFacts, labels: LabelMatcher): FieldClass | undefined {
  for (const text of labelTexts(facts)) {
    const found = text === undefined ? undefined : labels.matchProtected(text, 'label');
    if (found !== undefined) return found;
  }
  for (const text of nameTexts(facts)) {
    const found = text === undefined ? undefined : labels.matchProtected(text, 'name');
    if (found !== undefined) return found;
  }
  return undefined;
}

function toPasswordClass(facts: FieldFacts): FieldClass {
  return [...labelTexts(facts), ...nameTexts(facts)].some((text) => NEW_PASSWORD.test((text ?? '').slice(0, 200)))
    ? 'new-password'
    : 'password';
}

function isShort(facts: FieldFacts, from: number, to: number): boolean {
  return facts.maxLength !== undefined && facts.maxLength >= from && facts.maxLength <= to;
}

/** A field whose words say little, in a form that says much. */
function fromContext(facts: FieldFacts, labels: LabelMatcher): FieldClass | undefined {
  const context = toWords((facts.context ?? '').slice(0, MAX_CONTEXT_CHARS));
  if (isShort(facts, 3, 4) && labels.speaksOfCard(context)) return 'card-code';
  const texts = [...labelTexts(facts), ...nameTexts(facts)].filter((text) => text !== undefined);
  if (texts.some((text) => labels.isPartOfCard(text, context))) return 'card-expiry';
  const isCode = texts.some((text) => labels.speaksOfCode(text));
  const isNumeric = facts.inputMode?.toLowerCase() === 'numeric' || /^(?:\[0-9\]|\\d)/.test(facts.pattern ?? '');
  return isCode && (labels.speaksOfSentCode(context) || (isNumeric && isShort(facts, 4, 8)))
    ? 'one-time-code'
    : undefined;
}

/** Weak signs that count only while nothing else is known of the field, so a label can clear them. */
function fromGuess(facts: FieldFacts): FieldClass | undefined {
  if (!isUnlabelled(facts)) return undefined;
  if (nameTexts(facts).some((text) => text?.toLowerCase() === 'pass')) return 'password';
  return facts.inputMode?.toLowerCase() === 'numeric' && isShort(facts, 4, 8) ? 'one-time-code' : undefined;
}

function classifyMasked(facts: FieldFacts, labels: LabelMatcher): FieldClass {
  const structural = fromAutocomplete(facts, () => true) ?? fromType((facts.type ?? '').toLowerCase());
  if (structural !== undefined) return structural;
  if (facts.tag === 'select') return 'choice';
  for (const [texts, source] of [
    [labelTexts(facts), 'label'],
    [nameTexts(facts), 'name'],
  ] as const) {
    for (const text of texts) {
      const found = text === undefined ? undefined : labels.matchMasked(text, source);
      if (found !== undefined) return found;
    }
  }
  const isFree = facts.tag === 'textarea' || facts.isContentEditable === true || facts.isMultiline === true;
  return isFree ? 'free-text' : 'unknown';
}
