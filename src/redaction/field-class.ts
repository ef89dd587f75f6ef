// Classifies a field by rules in a fixed order: what was secret, what its structure says, what its words say.
import type { FieldClass } from '../model/field.ts';
import type { FieldFacts } from './field-facts.ts';
import type { LabelMatcher, TextSource } from './label-match.ts';
import { toWords } from './label-text.ts';
import { isProtectedClass } from './mode.ts';

/** Most characters read of what a form is about. */
const MAX_CONTEXT_CHARS = 2_000;

/** A text of a field that is not blank, and where it is from. */
type FieldText = readonly [text: string, source: TextSource];

const autocompleteTokens = (facts: FieldFacts): readonly string[] =>
  (facts.autocomplete ?? '').toLowerCase().split(/\s+/).filter(Boolean);

/** What people read first, then what developers wrote; a token that is misspelt is still a name that tells. */
function textsOf(facts: FieldFacts, labels: LabelMatcher): readonly FieldText[] {
  const { ariaLabel, placeholder, title, neighbour, name, id } = facts;
  const tokens = autocompleteTokens(facts).filter(
    (token) => !/^section-|^webauthn$|^o(?:n|ff)$/.test(token) && labels.classOfAutocomplete(token) === undefined,
  );
  return [
    ...[facts.labels, ariaLabel, placeholder, title, neighbour].map((text = '') => [text, 'label'] as const),
    ...[name, id, tokens.join(' ')].map((text = '') => [text, 'name'] as const),
  ].filter(([text]) => text.trim() !== '');
}

/** The class of a field, by its facts alone. Adding a fact never takes a field out of the floor (but see `fromGuess`). */
export function classifyField(facts: FieldFacts, labels: LabelMatcher): FieldClass {
  const texts = textsOf(facts, labels);
  return classifyProtected(facts, texts, labels) ?? fromGuess(facts, texts) ?? classifyMasked(facts, texts, labels);
}

function classifyProtected(
  facts: FieldFacts,
  texts: readonly FieldText[],
  labels: LabelMatcher,
): FieldClass | undefined {
  const structural = fromAutocomplete(facts, labels, isProtectedClass) ?? fromBoxes(facts);
  if (structural !== undefined) return structural;
  const worded = firstClass(texts, labels.matchProtected) ?? fromExample(facts, labels);
  const wasPassword = [facts.type ?? '', ...(facts.everTypes ?? [])].some((type) => type.toLowerCase() === 'password');
  const isSecret = wasPassword || facts.wasSecret === true || facts.isTextHidden === true;
  const isPassword = worded === 'password' || (worded === undefined && wasPassword);
  if (isPassword) return texts.some(([text]) => labels.speaksOfNewPassword(text)) ? 'new-password' : 'password';
  return worded ?? (isSecret ? 'secret' : fromContext(facts, texts, labels));
}

const fromExample = ({ placeholder = '', pattern = '' }: FieldFacts, labels: LabelMatcher): FieldClass | undefined =>
  labels.classOfExample(placeholder) ?? labels.classOfExample(pattern);

function fromAutocomplete(
  facts: FieldFacts,
  labels: LabelMatcher,
  isWanted: (fieldClass: FieldClass) => boolean,
): FieldClass | undefined {
  const found = autocompleteTokens(facts).map(labels.classOfAutocomplete);
  return found.find((fieldClass) => fieldClass !== undefined && isWanted(fieldClass));
}

function firstClass(texts: readonly FieldText[], match: LabelMatcher['matchProtected']): FieldClass | undefined {
  for (const [text, source] of texts) {
    const found = match(text, source);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** One value split over several boxes: a code by single characters, a card by fours, a licence key by fives and more. */
function fromBoxes({ boxLengths = [], maxLength }: FieldFacts): FieldClass | undefined {
  const own = maxLength ?? boxLengths[0] ?? 0;
  const alike = boxLengths.filter((length) => length === own).length;
  if (own === 1 && alike >= 4) return 'one-time-code';
  if (own >= 4 && alike >= 3) return own === 4 ? 'card-number' : 'secret';
  return boxLengths.join().includes('3,2,4') ? 'identity-number' : undefined;
}

function isShort({ maxLength = 0 }: FieldFacts, from: number, to: number): boolean {
  return maxLength >= from && maxLength <= to;
}

/** A field whose words say little, in a form that says much. */
function fromContext(facts: FieldFacts, texts: readonly FieldText[], labels: LabelMatcher): FieldClass | undefined {
  const context = toWords((facts.context ?? '').slice(0, MAX_CONTEXT_CHARS));
  if (isShort(facts, 3, 4) && labels.speaksOfCard(context)) return 'card-code';
  if (texts.some(([text]) => labels.isPartOfCard(text, context))) return 'card-expiry';
  const isCode = texts.some(([text]) => labels.speaksOfCode(text));
  const isNumeric = facts.inputMode?.toLowerCase() === 'numeric' || /^(?:\[0-9\]|\\d)/.test(facts.pattern ?? '');
  return isCode && (labels.speaksOfSentCode(context) || (isNumeric && isShort(facts, 4, 8)))
    ? 'one-time-code'
    : undefined;
}

/** Weak signs that count only while nothing else is known of the field, so a label can clear them. */
function fromGuess(facts: FieldFacts, texts: readonly FieldText[]): FieldClass | undefined {
  if (texts.some(([, source]) => source === 'label')) return undefined;
  if (texts.some(([text]) => text.toLowerCase() === 'pass')) return 'password';
  return facts.inputMode?.toLowerCase() === 'numeric' && isShort(facts, 4, 8) ? 'one-time-code' : undefined;
}

function classifyMasked(facts: FieldFacts, texts: readonly FieldText[], labels: LabelMatcher): FieldClass {
  const structural = fromAutocomplete(facts, labels, () => true) ?? labels.classOfType(facts.type ?? '');
  if (structural !== undefined) return structural;
  if (facts.tag === 'select') return 'choice';
  const isFree = facts.tag === 'textarea' || facts.isContentEditable === true || facts.isMultiline === true;
  return firstClass(texts, labels.matchMasked) ?? (isFree ? 'free-text' : 'unknown');
}
