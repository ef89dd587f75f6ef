// The word lists that names must pass, read from the extension's files once a worker life.
import browser from 'webextension-polyfill';
import type { Vocabulary } from '../../src/redaction/clean-token.ts';
import { parseLexicon } from '../../src/redaction/lexicon.ts';

/** Languages of the files in `assets/lexicon/`. */
const LANGUAGES: readonly string[] = ['de', 'en', 'es', 'fr', 'it', 'ja', 'nl', 'pl', 'pt', 'zh'];
const CODE_LIST = 'code';
const ROLE_LIST = 'roles';

let known: Promise<Vocabulary> | undefined;

/** A list that cannot be read is an empty one: then more words are hidden, never fewer. */
export function readVocabulary(): Promise<Vocabulary> {
  known ??= loadVocabulary();
  return known;
}

async function loadVocabulary(): Promise<Vocabulary> {
  const [code, roles, ...lists] = await Promise.all([CODE_LIST, ROLE_LIST, ...languagesInUse()].map(loadList));
  return {
    isInterfaceWord: (word) => lists.some((list) => list.has(word)),
    isCodeWord: (word) => code?.has(word) === true,
    isRole: (role) => roles?.has(role) === true,
  };
}

/** English, and what the person reads: a word of any other language may be a name here. */
function languagesInUse(): readonly string[] {
  const read = [...navigator.languages, browser.i18n.getUILanguage()].map((tag) => tag.slice(0, 2).toLowerCase());
  return LANGUAGES.filter((language) => language === 'en' || read.includes(language));
}

async function loadList(name: string): Promise<ReadonlySet<string>> {
  try {
    return parseLexicon(await (await fetch(browser.runtime.getURL(`/lexicon/${name}.txt`))).text());
  } catch (error) {
    console.error(`The word list ${name} could not be read:`, error);
    return new Set();
  }
}
