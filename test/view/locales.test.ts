// Every language says all of it, with the same placeholders; and nothing that people read is written into the code.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { MESSAGE_KEYS } from '../../src/view/message-key.ts';

const LOCALES = new URL('../../assets/_locales/', import.meta.url);
const VIEW = new URL('../../src/view/', import.meta.url);

type Messages = Readonly<Record<string, { readonly message: string }>>;
const readMessages = (locale: string): Messages =>
  JSON.parse(readFileSync(new URL(`${locale}/messages.json`, LOCALES), 'utf8'));
const english = readMessages('en');
const placeholdersOf = (text: string): readonly string[] => [...new Set(text.match(/\$\d/g))].toSorted();

test('the languages are those that are promised', () => {
  expect(readdirSync(LOCALES).toSorted()).toEqual(['ar', 'de', 'en', 'es', 'fr', 'ja', 'pt_BR']);
});

test.each(['ar', 'de', 'es', 'fr', 'ja', 'pt_BR'])(
  '%s says every message, with the placeholders of the English one',
  (locale) => {
    const messages = readMessages(locale);
    expect(Object.keys(messages).toSorted()).toEqual(MESSAGE_KEYS.toSorted());
    for (const [key, { message }] of Object.entries(messages)) {
      expect(message.trim(), key).not.toBe('');
      expect(placeholdersOf(message), key).toEqual(placeholdersOf(english[key]?.message ?? ''));
    }
    expect(messages['locale']?.message).toBe(locale.replace('_', '-'));
  },
);

test.each(['ar', 'de', 'es', 'fr', 'ja', 'pt_BR'])(
  '%s is a translation: few messages are the English ones',
  (locale) => {
    const messages = readMessages(locale);
    const same = MESSAGE_KEYS.filter((key) => messages[key]?.message === english[key]?.message);
    // Names of things that many languages share: Link, Dialog, Region, …
    expect(same.length, same.join(' ')).toBeLessThan(30);
  },
);

test('every message is said somewhere', () => {
  const sources = [
    VIEW,
    new URL('../../entrypoints/', import.meta.url),
    new URL('../../wxt.config.ts', import.meta.url),
  ];
  const text = sources.flatMap(readAll).join('\n');
  const unsaid = MESSAGE_KEYS.filter((key) => !new RegExp(`['"]${key}['"]|__MSG_${key}__`).test(text));
  expect(unsaid).toEqual([]);
});

function readAll(url: URL): readonly string[] {
  if (url.pathname.endsWith('.ts')) return [readFileSync(url, 'utf8')];
  return readdirSync(url, { recursive: true, withFileTypes: true })
    .filter((file) => /\.tsx?$/.test(file.name) && file.name !== 'message-key.ts')
    .map((file) => readFileSync(path.join(file.parentPath, file.name), 'utf8'));
}
