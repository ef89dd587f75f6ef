// Finds addresses in text: of mail, of machines, of pages and of places on Earth.
import type { Found } from './found-text.ts';
import { findAll } from './found-text.ts';
import { toSafeUrl } from './safe-url.ts';

const LABEL = '[\\p{L}\\p{N}-]{1,63}';
const AT = '(?:@|%40|&#(?:64|x40);|&commat;| ?[(\\[{<] ?(?:at|ät|arroba|chez|@) ?[)\\]}>] ?| {1,2}@ {1,2})';
const DOT = '(?:\\.| ?[(\\[{<] ?(?:dot|punkt|punto|point|ponto|\\.) ?[)\\]}>] ?| \\. | dot | punkt )';
/** `erika@example.com` and how people write it to hide it; a quoted part before the `@`, an address in brackets after it. */
const EMAIL = new RegExp(
  `(?:[\\p{L}\\p{N}][\\p{L}\\p{N}.!#$%&'*+/=?^_\`{|}~-]{0,63}|"[^"\\n]{1,64}")(?:${AT}(?:${LABEL}(?:${DOT}${LABEL}){0,5}|\\[[\\da-f.:]{3,45}\\])| (?:at|ät) ${LABEL}(?:${DOT}${LABEL}){1,5})`,
  'giu',
);
/** `e r i k a @ w e b . d e` */
const SPACED_OUT = /(?<!\S)(?:\S ){2,60}@(?: \S){3,60}(?!\S)/gu;
/** A handle of a person, where no package scope follows. */
const HANDLE = /(?<![\p{L}\p{N}/@])@[\p{L}\p{N}][\p{L}\p{N}._-]{1,39}(?![\p{L}\p{N}/])/gu;

/** E-mail addresses, also spelled out, and handles. */
export function findEmails(plain: string): readonly Found[] {
  return [
    ...findAll(plain, EMAIL, 'email', isAddress),
    ...[SPACED_OUT, HANDLE].flatMap((pattern) => findAll(plain, pattern, 'email')),
  ];
}

/** `3 @ 4.50` is a price and `hono@4.13.1` a version: what follows ends in letters. */
const isAddress = (match: string): boolean =>
  /\p{L}[^.]*$|\]$/u.test(match) && (!/ @ /.test(match) || /\p{L}{2,}$/u.test(match));

const WEB = /(?:[a-z][a-z\d+.-]{1,20}:\/\/|www\.)[^\s<>"]{1,2000}/giu;
const SECRET_PARAMETER =
  /[?&#;/](?:[\w.-]{0,30}(?:token|key|secret|sig|passw|pwd|auth|code|session|sid|otp|jwt|credential|assertion|ticket|nonce|hmac|pass|invite|reset|magic|verif)[\w.-]{0,30})=/i;
const USER_INFO = /^[a-z][a-z\d+.-]*:\/\/[^/?#]*@/i;

const trimUrl = (url: string): string => url.replace(/[.,;:!?'")\]}]+$/, '');

/** URLs that carry credentials or secrets. */
export function findSecretUrls(plain: string): readonly Found[] {
  return findAll(plain, WEB, 'url', (match) => USER_INFO.test(match) || SECRET_PARAMETER.test(match));
}

/** URLs that tell more than a record of a page may: ids, queries, fragments. */
export function findTellingUrls(plain: string): readonly Found[] {
  return findAll(plain, WEB, 'url', (match) => {
    const url = trimUrl(match).replace(/^www\./i, 'https://www.');
    return URL.canParse(url) && toSafeUrl(url) !== new URL(url).href;
  });
}

const IPV4 =
  /(?<![\p{L}\p{N}.]|(?:version|release|build|ver\.?) )\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2}|:\d{2,5})?(?!\.?\d)/giu;
const IPV6 =
  /(?<![\p{L}\p{N}:.])(?:[\da-f]{1,4})?(?::[\da-f]{0,4}){2,7}(?:\.\d{1,3}){0,3}(?:%[\w.]{1,20})?(?:\/\d{1,3})?(?![\p{L}\p{N}:])/giu;
const IPV6_GROUPS = 8;
const MAC =
  /(?<![\p{L}\p{N}:-])(?:[\da-f]{2}(?:([:-])[\da-f]{2})(?:\1[\da-f]{2}){4}(?:\1[\da-f]{2}){0,2}|[\da-f]{4}\.[\da-f]{4}\.[\da-f]{4})(?![\p{L}\p{N}:-])/giu;

/** Addresses of machines on a network. */
export function findMachines(plain: string): readonly Found[] {
  return [
    ...findAll(plain, MAC, 'mac'),
    ...findAll(plain, IPV4, 'ip', (match) =>
      (match.match(/\d+/g) ?? []).slice(0, 4).every((part) => Number(part) < 256),
    ),
    ...findAll(plain, IPV6, 'ip', isIpv6),
  ];
}

function isIpv6(match: string): boolean {
  const address = match.replace(/[%/].*$/, '');
  const groups = address.split(':');
  if (!/\d|[a-f]{2}/i.test(address) || address.split('::').length > 2) return false;
  return address.includes('::') ? groups.some((group) => group.length >= 2) : groups.length === IPV6_GROUPS;
}

const DEGREES = '[-+]?\\d{1,3}(?:[.,]\\d{4,15})';
const HEMISPHERE = '(?: ?[NSEWO])';
/** `52.520008, 13.404954`, also with letters of the hemisphere. */
const DECIMAL = new RegExp(
  `(?<![\\p{L}\\p{N}.,])[NS]? ?${DEGREES} ?°?${HEMISPHERE}?[,;/\\s]{1,3}[EWO]? ?${DEGREES} ?°?${HEMISPHERE}?(?![\\p{N}])`,
  'gu',
);
/** `52°31'12"N`, `N 52° 31.123'`. */
const SEXAGESIMAL =
  /(?:[NSEWO] ?)?(?<!\d)\d{1,3}(?:[.,]\d{1,8})? ?[°º] ?(?:\d{1,2}(?:[.,]\d{1,6})? ?['′´] ?)?(?:\d{1,2}(?:[.,]\d{1,6})? ?(?:["″]|'') ?)?[NSEWO]?/gu;
const LABELLED_DEGREES =
  /\b(?:lat|lon|lng|latitude|longitude|breite|länge|breitengrad|längengrad|latitud|longitud|geo):? ?=? ?[-+]?\d{1,3}[.,]\d{2,15}(?:,[-+]?\d{1,3}\.\d{2,15})?/giu;
const PLUS_CODE = /(?<![\p{L}\p{N}])[2-9CFGHJMPQRVWX]{4,8}\+[2-9CFGHJMPQRVWX]{2,3}(?![\p{L}\p{N}])/giu;
const THREE_WORDS = /\/\/\/\p{L}{2,20}\.\p{L}{2,20}\.\p{L}{2,20}/gu;

/** Places on Earth as numbers or codes. */
export function findCoordinates(plain: string): readonly Found[] {
  const hasAngle = (match: string): boolean => /['′´NSEWO]/.test(match);
  return [
    ...findAll(plain, DECIMAL, 'coordinates', isOnEarth),
    ...findAll(plain, SEXAGESIMAL, 'coordinates', hasAngle),
    ...[LABELLED_DEGREES, PLUS_CODE, THREE_WORDS].flatMap((pattern) => findAll(plain, pattern, 'coordinates')),
  ];
}

function isOnEarth(match: string): boolean {
  const [one = 0, other = 0] = (match.match(/\d{1,3}[.,]\d+/g) ?? []).map((part) => Number(part.replace(',', '.')));
  return Math.max(one, other) <= 180 && Math.min(one, other) <= 90;
}
