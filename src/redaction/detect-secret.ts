// Finds secrets in text by how they look: keys, tokens of known services, and strings that only a machine or a careful person makes.
import type { Found } from './found-text.ts';
import { findAll } from './found-text.ts';
import { SECRET_PATTERNS } from './secret-patterns.ts';

/** A private key, whole or cut off; what follows its first line is taken to the end of what can be key. */
const PRIVATE_KEY =
  /-{2,5} ?BEGIN [A-Z\d ]{0,40}(?:PRIVATE|SECRET) KEY(?: BLOCK)? ?-{0,5}(?:(?!-{2,5} ?END)[\w+/=:;,.()\s\\-]){0,20000}(?:-{2,5} ?END [A-Z\d ]{0,60}-{0,5})?/gu;
const KEY_FILES =
  /AGE-SECRET-KEY-1[A-Z\d]{8,}|PuTTY-User-Key-File-[\s\S]{0,5000}|\bPrivateKey ?= ?[A-Za-z\d+/]{40,44}=?|\b[5KL][1-9A-HJ-NP-Za-km-z]{50,51}\b|\b[xyz]prv[1-9A-HJ-NP-Za-km-z]{50,120}\b/gu;
/** `eyJ` is `{"` in base64: the head of a token, with what hangs on it. https://www.rfc-editor.org/rfc/rfc7519 */
const JWT = /(?<![A-Za-z\d])e(?:yJ|w0K|yAi)[\w+/-]{8,}={0,2}(?:\.[\w+/-]{0,4000}={0,2}){0,4}/gu;

/** Heads of tokens of known services, as these publish them; what follows may be cut off or mistyped. */
const PREFIXED = new RegExp(
  `(?<![A-Za-z\\d])(?:${[
    'gh[pousr]_|github_pat_|gl(?:pat|ptt|dt|rt|soat|cbt|ft|imt|agent)-|npm_|pypi-|dckr_(?:pat|oat)_|hf_|gsk_|sk-(?:ant-|proj-|svcacct-|admin-|or-v1-)?|pk-lf-|xox[a-z]-|xapp-|lin_(?:api|oauth)_|ntn_|secret_',
    '(?:sk|rk|pk|whsec)_(?:live_|test_)?|sq0[a-z]{3}-|EAAA|shp(?:pa|ca|at|ss)_|SG\\.|key-|re_|dop_v1_|doo_v1_|dor_v1_|hvs\\.|hvb\\.|hvr\\.|s\\.|glc_|glsa_|eyJrIjoi|dapi|figd_|tskey-|vc[piark]_|cf(?:k|ut|at)_|ops_|PMAK-|rubygems_|tfp_|sntrys_|sntryu_|nfp_|fly?o?1_|FlyV1 |ATATT3|ATBB|AIza|ya29\\.|1//|GOCSPX-|AC(?=[a-f\\d]{32})|SK(?=[a-f\\d]{32})|xkeysib-|pul-|phc_|phx_|r8_|pplx-|nvapi-|LTAI|AKID|APKA|A3-',
  ].join('|')})(?=[\\w/+=.~-]*\\d|[\\w/+=.~-]*[A-Z])[\\w/+=.~-]{12,1000}`,
  'gu',
);
const AWS_KEY_ID = /(?<![A-Za-z\d])(?:A3T[A-Z\d]|AKIA|AGPA|AIDA|AROA|AIPA|ANPA|ANVA|ASIA|ABIA|ACCA)[A-Z\d]{12,}/gu;
/** `use 482913 to sign in` */
const USED_CODE = /(?<=\b(?:use|enter|type) )\d{6}(?!\d)/giu;
const BOT_TOKEN = /(?<!\d)\d{8,10}:[\w-]{30,40}(?![\w-])/gu;
const AZURE =
  /\b[\w~.]{3}\dQ~[\w~.-]{25,40}|\b(?:AccountKey|SharedAccessKey|SharedAccessSignature|sig)=[^\s;&]{10,200}/giu;
const HEADER =
  /\b(?:authorization|x-api-key|x-auth-token|cookie|set-cookie) ?: ?[^\n]{4,2000}|(?<=\s(?:-u|--user)[ =])\S{1,200}:\S{1,200}|\b(?:bearer|basic) [\w+/=.~-]{12,2000}/giu;

/** Private keys and their files. */
export function findKeys(plain: string): readonly Found[] {
  return [PRIVATE_KEY, KEY_FILES].flatMap((pattern) => findAll(plain, pattern, 'key'));
}

/** Tokens of known services, by a kept rule set and by their published heads; JSON Web Tokens; headers that sign in. */
export function findTokens(plain: string): readonly Found[] {
  return [
    ...findAll(plain, JWT, 'jwt'),
    ...[...SECRET_PATTERNS, PREFIXED, AWS_KEY_ID, USED_CODE, BOT_TOKEN, AZURE, HEADER].flatMap((pattern) =>
      findAll(plain, pattern, 'token'),
    ),
    ...findAll(plain, MACHINE_MADE, 'token', looksMachineMade),
  ];
}

const MACHINE_MADE = /(?<![\w+/=.-])[\w+/=.~-]{16,4000}/gu;
/** `ABCDE-12345-FGHIJ`: groups alike in length. */
const LICENCE =
  /^(?=.*\d)(?=.*[A-Z])(?:[A-Z\d]{4}(?:-[A-Z\d]{4}){2,9}|[A-Z\d]{5}(?:-[A-Z\d]{5}){2,9}|[A-Z\d]{6}(?:-[A-Z\d]{6}){2,9})$/;
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
/** Bits a character that text in words and numbers of orders do not reach. */
const MIN_ENTROPY = 3.3;
const HEX = /(?:^|[^a-z\d]|0x)(?=[a-f]*\d)(?=\d*[a-f])[a-f\d]{24,}(?:$|[^a-z\d])/i;

/** Long, of mixed characters in no order: no word, no path, no number of an order. */
function looksMachineMade(text: string): boolean {
  if (UUID.test(text) || LICENCE.test(text)) return true;
  if (HEX.test(text)) return true;
  return (
    text.split(/[/.=_-]/).some((part) => {
      const isMixed = /\d/.test(part) && /[a-z]/.test(part) && /[A-Z]/.test(part);
      return isMixed && part.length >= 16 && entropyBits(part) >= MIN_ENTROPY;
    }) || isFlipping(text)
  );
}

/** Keys written in groups: `aX3b-9Qzr-…`. */
function isFlipping(text: string): boolean {
  const groups = text.split(/[-_.]/).filter(Boolean);
  const odd = groups.filter(
    (group) => group.length >= 4 && /\d/.test(group) && /\p{L}/u.test(group) && /\d\p{L}+\d|\p{L}\d+\p{L}/u.test(group),
  );
  return odd.length >= 2 && odd.length * 2 > groups.length;
}

function entropyBits(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  return [...counts.values()].reduce((bits, count) => bits - (count / text.length) * Math.log2(count / text.length), 0);
}

const WORD_LIKE = /(?<!\S)\S{8,64}(?!\S)/gu;
/** Characters that people put into passwords and seldom into words. */
const ODD = /[!$%^&*?#~|\\<>+=@§€£]/;

/** What looks like a password by itself: letters of both cases, a digit and a sign in one word. */
export function findPasswords(plain: string): readonly Found[] {
  return findAll(plain, WORD_LIKE, 'secret', (word) => {
    const inner = word.replace(/^["'([{<]+|["')\]}>.,;:!?]+$/g, '');
    return (
      inner.length >= 8 &&
      /\p{Ll}/u.test(inner) &&
      /\p{Lu}/u.test(inner) &&
      /\d/.test(inner) &&
      (ODD.test(inner.slice(0, -1)) || (ODD.test(word) && !/[.,:;/()]/.test(inner))) &&
      !/:\/\/|^[\w.+-]+@[\w-]+\.[\w.]+$|[a-z]\([^)]*\)/i.test(inner)
    );
  });
}

const SEED =
  /(?<![\p{L}-])(?:(?:\d{1,2}[.) ] ?)?[a-z]{3,8}[ ,\n]{1,3}){11,23}(?:\d{1,2}[.) ] ?)?[a-z]{3,8}(?![\p{L}])/gu;
/** Short words that every sentence has and no list of seed words: https://github.com/bitcoin/bips/blob/master/bip-0039/bip-0039-wordlists.md */
const SENTENCE =
  /\b(?:the|and|for|was|were|has|had|his|her|its|our|are|not|but|you|your|with|from|this|they|them|there|would|could|which|been|have|into|than|then|also|der|die|das|und|ist|nicht|ein|eine|mit|für|von|den|dem|les|des|une|est|pour|dans|que|qui|los|las|una|por|con|para|del|che|per|non|della|het|een|van|niet|voor|met|jest|nie|się|oraz)\b/u;

/** The words of a wallet's seed: twelve and more plain words, and none that makes a sentence. */
export function findSeeds(plain: string): readonly Found[] {
  return findAll(plain, SEED, 'secret', (text) => !SENTENCE.test(text));
}
