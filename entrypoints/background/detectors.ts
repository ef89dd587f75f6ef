// What tells fields and cleans text, read from the extension's files when it is first asked for: it would make each start slower.
import browser from 'webextension-polyfill';
import type { FieldWords } from '../../src/model/field.ts';
import type { Scrubber, ScrubData } from '../../src/redaction/scrub.ts';
import { createScrubber } from '../../src/redaction/scrub.ts';

/** Files that the build makes out of the modules in `src/redaction/`. */
const WORDS_FILE = '/field-words.json';
const PLANS_FILE = '/number-plans.json';

let words: Promise<FieldWords> | undefined;
let scrubber: Promise<Scrubber> | undefined;

/** Rejects when the file cannot be read: then no page is told to record. */
export function readFieldWords(): Promise<FieldWords> {
  words ??= readFile<FieldWords>(WORDS_FILE);
  return words;
}

/** Rejects when a file cannot be read: then nothing that needs cleaning is kept. */
export function readScrubber(): Promise<Scrubber> {
  scrubber ??= Promise.all([readFieldWords(), readFile<ScrubData['plans']>(PLANS_FILE)]).then(([table, plans]) =>
    createScrubber({ words: table, plans }),
  );
  return scrubber;
}

/** Files of our own build hold what it wrote. */
async function readFile<T>(path: string): Promise<T> {
  return (await fetch(browser.runtime.getURL(path))).json();
}
