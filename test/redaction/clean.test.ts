import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PageEvent } from '../../src/model/event.ts';
import type { SafeName, SafeSelector, SafeToken, SafeUrl } from '../../src/model/safe.ts';
import type { Box, Target } from '../../src/model/target.ts';
import { cleanEvent } from '../../src/redaction/clean-event.ts';
import { cleanName } from '../../src/redaction/clean-name.ts';
import { cleanSelector, cleanToken, cleanUrl } from '../../src/redaction/clean-token.ts';
import { createEchoFilter } from '../../src/redaction/echo.ts';
import { parseLexicon } from '../../src/redaction/lexicon.ts';
import { toSafeName } from '../../src/redaction/safe-name.ts';
import { toSafeToken } from '../../src/redaction/safe-token.ts';
import { toSecretMark } from '../../src/redaction/secret-mark.ts';
import { toTailEvent } from '../../src/redaction/tail-event.ts';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pl', 'pt', 'ja', 'zh'];
const lexicons = new Map(LANGUAGES.map((language) => [language, parseLexicon(read(`assets/lexicon/${language}.txt`))]));
const words = new Set([...lexicons.values()].flatMap((lexicon) => [...lexicon]));
const code = parseLexicon(read('assets/lexicon/code.txt'));
const roles = parseLexicon(read('assets/lexicon/roles.txt'));
const isInterfaceWord = (word: string): boolean => words.has(word);
const vocabulary = {
  isInterfaceWord,
  isCodeWord: (word: string) => code.has(word),
  isRole: (role: string) => roles.has(role),
};

const noEcho = (): boolean => false;
const nameOf = (text: string): SafeName => ({ text }) as SafeName;
const clean = (text: string): string => {
  const name = cleanName(nameOf(text), isInterfaceWord);
  return 'text' in name ? name.text : name.length;
};

describe('names', () => {
  test.each([
    ['Approve', 'Approve'],
    ['Save & close', 'Save & close'],
    ['Don’t save', 'Don’t save'],
    ['Open chat with Erika Mustermann', 'Open chat with [word] [word]'],
    ['Open chat with Erika Beispiel', 'Open chat with [word] [word]'],
    ['Beispiel, Ali', '[word], [word]'],
    ['García Ejemplo', '[word] [word]'],
    ["Erika's tasks", '[word] tasks'],
    ['Alan Page', '[word] [word]'],
    ['Price Ng', '[word] [word]'],
    ['Message from Erika: I was in the office last week', '33-64'],
    ['Open the list of all files in this window and save it', 'Open the list of all files in this window and save it'],
    ['Page [word] of [word]', 'Page [word] of [word]'],
    ['Mark as read', 'Mark as read'],
    ['Mark', '[word]'],
    ['Message from Mark', 'Message from [word]'],
    ['Will Smith', '[word] [word]'],
    ['will be sent', 'will be sent'],
    ['Rechnung genehmigen', 'Rechnung genehmigen'],
    ['Détails de l’adresse', 'Détails de l’adresse'],
    ['受信トレイ', '受信トレイ'],
    ['田中さんに送信', '[word]さんに送信'],
    ['请求批准', '请求批准'],
    ['王建设', '[word]'],
    ['أحمد', '[word]'],
    ['Erika設定', '[word]設定'],
    ['erika.mustermann', '[word].[word]'],
  ])('%s becomes %s', (raw, text) => {
    expect(clean(raw)).toBe(text);
  });

  test('a name that is a length stays one', () => {
    expect(cleanName({ length: '5-8' } as SafeName, isInterfaceWord)).toEqual({ length: '5-8' });
  });

  const anyText = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc
      .array(
        fc.constantFrom(
          'Save',
          'mark',
          'Mark',
          'Erika',
          'Beispiel',
          'Page',
          'zxq',
          'Zxq',
          '[word]',
          '田中',
          '送信',
          'に',
          '建设',
          ',',
          '-',
          '12',
          "l'",
          'adresse',
          'Ng',
        ),
        { maxLength: 9 },
      )
      .chain((parts) => fc.constantFrom(' ', '', ', ').map((between) => parts.join(between))),
  );

  test('whatever comes out is vocabulary or [word]', () => {
    fc.assert(
      fc.property(anyText, (raw) => {
        const name = cleanName(nameOf(raw), isInterfaceWord);
        if (!('text' in name)) return;
        const left = name.text.replaceAll('[word]', ' ');
        // Scripts without spaces have their own test below.
        const spaced = left.replace(/[\u3005\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f]/g, ' ');
        for (const [run] of spaced.matchAll(/[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*/gu)) {
          const word = run.toLowerCase().replaceAll('’', "'");
          expect(isInterfaceWord(word) || word.split("'").every(isInterfaceWord), run).toBe(true);
        }
        expect(left).not.toMatch(/\p{N}/u);
      }),
      { numRuns: 1_000 },
    );
  });

  test('a run without spaces is told only as known words', () => {
    const known = new Set(['送信', 'に', '受信']);
    const isKnown = (word: string): boolean => known.has(word);
    fc.assert(
      fc.property(fc.array(fc.constantFrom('送信', 'に', '受信', '田', '中', '花')), (parts) => {
        const name = cleanName(nameOf(parts.join('')), isKnown);
        if ('text' in name) expect(name.text).not.toMatch(/[田中花]/);
      }),
    );
  });

  test('a clean name is clean already', () => {
    fc.assert(
      fc.property(anyText, (raw) => {
        const once = cleanName(nameOf(raw), isInterfaceWord);
        expect(cleanName(once, isInterfaceWord)).toEqual(once);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('lexicons', () => {
  const names = new Set(read('src/dev/lexicon-extra/names.txt').replace(/^#.*$/gm, '').split(/\s+/).filter(Boolean));
  const kept = new Set(
    read('src/dev/lexicon-extra/kept-names.txt').replace(/^#.*$/gm, '').split(/\s+/).filter(Boolean),
  );

  test('no name of a person is in a lexicon, but the few that are nearly always another word', () => {
    const all = [...words, ...code];
    expect(all.filter((word) => names.has(word) && !kept.has(word))).toEqual([]);
    expect(names.size).toBeGreaterThan(1_000);
  });

  test.each([
    'erika',
    'jürgen',
    'jana',
    'maría',
    'garcía',
    'müller',
    'smith',
    'rossi',
    'silva',
    'kowalski',
    'jansen',
    'dubois',
    '田中',
    '花子',
    '王小明',
    'mohamed',
    'chen',
    'rosa',
    'max',
    'april',
  ])('%s is in none', (name) => {
    expect(words.has(name) || code.has(name)).toBe(false);
  });

  test.each([
    ['en', ['approve', 'invoice', 'ticket', 'assign', 'priority', 'save', 'cancel', 'reply']],
    ['de', ['genehmigen', 'rechnung', 'speichern', 'abbrechen', 'antworten']],
    ['fr', ['approuver', 'facture', 'enregistrer', 'annuler', 'répondre']],
    ['es', ['aprobar', 'factura', 'guardar', 'cancelar', 'responder']],
    ['it', ['approva', 'fattura', 'salva', 'annulla', 'rispondi']],
    ['nl', ['goedkeuren', 'factuur', 'opslaan', 'annuleren']],
    ['pl', ['zatwierdź', 'faktura', 'zapisz', 'anuluj']],
    ['pt', ['aprovar', 'fatura', 'salvar', 'cancelar']],
    ['ja', ['承認', '請求書', '保存', 'キャンセル']],
    ['zh', ['审批', '发票', '保存', '取消']],
  ] as const)('%s has the words of office work', (language, some) => {
    expect(some.filter((word) => lexicons.get(language)?.has(word) !== true)).toEqual([]);
  });

  test('words are in lower case and without digits, and all lists together are small', () => {
    for (const word of [...words, ...code]) expect(word).toMatch(/^[\p{L}\p{M}ー]+(?:'[\p{L}\p{M}]+)*$/u);
    for (const word of words) expect(word).toBe(word.toLowerCase());
    const files = readdirSync(path.join(root, 'assets/lexicon'));
    const bytes = files.reduce((sum, file) => sum + Buffer.byteLength(read(`assets/lexicon/${file}`)), 0);
    expect(bytes).toBeLessThan(250_000);
  });

  test('comments and blank lines are no words', () => {
    expect([...parseLexicon('# words\nsave\r\n\nopen\n')]).toEqual(['save', 'open']);
  });
});

describe('what developers wrote', () => {
  test('a token with a word that is no vocabulary goes', () => {
    expect(cleanToken('save-button' as SafeToken, vocabulary)).toBe('save-button');
    expect(cleanToken('btnSave' as SafeToken, vocabulary)).toBe('btnSave');
    expect(cleanToken('chat-erika' as SafeToken, vocabulary)).toBeUndefined();
  });

  test.each([
    ['[data-testid="save"]', true],
    ['[data-testid="chat-erika"]', false],
    ['#main > form.wide > button:nth-of-type(2)', true],
    ['#erika > button:nth-of-type(2)', false],
    ['//*[@id="erika"]/div[1]', false],
    ['[role="button"][name="Save"]', true],
    ['[role="button"][name="Chat with Erika"]', false],
  ])('%s is kept: %s', (selector, isKept) => {
    expect(cleanSelector(selector as SafeSelector, vocabulary)).toBe(isKept ? selector : undefined);
  });

  test('a path segment that is no vocabulary goes, also where the page left it in', () => {
    expect(cleanUrl('https://a.example/users/erika-mustermann/edit', vocabulary)).toBe(
      'https://a.example/users/:x/edit',
    );
    expect(cleanUrl('https://a.example/reset?token=x', vocabulary)).toBe('https://a.example/reset');
    expect(cleanUrl('https://a.example/app#/users/erika', vocabulary)).toBe('https://a.example/app#/users/:x');
    expect(cleanUrl('https://a.example/ticket.html', vocabulary)).toBe('https://a.example/ticket.html');
    expect(cleanUrl('about:blank', vocabulary)).toBe('about:blank');
  });
});

describe('events', () => {
  const target = {
    node: 1,
    tag: 'button',
    role: 'button',
    name: nameOf('Open chat with Erika Mustermann'),
    testId: 'chat-erika' as SafeToken,
    selectors: [
      { kind: 'test' as const, value: '[data-testid="chat-erika"]' as SafeSelector, unique: 'yes' as const },
      { kind: 'css' as const, value: 'button:nth-of-type(1)' as SafeSelector, unique: 'yes' as const },
    ],
  };
  const point = { x: 1, y: 1, nx: 0, ny: 0 };
  const field = { class: 'search', mode: 'kept' } as const;
  const events: readonly PageEvent[] = [
    { kind: 'click', button: 'primary', count: 1, by: 'mouse', target },
    { kind: 'drag', by: 'html', from: { point, target }, to: { point, target }, ms: 5 },
    { kind: 'scroll', target, from: { x: 0, y: 0 }, to: { x: 0, y: 5 }, source: 'wheel', ms: 5 },
    { kind: 'key', key: 'Enter', target },
    { kind: 'typing', field, target, text: 'Erika' },
    { kind: 'change', control: 'select', field, target, value: 'Erika' },
    { kind: 'clipboard', action: 'copy', target },
    { kind: 'submit', target },
    { kind: 'dialog', type: 'dialog', target },
    {
      kind: 'page',
      url: 'https://a.example/users/erika' as SafeUrl,
      cause: 'link',
      viewport: { width: 1, height: 1, dpr: 1, zoom: 1, scrollX: 0, scrollY: 0 },
    },
  ];
  const withoutText = events.filter((event) => event.kind !== 'typing' && event.kind !== 'change');

  test.each(withoutText)('$kind: nothing but vocabulary reaches the disk', (event) => {
    const cleaned = cleanEvent(event, vocabulary, noEcho);
    expect(JSON.stringify(cleaned)).not.toMatch(/erika|mustermann/i);
    expect(cleanEvent(cleaned, vocabulary, noEcho)).toEqual(cleaned);
  });

  test.each(events)('$kind: nothing that anybody wrote is in a tail', (event) => {
    const tail = JSON.stringify(toTailEvent(event));
    expect(tail).not.toMatch(/erika|mustermann|chat|selectors|testId|users/i);
  });

  test('a target without a name leaves its place in a tail empty', () => {
    const nameless = { ...target, name: undefined } as unknown as Target;
    expect(toTailEvent({ kind: 'submit', target: nameless })).toMatchObject({ kind: 'submit', target: { node: 1 } });
  });

  test('a click keeps what names no one', () => {
    expect(cleanEvent({ kind: 'submit', target }, vocabulary, noEcho)).toEqual({
      kind: 'submit',
      target: {
        node: 1,
        tag: 'button',
        role: 'button',
        name: { text: 'Open chat with [word] [word]' },
        selectors: [{ kind: 'css', value: 'button:nth-of-type(1)', unique: 'yes' }],
      },
    });
  });

  test('a role that is none of ARIA goes, of the leaf too', () => {
    const box: Box = [0, 0, 1, 1];
    const odd = { ...target, role: 'erika', leaf: { node: 2, tag: 'span', role: 'mustermann', box } };
    const cleaned = JSON.stringify(cleanEvent({ kind: 'submit', target: odd }, vocabulary, noEcho));
    expect(cleaned).not.toMatch(/erika|mustermann/i);
    expect(cleaned).not.toContain('"role"');
  });

  test('what repeats a secret goes without a trace, also where it is all vocabulary', () => {
    const hasEcho = createEchoFilter([toSecretMark('open window save', [1, 2]) ?? ''], [1, 2]);
    const echoing = {
      node: 1,
      tag: 'button',
      name: { text: 'Open window save' } as SafeName,
      testId: toSafeToken('open-window-save'),
      selectors: [
        { kind: 'test' as const, value: '[data-testid="open-window-save"]' as SafeSelector, unique: 'yes' as const },
        { kind: 'css' as const, value: 'button:nth-of-type(1)' as SafeSelector, unique: 'yes' as const },
      ],
    };
    const submit: PageEvent = { kind: 'submit', target: echoing };
    expect(cleanEvent(submit, vocabulary, hasEcho)).toEqual({
      kind: 'submit',
      target: { node: 1, tag: 'button', selectors: [echoing.selectors[1]] },
    });
    const page = events.find((event) => event.kind === 'page');
    const url = 'https://a.example/open/window/save' as SafeUrl;
    expect(page && cleanEvent({ ...page, url }, vocabulary, hasEcho)).toMatchObject({ url: 'https://a.example/' });
    expect(page && cleanEvent({ ...page, url }, vocabulary, noEcho)).toMatchObject({ url });
  });

  test('a name passes both halves', () => {
    const name = toSafeName('Ticket 4711 of jana@example.org', false);
    expect(name && cleanName(name, isInterfaceWord)).toEqual({ text: 'Ticket [word] of [word]' });
  });
});
