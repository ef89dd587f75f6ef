// Classifies a field by rules in a fixed order: what was secret, what its structure says, what its words say.
import type { FieldClass } from '../model/field.ts';
import type { FieldFacts } from './field-facts.ts';
import { matchMasked, matchProtected } from './label-match.ts';
import { isProtectedClass } from './mode.ts';

/** Autofill tokens (https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#autofill-field). */
const AUTOCOMPLETE: ReadonlyMap<string, FieldClass> = new Map([
  ['one-time-code', 'one-time-code'],
  ['new-password', 'new-password'],
  ['current-password', 'password'],
  ['cc-csc', 'card-code'],
  ['cc-exp', 'card-expiry'],
  ['cc-exp-month', 'card-expiry'],
  ['cc-exp-year', 'card-expiry'],
  ['cc-number', 'card-number'],
  ['email', 'email'],
  ['street-address', 'address'],
  ['postal-code', 'address'],
  ['country', 'address'],
  ['country-name', 'address'],
  ['transaction-amount', 'amount'],
]);
const AUTOCOMPLETE_FAMILIES: readonly (readonly [RegExp, FieldClass])[] = [
  [/^tel/, 'phone'],
  [/^bday/, 'birth-date'],
  [/^address-/, 'address'],
  [/^(?:cc-)?(?:given-|additional-|family-)?name$|^honorific-/, 'name'],
];
const TYPES: ReadonlyMap<string, FieldClass> = new Map([
  ['email', 'email'],
  ['tel', 'phone'],
  ['search', 'search'],
  ['number', 'amount'],
  ['range', 'amount'],
  ['date', 'date'],
  ['datetime-local', 'date'],
  ['month', 'date'],
  ['week', 'date'],
  ['time', 'date'],
  ['file', 'file'],
  ['checkbox', 'choice'],
  ['radio', 'choice'],
  ['color', 'choice'],
]);
/** A label that says only this much needs the form around it: `Code`, `Enter code`, `6-digit number`. */
const CODE_WORD = /code|kod|код|コード|代码|코드|รหัส|कोड|رمز|קוד|کد/i;
const OTP_CONTEXT =
  /verif|authent|two.?factor|2fa|one.?time|sms|sign.?in|log.?in|anmeld|connexion|bestätig|подтвер|認証|验证|인증/i;
const CARD_CONTEXT =
  /\bcard|cvv|cvc|karte|carte|tarjeta|cartão|carta di|kaart|karty|kart\b|карт|カード|信用卡|银行卡|카드/i;
const NEW_PASSWORD =
  /new|confirm|repeat|again|neu|wiederhol|bestätig|nouveau|confirmer|nuev|nov[ao]|repet|nuov|conferma|nieuw|herhaal|now[ey]|powtórz|нов|повтор|新し|確認|新密|确认|새/i;

const labelTexts = (facts: FieldFacts): readonly (string | undefined)[] => [
  facts.labels,
  facts.ariaLabel,
  facts.placeholder,
  facts.title,
  facts.neighbour,
];
const nameTexts = (facts: FieldFacts): readonly (string | undefined)[] => [facts.name, facts.id];
const isUnlabelled = (facts: FieldFacts): boolean => labelTexts(facts).every((text) => (text ?? '').trim() === '');
const autocompleteTokens = (facts: FieldFacts): readonly string[] =>
  (facts.autocomplete ?? '').toLowerCase().split(/\s+/).filter(Boolean);

/** The class of a field, by its facts alone. Adding a fact never takes a field out of the floor (but see `fromGuess`). */
export function classifyField(facts: FieldFacts): FieldClass {
  return classifyProtected(facts) ?? fromGuess(facts) ?? classifyMasked(facts);
}

function classifyProtected(facts: FieldFacts): FieldClass | undefined {
  const structural = fromAutocomplete(facts, isProtectedClass) ?? fromBoxes(facts);
  if (structural !== undefined) return structural;
  const worded = fromWords(facts);
  const wasPassword = [facts.type ?? '', ...(facts.everTypes ?? [])].some((type) => type.toLowerCase() === 'password');
  const isSecret = wasPassword || facts.wasSecret === true || facts.isTextHidden === true;
  if (worded === undefined && isSecret) return wasPassword ? toPasswordClass(facts) : 'secret';
  return worded === 'password' ? toPasswordClass(facts) : (worded ?? fromContext(facts));
}

function fromAutocomplete(facts: FieldFacts, isWanted: (fieldClass: FieldClass) => boolean): FieldClass | undefined {
  for (const token of autocompleteTokens(facts)) {
    const found = AUTOCOMPLETE.get(token) ?? AUTOCOMPLETE_FAMILIES.find(([pattern]) => pattern.test(token))?.[1];
    if (found !== undefined && isWanted(found)) return found;
  }
  return undefined;
}

/** One value split over several boxes: a code by single characters, a card by fours, a licence key by fives. */
function fromBoxes(facts: FieldFacts): FieldClass | undefined {
  const boxes = facts.boxLengths ?? [];
  if (boxes.length >= 4 && boxes.every((length) => length === 1)) return 'one-time-code';
  if (boxes.length >= 3 && boxes.every((length) => length === 4)) return 'card-number';
  if (boxes.length >= 3 && boxes.every((length) => length >= 4)) return 'secret';
  return boxes.join() === '3,2,4' ? 'identity-number' : undefined;
}

function fromWords(facts: FieldFacts): FieldClass | undefined {
  for (const text of labelTexts(facts)) {
    const found = text === undefined ? undefined : matchProtected(text, 'label');
    if (found !== undefined) return found;
  }
  for (const text of nameTexts(facts)) {
    const found = text === undefined ? undefined : matchProtected(text, 'name');
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
function fromContext(facts: FieldFacts): FieldClass | undefined {
  const context = (facts.context ?? '').slice(0, 2_000);
  const isCode = [...labelTexts(facts), ...nameTexts(facts)].some((text) => CODE_WORD.test((text ?? '').slice(0, 200)));
  const isNumeric = facts.inputMode?.toLowerCase() === 'numeric' || /^(?:\[0-9\]|\\d)/.test(facts.pattern ?? '');
  if (isShort(facts, 3, 4) && CARD_CONTEXT.test(context)) return 'card-code';
  if (isCode && (OTP_CONTEXT.test(context) || (isNumeric && isShort(facts, 4, 8)))) return 'one-time-code';
  return undefined;
}

/** Weak signs that count only while nothing else is known of the field, so a label can clear them. */
function fromGuess(facts: FieldFacts): FieldClass | undefined {
  if (!isUnlabelled(facts)) return undefined;
  if (nameTexts(facts).some((text) => text?.toLowerCase() === 'pass')) return 'password';
  return facts.inputMode?.toLowerCase() === 'numeric' && isShort(facts, 4, 8) ? 'one-time-code' : undefined;
}

function classifyMasked(facts: FieldFacts): FieldClass {
  const structural = fromAutocomplete(facts, () => true) ?? TYPES.get((facts.type ?? '').toLowerCase());
  if (structural !== undefined) return structural;
  if (facts.tag === 'select') return 'choice';
  for (const [texts, source] of [
    [labelTexts(facts), 'label'],
    [nameTexts(facts), 'name'],
  ] as const) {
    for (const text of texts) {
      const found = text === undefined ? undefined : matchMasked(text, source);
      if (found !== undefined) return found;
    }
  }
  const isFree = facts.tag === 'textarea' || facts.isContentEditable === true || facts.isMultiline === true;
  return isFree ? 'free-text' : 'unknown';
}
