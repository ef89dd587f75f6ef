// Patterns that tell a field's class beside its words: autofill tokens, input types, glued names. Data only; `label-match.ts` reads it.
import { CORE_EXCLUSIONS_BY_KIND } from '../model/core-exclusions.ts';
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

/** The hosts of `core-exclusions.ts` at which people sign in or pay, as domains with all below them. */
const DOMAINS = (['identity providers', 'password managers', 'payment', 'banking'] as const).flatMap((kind) =>
  CORE_EXCLUSIONS_BY_KIND[kind].map((pattern) => pattern.replace(/^\*:\/\/(?:\*\.)?|\/.*$/g, '')),
);
const PROVIDERS = `(?:^|[.])(?:${DOMAINS.map((domain) => domain.replaceAll('.', '[.]')).join('|')})$`;

/** The name of a key on an on-screen keypad; that of a pad for secrets or signatures; that of a drawing which is a signature. */
const PADS = {
  keys: '^(?:\\p{N}\\s*\\p{Lu}{2,5}|(?:(?:digit|number|key|ziffer|zahl|taste|chiffre|touche|d[ií]gito|n[uú]mero|tecla|cifra|tasto|cijfer|cyfra|цифра|数字)\\s*)?(?:\\p{N}|zero|one|two|three|four|five|six|seven|eight|nine|null|eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zéro|un|deux|trois|quatre|cinq|sept|huit|neuf|cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve))$',
  pads: 'signature|sig-?pad|unterschrift|unlock.?pattern|pattern.?(?:lock|unlock)|entsperrmuster|(?:pin|key|num|dial)-?pad|(?:pin|pass)-?code|(?:virtual|screen|secure)-?key(?:board|s)|clavier|teclado|tastiera|tastatur|klawiatur',
  signatures:
    '\\bsign(?!al|[- ]?(?:up|in|out|off|on|ed)\\b)|unterschrift|firma\\b|assinatura|podpis|handteken|imza|подпис|署名|签名|簽名|서명|pattern|unlock',
  managerTags: '^(?:com-1password|protonpass|nordpass|keeper|dashlane|bitwarden|lastpass)-',
  managers: '[data-lastpass-root],[data-dashlanecreated],[data-keeper-lock-id]',
};

/** Where the page's script reads what a field is for. Here, since it costs nothing until a field is used. */
const PLACES = {
  /** Where frameworks and payment libraries write what a field is bound to; what it looks like says it last. */
  bindings:
    'formcontrolname ng-model v-model data-field data-name data-bind data-label data-stripe data-recurly data-braintree-name x-autocompletetype wire:model data-encrypted-name data-cse data-testid data-test data-cy data-qa data-automation-id class',
  /** Libraries for hints move `title` to attributes of their own. */
  titles: 'title data-original-title data-bs-original-title data-tooltip',
  examples: 'placeholder aria-placeholder data-placeholder',
  forms: 'form,fieldset,dialog,section,[role=dialog],[role=form]',
  others: 'input[placeholder],input[autocomplete]',
  hints: 'placeholder autocomplete',
  groups: 'dialog,[role$=group],[role$=dialog],[role=form]',
  hosts: 'label aria-label placeholder name autocomplete',
  cells: 'aria-label col-id data-field',
  headings: 'h1,h2,h3,h4,h5,h6,legend,label,[role=heading],p',
  dots: '\\b(?:dots?|discs?|bullets?|password|secur)',
};

export const FIELD_PATTERNS = {
  autocomplete: AUTOCOMPLETE,
  types: TYPES,
  glued: GLUED,
  shapes: SHAPES,
  ...PADS,
  ...PLACES,
  providers: PROVIDERS,
  newPassword: NEW_PASSWORD,
  fillers: FILLERS,
  lookalikes: LOOKALIKES,
} satisfies Partial<FieldWords>;
