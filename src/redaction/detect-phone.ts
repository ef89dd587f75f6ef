// Finds phone numbers in text: by the sign for “abroad”, by a word beside them, and by the number plans of many countries.
import type { CountryCode, MetadataJson } from 'libphonenumber-js/core';
import parsePhoneNumber from 'libphonenumber-js/core';
import type { Detector } from './found-text.ts';

/** Plans whose numbers people write without a leading zero and without gaps. */
const PLAIN_COUNTRIES: readonly CountryCode[] = ['US', 'CN', 'IN', 'BR'];
const PLAIN_MIN_DIGITS = 10;
/** The sign for “abroad” as digits, and a number long enough to have a country code. */
const INTERNATIONAL = /^00[1-9]\d{7,12}$/;
/** E.164: https://www.itu.int/rec/T-REC-E.164 */
const MIN_DIGITS = 7;
const MAX_DIGITS = 15;
const CANDIDATE =
  /(?<![\p{L}\p{N}_=#$€£¥]|\p{L}-)(?:\+|\(\+|00|\(|\d)(?:[ \t]?[()./-]{0,2}[ \t]?\d){6,19}(?![\p{L}\p{N}]|[.,]\d)/gu;
/** How numbers are grouped that begin with no zero: `415-555-2671`, `612 345 678`, `98765 43210`, `91 12 34 56`. */
const GROUPED =
  /^\(?\d{2,3}\)?[ .-]?\d{3,5}[ .-]\d{4}$|^[2-9]\d\d([ .-])\d{3}\1\d{3}$|^\d{5} \d{5}$|^\d{2}(?:[ .]\d{2}){3}$|^\d{3}(?:[ .-]\d{2}){3}$|^\d{4}[ -]\d{4}$/;
/** A year, and another or a number: of an order, an invoice. */
const YEARS = /^(?:19|20)\d\d[ ./-]\d{1,6}$/;
const WITH_COUNTRY = /^\d{1,3}[ .-]\(?\d{2,3}\)?[ .-]\d{3,4}[ .-]\d{4}$/;
const LABEL =
  /(?:tel|phone|fon|mobil|handy|cell|call|fax|ruf|appel|llam|ligar|chiam|whatsapp|sms|kom|dzwo|☎|📞|📱|電話|电话|手机|携帯|전화|тел|звон)[^\d\n]{0,20}$/iu;
const DATE = /^(?:\d{4}([-./])\d{1,2}\1\d{1,2}|\d{1,2}([-./])\d{1,2}\2\d{2,4})(?!\d)/;
const MONEY_BEFORE = /(?:[$€£¥]|eur|usd|gbp|chf|pln|brl|inr|jpy|cny) ?$/i;
const MONEY_AFTER = /^ ?(?:[$€£¥%]|eur|usd|gbp|chf|pln|brl|inr|jpy|cny|zł|kg|km|mb|gb)/i;

/** Finds phone numbers with a country code, and those that are valid in the plan of a country and look like one. */
export function createPhoneDetector(plans: MetadataJson): Detector {
  const countries = Object.keys(plans.countries) as readonly CountryCode[];
  const isValidIn = (text: string, isPlain: boolean): boolean =>
    (isPlain ? PLAIN_COUNTRIES : countries).some(
      (defaultCountry) => parsePhoneNumber(text, { defaultCountry }, plans)?.isValid() === true,
    );
  return (plain) =>
    [...plain.matchAll(CANDIDATE)].flatMap(({ 0: text, index }) =>
      isPhone(
        text,
        plain.slice(Math.max(0, index - 40), index),
        plain.slice(index + text.length, index + text.length + 6),
        isValidIn,
      )
        ? [{ kind: 'phone' as const, start: index, end: index + text.length }]
        : [],
    );
}

function isPhone(
  text: string,
  before: string,
  after: string,
  isValidIn: (text: string, isPlain: boolean) => boolean,
): boolean {
  const digits = text.replace(/\D/g, '');
  if (digits.length < MIN_DIGITS || digits.length > MAX_DIGITS) return false;
  if (/^\(?\+/.test(text) || WITH_COUNTRY.test(text)) return true;
  if (DATE.test(text) || MONEY_BEFORE.test(before) || MONEY_AFTER.test(after)) return false;
  if (LABEL.test(before)) return true;
  if (INTERNATIONAL.test(digits)) return true;
  const hasTrunk = /^\(?0/.test(text);
  if (digits === text && digits.length < PLAIN_MIN_DIGITS) return false;
  if (digits !== text && !hasTrunk && !GROUPED.test(text)) return false;
  if (YEARS.test(text)) return false;
  return isValidIn(text, digits === text && !hasTrunk);
}
