// Finds names of people in text: those that the page itself shows, and what stands after a title or a greeting.
import type { Detector, Found } from './found-text.ts';
import { findAll } from './found-text.ts';

/** Shorter parts of a name (`de`, `van`, `Li`) count only inside the whole name. */
const PART_MIN_CHARS = 3;
const MAX_NAMES = 500;
const EAST_ASIAN = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/;
const TITLES =
  'mr|mrs|ms|miss|mx|dr|prof|herrn?|frau|monsieur|madame|mme|mlle|señora?|sra?|doña|don|signora?|sig|dott|sig\\.ra|grüßen|grüssen|dhr|mevr|mevrouw|meneer|pani|pana|panu|pan|senhora?|dear|hi|hello|hallo|liebe[rs]?|dzień dobry|bonjour|cher|chère|caro|cara|estimad[oa]|hola|olá|ciao|beste|geachte|gruß|regards|sincerely|grüße|cordialement|saludos|saluti|groet|pozdrawiam';
const BOTH_CASES = TITLES.replace(/(?<=^|\|)./g, (first) => `[${first}${first.toUpperCase()}]`);
const PARTICLES =
  '(?:(?:de|van|von|vom|zum|zur|der|den|ten|ter|di|da|del|della|la|le|el|al|bin|ibn|zu|dos|do|du|des) ){0,3}';
const NAME_WORD = "\\p{Lu}[\\p{L}'-]{1,30}\\.?";
const TITLED = new RegExp(
  `(?<=(?<!\\p{L})(?:(?:${BOTH_CASES})\\.?|M\\.),?\\s{1,3}(?:(?:${BOTH_CASES})\\. ){0,2})${PARTICLES}${NAME_WORD}(?: ${PARTICLES}${NAME_WORD}){0,2}`,
  'gu',
);
/** After the word for a person and a colon: `Kunde: Anna Schmidt`. */
const LABELLED =
  /(?<=(?<!\p{L})(?i:(?:full |first |last |vor|nach|customer |kunden)?name|kund(?:e|in)|patient(?:in)?|client|customer|cliente|klient|contact|kontakt|ansprechpartner(?:in)?|caller|anrufer(?:in)?|user|employee|mitarbeiter(?:in)?|nom|prénom|nombre|nome|naam|imię|nazwisko|имя|фио|клиент|from|attn|氏名|名前|お名前|姓名|患者|客户|顧客|이름|고객) ?: ?)(?:\p{Lu}[\p{L}'-]{1,30}(?: \p{Lu}[\p{L}'-]{1,30}){0,3}|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,6})/gu;
/** Han and kana before an honorific. */
const HONOURED =
  /[\u3040-\u30ff\u3400-\u9fff々]{1,6}(?=(?:さん|さま|様|殿|君|ちゃん|先生|氏|部長|課長|社長|女士|小姐|经理|經理|老师|老師|总监))/gu;
const HONOURED_KOREAN = /[\uac00-\ud7af]{2,4}(?= ?(?:님|씨|부장|과장|대리|사장|선생))/gu;

/** People after a title or a greeting, and before an honorific. */
export function findTitledNames(plain: string): readonly Found[] {
  return [TITLED, LABELLED, HONOURED, HONOURED_KOREAN].flatMap((pattern) => findAll(plain, pattern, 'name'));
}

const fold = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/ł/g, 'l').replace(/ø/g, 'o').replace(/ß/g, 'ss');

const escapeForRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Finds `names`, whole and in parts, whatever the case and the accents; none for names without letters. */
export function createNameDetector(names: readonly string[]): Detector {
  const parts = new Set(names.slice(0, MAX_NAMES).flatMap(toParts));
  if (parts.size === 0) return () => [];
  const [unspaced, spaced] = [
    [...parts].filter((part) => EAST_ASIAN.test(part)),
    [...parts].filter((part) => !EAST_ASIAN.test(part)),
  ];
  const byLength = (list: string[]): string =>
    list
      .sort((a, b) => b.length - a.length)
      .map(escapeForRegExp)
      .join('|');
  const alternatives = [
    ...(spaced.length === 0 ? [] : [`(?<!\\p{L})(?:${byLength(spaced)})(?='?s?(?!\\p{L}))`]),
    ...(unspaced.length === 0 ? [] : [`(?:${byLength(unspaced)})`]),
  ];
  const pattern = new RegExp(alternatives.join('|'), 'gu');
  return (plain) => findFolded(plain, pattern);
}

function toParts(name: string): readonly string[] {
  const whole = fold(name).replace(/\s+/g, ' ').trim();
  const words = whole.split(/[\s,]+/).map((word) => word.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, ''));
  const isLong = (word: string): boolean => word.length >= PART_MIN_CHARS || EAST_ASIAN.test(word);
  return [...(isLong(whole) && /\p{L}/u.test(whole) ? [whole] : []), ...words.filter(isLong)];
}

/** Matches on the text without accents, and tells where that stands in the text as it is. */
function findFolded(plain: string, pattern: RegExp): readonly Found[] {
  const places: number[] = [];
  let folded = '';
  let at = 0;
  for (const char of plain) {
    const letters = fold(char);
    for (let i = 0; i < letters.length; i += 1) places.push(at);
    folded += letters;
    at += char.length;
  }
  places.push(at);
  return [...folded.matchAll(pattern)].map(({ 0: match, index }) => ({
    kind: 'name' as const,
    start: places[index] ?? 0,
    end: places[index + match.length] ?? at,
  }));
}
