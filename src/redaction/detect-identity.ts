// Finds numbers of identity, tax, health and social insurance in text, by their form and their check digits.
import * as atSocial from 'stdnum/lib/cjs/at/vnr.js';
import * as auTax from 'stdnum/lib/cjs/au/tfn.js';
import * as beNational from 'stdnum/lib/cjs/be/nn.js';
import * as brCompany from 'stdnum/lib/cjs/br/cnpj.js';
import * as brPerson from 'stdnum/lib/cjs/br/cpf.js';
import * as chSocial from 'stdnum/lib/cjs/ch/ssn.js';
import * as cnResident from 'stdnum/lib/cjs/cn/ric.js';
import * as czBirth from 'stdnum/lib/cjs/cz/rc.js';
import * as deTax from 'stdnum/lib/cjs/de/idnr.js';
import * as dePension from 'stdnum/lib/cjs/de/svnr.js';
import * as esIdentity from 'stdnum/lib/cjs/es/dni.js';
import * as esForeigner from 'stdnum/lib/cjs/es/nie.js';
import * as fiPerson from 'stdnum/lib/cjs/fi/hetu.js';
import * as frSocial from 'stdnum/lib/cjs/fr/nir.js';
import * as inAadhaar from 'stdnum/lib/cjs/in/aadhaar.js';
import * as nlCitizen from 'stdnum/lib/cjs/nl/bsn.js';
import * as noBirth from 'stdnum/lib/cjs/no/fodselsnummer.js';
import * as plPerson from 'stdnum/lib/cjs/pl/pesel.js';
import * as ptCard from 'stdnum/lib/cjs/pt/cc.js';
import * as ptTax from 'stdnum/lib/cjs/pt/nif.js';
import * as roPerson from 'stdnum/lib/cjs/ro/cnp.js';
import * as seBirth from 'stdnum/lib/cjs/se/personnummer.js';
import * as thPerson from 'stdnum/lib/cjs/th/idnr.js';
import * as trPerson from 'stdnum/lib/cjs/tr/tckimlik.js';
import * as zaPerson from 'stdnum/lib/cjs/za/idnr.js';
import { isLuhn } from './detect-payment.ts';
import type { Found } from './found-text.ts';
import { findAll } from './found-text.ts';

/** How a number is written, and what else must hold of it; `compact` is without gaps, in capitals. */
type Form = readonly [pattern: string, holds?: (compact: string) => boolean];

const validBy =
  ({ validate }: { readonly validate: (text: string) => { readonly isValid: boolean } }) =>
  (compact: string): boolean =>
    validate(compact).isValid;

/** Sum of the digits times their weights. */
const weigh = (digits: string, weights: readonly number[]): number =>
  weights.reduce((sum, weight, i) => sum + weight * Number(digits.charAt(i)), 0);

/** NHS number: https://www.datadictionary.nhs.uk/attributes/nhs_number.html */
function isNhs(digits: string): boolean {
  const check = 11 - (weigh(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11);
  return (check === 11 ? 0 : check) === Number(digits.charAt(9)) && !/^(\d)\1+$/.test(digits);
}

/** My Number: https://www.soumu.go.jp/main_sosiki/joho_tsusin/top/local_support/my_number.html (ordinance 85 of 2014, article 5). */
function isMyNumber(digits: string): boolean {
  const rest = weigh(digits, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
  return (rest <= 1 ? 0 : 11 - rest) === Number(digits.charAt(11));
}

/** Check digit of machine-readable travel documents: https://www.icao.int/publications/Documents/9303_p3_cons_en.pdf, 4.9. */
function isTravelDocument(serial: string): boolean {
  const sum = [...serial.slice(0, 9)].reduce(
    (total, char, i) => total + Number.parseInt(char, 36) * ([7, 3, 1][i % 3] ?? 0),
    0,
  );
  return sum % 10 === Number(serial.charAt(9));
}

/** Identity card of Taiwan: https://www.moi.gov.tw */
function isTaiwanese(serial: string): boolean {
  const letter = 'ABCDEFGHJKLMNPQRSTUVXYWZIO'.indexOf(serial.charAt(0)) + 10;
  return (Math.floor(letter / 10) + (letter % 10) * 9 + weigh(serial.slice(1), [8, 7, 6, 5, 4, 3, 2, 1, 1])) % 10 === 0;
}

/** RU pension insurance: https://sfr.gov.ru; sums of 100 and 101 are written as 00. */
function isRussianInsurance(digits: string): boolean {
  return (weigh(digits, [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101) % 100 === Number(digits.slice(-2));
}

const GAP = '[ .-]?';
/** Forms that tell by themselves, and those whose check digits decide. */
const FORMS: readonly Form[] = [
  ['\\d{3}[ -]\\d{2}[ -]\\d{4}'], // US social security and taxpayer number
  [`[A-Z]{2}${GAP}\\d{2}${GAP}\\d{2}${GAP}\\d{2}${GAP}[A-D]`], // GB national insurance
  ['\\d{3}[ -]\\d{3}[ -]\\d{4}', isNhs],
  ['\\d{10}', isNhs],
  [`\\d{2}${GAP}\\d{3}${GAP}\\d{3}${GAP}\\d{3}`, validBy(deTax)],
  [`\\d{2}${GAP}\\d{6}${GAP}[A-Z]${GAP}\\d{3}`, validBy(dePension)],
  ['[CFGHJKLMNPRTVWXYZ][CFGHJKLMNPRTVWXYZ\\d]{8}\\dD?', isTravelDocument], // DE identity card and passport
  [`[1-478]${GAP}\\d{2}${GAP}\\d{2}${GAP}(?:\\d{2}|2[AB])${GAP}\\d{3}${GAP}\\d{3}${GAP}\\d{2}`, validBy(frSocial)],
  [`\\d{2}${GAP}?\\d{3}${GAP}\\d{3}${GAP}[A-Z]`, validBy(esIdentity)],
  [`[XYZ]${GAP}\\d{7}${GAP}[A-Z]`, validBy(esForeigner)],
  // IT codice fiscale: http://www.gazzettaufficiale.it/eli/id/1977/01/10/077U0784/sg
  ['[A-Z]{3} ?[A-Z]{3} ?[\\dLMNPQRSTUV]{2} ?[A-EHLMPRST] ?[\\dLMNPQRSTUV]{2} ?[A-Z][\\dLMNPQRSTUV]{3} ?[A-Z]'],
  [`\\d{4}[ .]\\d{2}[ .]\\d{3}|\\d{3}${GAP}\\d{3}${GAP}\\d{3}`, validBy(nlCitizen)],
  [`\\d{6}${GAP}\\d{5}`, validBy(plPerson)],
  [`\\d{3}${GAP}\\d{3}${GAP}\\d{3}${GAP}\\d{2}`, validBy(brPerson)],
  [`\\d{2}${GAP}\\d{3}${GAP}\\d{3}/?\\d{4}${GAP}\\d{2}`, validBy(brCompany)],
  [`[2-9]\\d{3}${GAP}\\d{4}${GAP}\\d{4}`, validBy(inAadhaar)],
  ['[A-Z]{3}[ABCFGHJLPT][A-Z]\\d{4}[A-Z]'], // IN permanent account number
  [`\\d{6}${GAP}\\d{8}${GAP}\\d{3}[\\dX]`, validBy(cnResident)],
  [`\\d{4}${GAP}\\d{4}${GAP}\\d{4}`, isMyNumber],
  [`\\d{3}[ -]\\d{3}[ -]\\d{3}`, isLuhn], // CA social insurance
  [`\\d{3} \\d{3} \\d{3}`, validBy(auTax)],
  [`756${GAP}\\d{4}${GAP}\\d{4}${GAP}\\d{2}`, validBy(chSocial)],
  [`\\d{4} ?\\d{6}`, validBy(atSocial)],
  [`\\d{2}[.]?\\d{2}[.]?\\d{2}[ -]?\\d{3}[. ]?\\d{2}`, validBy(beNational)],
  ['(?:\\d{2})?\\d{6}[-+]\\d{4}', validBy(seBirth)],
  ['[0-3]\\d[01]\\d{3}-\\d{4}'], // DK personal number: no check digit since 2007
  [`\\d{6} ?\\d{5}`, validBy(noBirth)],
  ['\\d{6}[-+A-FU-Y]\\d{3}[\\dA-Y]', validBy(fiPerson)],
  ['\\d{8} ?\\d ?[A-Z\\d]{2}\\d', validBy(ptCard)],
  [`\\d{3} \\d{3} \\d{3}`, validBy(ptTax)],
  ['\\d{6}/\\d{3,4}', validBy(czBirth)],
  ['[1-9]\\d{10}', validBy(trPerson)],
  ['\\d{6}-[1-8]\\d{6}'], // KR resident registration: no check digit since 2020
  ['[A-Z][12]\\d{8}', isTaiwanese],
  ['[A-Z]{1,2}\\d{6}\\([\\dA]\\)'], // HK identity card
  ['[STFGM]\\d{7}[A-Z]'], // SG registration
  ['\\d-\\d{4}-\\d{5}-\\d{2}-\\d|\\d{13}', validBy(thPerson)],
  ['\\d{13}', validBy(zaPerson)],
  ['\\d{7}[A-W][ABHWTX]?'], // IE personal public service
  ['[1-9]\\d{12}', validBy(roPerson)],
  ['\\d{1,2}\\.\\d{3}\\.\\d{3}-[\\dK]'], // CL tax and identity
  ['[A-Z][AEIOUX][A-Z]{2}\\d{6}[HMX][A-Z]{5}[A-Z\\d]\\d'], // MX population register
  ['[A-ZÑ&]{4}\\d{6}[A-Z\\d]{3}'], // MX taxpayer
  ['(?:20|2[3-7]|30|33)-\\d{8}-\\d'], // AR taxpayer
  ['\\d{3}-\\d{3}-\\d{3}[ -]\\d{2}', isRussianInsurance],
  ['784-\\d{4}-\\d{7}-\\d'], // AE identity card
];
const PATTERNS = FORMS.map(
  ([pattern, holds]) =>
    [new RegExp(`(?<![\\p{L}\\p{N}]|\\d[.,-])(?:${pattern})(?![\\p{L}\\p{N}]|[.,-]\\d)`, 'giu'), holds] as const,
);
/** Lines of a passport that machines read: https://www.icao.int/publications/Documents/9303_p4_cons_en.pdf */
const MACHINE_READABLE = /(?<![A-Z\d<])[A-Z\d<]{5,40}<[A-Z\d<]{8,40}/gu;
const TELLING = /(?<![\p{L}\p{N}.,])\d{12,}(?![\p{L}\p{N}]|[.,]\d)/gu;

/** Numbers that states give to people. */
export function findIdentityNumbers(plain: string): readonly Found[] {
  const numbers = PATTERNS.flatMap(([pattern, holds]) =>
    findAll(plain, pattern, 'id', (match) => holds?.(match.toUpperCase().replace(/[ .-]/g, '')) ?? true),
  );
  return [...numbers, ...findAll(plain, MACHINE_READABLE, 'id', (match) => match.includes('<<'))];
}

/** Numbers that are too long for an amount or a date: of contracts, customers, parcels, accounts. */
export function findLongNumbers(plain: string): readonly Found[] {
  return findAll(plain, TELLING, 'id');
}
