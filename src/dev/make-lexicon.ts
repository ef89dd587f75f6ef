// Makes the word lists of `assets/lexicon/` out of the interface strings of Chromium and the lists in `lexicon-extra/`.
//
//   node src/dev/make-lexicon.ts <folder of .pak files> …
//
// Debian's packages `chromium` and `chromium-l10n` hold the .pak files (in `usr/lib/chromium/locales`). The strings are under
// a BSD licence; only single words are taken from them, by how often they occur in short strings.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPakStrings } from './pak-strings.ts';

interface Language {
  readonly name: string;
  readonly paks: readonly string[];
  /** Words taken from Chromium beside the list of our own. */
  readonly words: number;
}

const LANGUAGES: readonly Language[] = [
  { name: 'en', paks: ['en-US', 'en-GB'], words: 3400 },
  { name: 'de', paks: ['de'], words: 2300 },
  { name: 'fr', paks: ['fr'], words: 2300 },
  { name: 'es', paks: ['es', 'es-419'], words: 2300 },
  { name: 'it', paks: ['it'], words: 2300 },
  { name: 'nl', paks: ['nl'], words: 2200 },
  { name: 'pl', paks: ['pl'], words: 2200 },
  { name: 'pt', paks: ['pt-BR', 'pt-PT'], words: 2300 },
  { name: 'ja', paks: ['ja'], words: 2000 },
  { name: 'zh', paks: ['zh-CN', 'zh-TW'], words: 2400 },
];
/** Longer strings are sentences: they hold more of what is no interface word. */
const SHORT_STRING_WORDS = 6;
const PRODUCTS = new Set(
  'chromium chrome chromebook chromebooks chromeos google gmail android youtube gemini windows macos mac ios ipad iphone linux firefox mozilla microsoft edge safari apple adobe facebook twitter instagram whatsapp netflix amazon paypal mastercard visa amex discover jcb maestro mir verve troy elo intel nvidia samsung sony nokia debian ubuntu lacros crostini borealis bruschetta parallels citrix okta duo yubikey titan webstore playstore'.split(
    ' ',
  ),
);
const WITHOUT_SPACES = new Set(['ja', 'zh']);
const EAST_ASIAN = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]+$/u;
/** Shorter words of kana are pieces of longer ones, or given names. */
const KANA_MIN_CHARS = 3;
const extra = join(import.meta.dirname, 'lexicon-extra');
const target = join(import.meta.dirname, '../../assets/lexicon');

/** Words of a list of our own; lines with `#` are comments. */
function readList(file: string): readonly string[] {
  const text = existsSync(join(extra, file)) ? readFileSync(join(extra, file), 'utf8') : '';
  return text.replace(/^#.*$/gm, '').split(/\s+/).filter(Boolean);
}

/** Plain text of an interface string: without placeholders, tags, plural rules and marks of access keys. */
function toPlainText(message: string): string {
  return message
    .replace(/<[^>]*>|\$\d+|\{[^{}]*\}|https?:\S+|\S*[@_\\/=]\S*/g, ' ')
    .replace(/&(?=\p{L})/gu, '')
    .normalize('NFC');
}

function toWordsOf(language: string, text: string): readonly string[] {
  if (!WITHOUT_SPACES.has(language)) return text.match(/\p{L}+(?:['’]\p{L}+)*/gu) ?? [];
  const segments = [...new Intl.Segmenter(language, { granularity: 'word' }).segment(text)];
  const isLong = (word: string): boolean =>
    /\p{Script=Han}/u.test(word) ? word.length >= 2 : word.length >= KANA_MIN_CHARS;
  return segments
    .filter(({ segment, isWordLike }) => isWordLike === true && EAST_ASIAN.test(segment) && isLong(segment))
    .map(({ segment }) => segment);
}

function countWords(language: Language, folders: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const pak of language.paks) {
    const file = folders.map((folder) => join(folder, `${pak}.pak`)).find(existsSync);
    if (file === undefined) throw new Error(`${pak}.pak is in none of: ${folders.join(', ')}`);
    for (const message of readPakStrings(readFileSync(file))) {
      const words = toWordsOf(language.name, toPlainText(message));
      if (words.length > SHORT_STRING_WORDS) continue;
      for (const word of words) count(counts, word.toLowerCase().replaceAll('’', "'"));
    }
  }
  return counts;
}

function count(counts: Map<string, number>, word: string): void {
  counts.set(word, (counts.get(word) ?? 0) + 1);
}

function makeList(language: Language, folders: readonly string[], refused: ReadonlySet<string>): readonly string[] {
  const own = readList(`${language.name}.txt`);
  const isShortSense = (word: string): boolean => WITHOUT_SPACES.has(language.name) || word.length >= 3;
  const found = [...countWords(language, folders)]
    .filter(([word]) => isShortSense(word) && word.length <= 24 && !refused.has(word) && !PRODUCTS.has(word))
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, language.words)
    .map(([word]) => word);
  return [...new Set([...own, ...found])].filter((word) => !refused.has(word)).sort();
}

function main(folders: readonly string[]): void {
  const kept = new Set(readList('kept-names.txt'));
  const refused = new Set(readList('names.txt').filter((name) => !kept.has(name)));
  mkdirSync(target, { recursive: true });
  for (const language of LANGUAGES) {
    const words = makeList(language, folders, refused);
    writeFileSync(join(target, `${language.name}.txt`), `${words.join('\n')}\n`);
    console.log(`${language.name}: ${words.length} words`);
  }
  const code = [...new Set(readList('code.txt'))].filter((word) => !refused.has(word)).sort();
  writeFileSync(join(target, 'code.txt'), `${code.join('\n')}\n`);
  console.log(`code: ${code.length} words`);
}

main(process.argv.slice(2));
