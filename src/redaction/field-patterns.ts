// Patterns that tell a field's class beside its words: autofill tokens, input types, glued names. Data only; `label-match.ts` reads it.
import type { FieldWords } from '../model/field.ts';

/** Autofill tokens (https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#autofill-field). The first match counts. */
const AUTOCOMPLETE: FieldWords['autocomplete'] = [
  ['^one-time-code$', 'one-time-code'],
  ['^new-password$', 'new-password'],
  ['password$', 'password'],
  ['^cc-csc$', 'card-code'],
  ['^cc-exp', 'card-expiry'],
  ['^cc-number$', 'card-number'],
  ['^email$|^impp$', 'email'],
  ['^tel', 'phone'],
  ['^bday', 'birth-date'],
  ['address|^postal|^country', 'address'],
  ['name$|^honor|^organ', 'name'],
  ['^cc-type$|currency$|^language$|^sex$', 'choice'],
  ['amount$', 'amount'],
  ['^photo$', 'file'],
];
const TYPES: FieldWords['types'] = [
  ['^email$', 'email'],
  ['^tel$', 'phone'],
  ['^search$', 'search'],
  ['^number$|^range$', 'amount'],
  ['^date|^month$|^week$|^time$', 'date'],
  ['^file$', 'file'],
  ['^checkbox$|^radio$|^color$', 'choice'],
];
/** Developers glue these to others: `cardcvc`, `ibanfield`. */
const GLUED: FieldWords['glued'] = [
  [' (?:cvv|cvc)|(?:cvv|cvc) ', 'card-code'],
  [' ssn|ssn ', 'identity-number'],
  [' iban|iban ', 'bank-account'],
  [' pwd|pwd ', 'password'],
  [' (?:otp|totp|mfa)|(?:otp|mfa) ', 'one-time-code'],
];
/** Examples of what belongs into a field, which stand there as its placeholder or pattern: `1234 5678 9012 3456`, `XXX-XX-XXXX`. */
const SHAPES: FieldWords['shapes'] = [
  [
    '^(?:sk|pk|rk)_|^gh[oprsu]_|^glpat-|^xox[abp]-|^eyj|^akia|^bearer|^-----begin|^(?:[x\\d]{4,8}-){2,}[x\\d]{4,8}$',
    'secret',
  ],
  ['^(?:00-00-00|12-34-56)$', 'bank-account'],
  // Patterns of inputs, which are examples too.
  ['\\{1[2-6],(?:16|19|2[0-3])\\}', 'card-number'],
  ['\\{3\\}-.{1,6}\\{2\\}-.{1,6}\\{4\\}', 'identity-number'],
  ['^[\\dx#_•*·-]{4}(?:[ -]?[\\dx#_•*·-]{4}){2}[ -]?[\\dx#_•*·-]{3,7}$', 'card-number'],
  ['^[a-z]{2}[\\dx_]{2}[ -]?(?:[\\da-z_]{4}[ -]?){2,7}[\\da-z_]{0,4}$', 'bank-account'],
  ['^[\\dx#_]{3}-[\\dx#_]{2}-[\\dx#_]{4}$|^[\\dx_]{3}[.][\\dx_]{3}[.][\\dx_]{3}-[\\dx_]{2}$', 'identity-number'],
  ['^[a-z]{2} ?(?:\\d{2} ?){3}[a-d]$|^[xyz\\d]\\d{7}-?[a-z]$|^\\d{4} \\d{4} \\d{4}$', 'identity-number'],
  ['^(?:[0x#_•*·-] ?){4,8}$|^(?:123456|000 000|123 456|123-456)$', 'one-time-code'],
  ['^[•*·●∗]{3,}$', 'password'],
];
/** Says that a password is being chosen; it decides between two classes of the floor. */
const NEW_PASSWORD =
  'new|confirm|repeat|again|neu|wiederhol|nouveau|nuev|nov[ao]|repet|nuov|conferma|nieuw|herhaal|now[ey]|нов|повтор|新|確認|确认|새';
/** Beside an acronym or at a name's end these say nothing. */
const FILLERS = 'no|nr|number|num|nummer|numero|numer|n|o|id|code|your|de|field|input|value|txt|text|box|\\p{N}+';
/** Pairs: a letter or digit that only looks like another, and that one. */
const LOOKALIKES =
  'АAВBЕEКKМMНHОOРPСCТTУYХXІIЅSЈJаaеeоoрpсcуyхxіiѕsјjԁdһhӏlΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXαaοoρpνvιiκkυuτtχx@a$s0o1i3e4a5s7t';

export const FIELD_PATTERNS = {
  autocomplete: AUTOCOMPLETE,
  types: TYPES,
  glued: GLUED,
  shapes: SHAPES,
  newPassword: NEW_PASSWORD,
  fillers: FILLERS,
  lookalikes: LOOKALIKES,
} satisfies Partial<FieldWords>;
