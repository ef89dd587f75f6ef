// What rules let through, as the worker cleans it: texts, values, names and addresses.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PageEvent } from '../../src/model/event.ts';
import type { PageRules } from '../../src/model/page-rules.ts';
import { NO_RULES } from '../../src/model/page-rules.ts';
import type { SafeName, SafeUrl } from '../../src/model/safe.ts';
import { cleanEvent } from '../../src/redaction/clean-event.ts';
import { cleanTexts, mayTell } from '../../src/redaction/clean-text.ts';
import { toSafeUrl } from '../../src/redaction/safe-url.ts';
import { scrubber } from './scrubber.ts';

const NOTHING = { isInterfaceWord: () => false, isCodeWord: () => false, isRole: () => true };
const noEcho = (): boolean => false;
const cleaning = { names: ['Erika Mustermann'], scrubber, hasEcho: noEcho };
const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dBjftJeZ4CVPmB92K27uhbUJU1p1r';
const rules = (more: Partial<PageRules>): PageRules => ({ ...NO_RULES, ...more });
const field = (mode: 'kept' | 'scrubbed'): PageRules =>
  rules({ fields: [{ path: '/*', selector: '#a', mode, specificity: 1 }] });
const clean = (event: PageEvent, of: PageRules = NO_RULES): PageEvent =>
  cleanEvent(event, NOTHING, noEcho, { rules: of, scrubber });

describe('texts', () => {
  test('a page tells no more than some rule of its site lets through', () => {
    expect(mayTell(field('kept'), 'kept')).toBe('kept');
    expect(mayTell(field('kept'), 'scrubbed')).toBe('scrubbed');
    expect(mayTell(field('scrubbed'), 'kept')).toBe('scrubbed');
    expect(mayTell(NO_RULES, 'kept')).toBeUndefined();
    expect(mayTell(field('kept'), 'masked')).toBeUndefined();
  });

  test('kept loses secrets, scrubbed loses people too', () => {
    const text = `mail erika@example.org, ask Erika, token ${JWT}`;
    expect(cleanTexts([text], { ...cleaning, mode: 'kept' })).toEqual([
      'mail erika@example.org, ask Erika, token [jwt]',
    ]);
    expect(cleanTexts([text], { ...cleaning, mode: 'scrubbed' })).toEqual(['mail [email], ask [name], token [jwt]']);
  });

  test('a number that is spread over two texts of one field is in neither', () => {
    expect(cleanTexts(['order 4111 1111', '1111 1111 please'], { ...cleaning, mode: 'kept' })).toBeUndefined();
    expect(cleanTexts(['order 12', '34 please'], { ...cleaning, mode: 'kept' })).toEqual(['order 12', '34 please']);
  });

  test('of a scrubbed field for a name, an address and the like only that is told', () => {
    const texts = ['García Ejemplo', ''];
    expect(cleanTexts(texts, { ...cleaning, names: [], mode: 'scrubbed', of: 'name' })).toEqual(['[name]', '']);
    expect(cleanTexts(texts, { ...cleaning, names: [], mode: 'kept', of: 'name' })).toEqual(texts);
  });

  test('a text with a secret that was typed elsewhere is not told', () => {
    const hasEcho = (text: string): boolean => text.includes('hunter');
    expect(cleanTexts(['all fine', 'try hunter2'], { ...cleaning, hasEcho, mode: 'kept' })).toBeUndefined();
  });

  test('words that begin like the number of an account hide none that follows', () => {
    const [text] =
      cleanTexts(['pays by 4111 1111 1111 1111 or DE89 3704 0044 0532 0130 00, signs'], {
        ...cleaning,
        mode: 'kept',
      }) ?? [];
    expect(text).toBe('pays [card] or [iban], signs');
  });

  test('what is clean stays clean', () => {
    const piece = fc.constantFrom(
      '4111 1111 1111 1111',
      'erika@example.org',
      JWT,
      'DE89 3704 0044 0532 0130 00',
      'Erika',
      'note ',
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(piece, fc.string()), { maxLength: 5 }),
        fc.constantFrom('kept', 'scrubbed'),
        (parts, mode) => {
          const once = cleanTexts([parts.join(' ')], { ...cleaning, mode });
          expect(once && cleanTexts(once, { ...cleaning, mode })).toEqual(once);
        },
      ),
      { numRuns: 12 },
    );
  });
});

describe('events', () => {
  const typing = (text: string): PageEvent => ({
    kind: 'typing',
    field: { class: 'unknown', mode: 'kept' },
    target: { node: 1, tag: 'input' },
    text,
  });

  test('whatever text a page puts into a record of typing, it is none', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(clean(typing(text), field('kept'))).toMatchObject({ text: 'lost' });
        expect(cleanEvent(typing(text), NOTHING, noEcho)).toMatchObject({ text: 'lost' });
      }),
    );
  });

  test('a value stays as a rule allows, and nowhere else', () => {
    const change = (mode: 'kept' | 'scrubbed' | 'masked', value: string): PageEvent => ({
      kind: 'change',
      control: 'select',
      field: { class: 'choice', mode },
      target: { node: 1, tag: 'select' },
      value,
    });
    expect(clean(change('kept', 'erika@example.org'), field('kept'))).toMatchObject({ value: 'erika@example.org' });
    expect(clean(change('scrubbed', 'erika@example.org'), field('scrubbed'))).toMatchObject({ value: '[email]' });
    expect(clean(change('kept', JWT), field('kept'))).toMatchObject({ value: '[jwt]' });
    expect(clean(change('kept', 'open'))).not.toHaveProperty('value');
    expect(clean(change('masked', 'open'), field('kept'))).not.toHaveProperty('value');
    expect(cleanEvent(change('kept', 'open'), NOTHING, noEcho)).not.toHaveProperty('value');
  });

  test('a listed name keeps its words but for what detectors find, and only where the policy has a rule for names', () => {
    const named = (name: object): PageEvent => ({
      kind: 'dialog',
      type: 'dialog',
      target: { node: 1, tag: 'dialog', name: name as SafeName },
    });
    const list = rules({ names: [{ path: '/*', selector: 'dialog' }] });
    const nameOf = (event: PageEvent): unknown => ('target' in event ? event.target?.name : undefined);
    expect(nameOf(clean(named({ text: 'Quaggafy', listed: true }), list))).toEqual({ text: 'Quaggafy', listed: true });
    expect(nameOf(clean(named({ text: `Key ${JWT}`, listed: true }), list))).toEqual({
      text: 'Key [jwt]',
      listed: true,
    });
    expect(nameOf(clean(named({ text: 'Quaggafy' }), list))).toEqual({ text: '[word]' });
    expect(nameOf(clean(named({ text: 'Quaggafy', listed: true })))).toEqual({ text: '[word]' });
  });
});

describe('addresses', () => {
  const pageAt = (url: string): PageEvent => ({
    kind: 'page',
    url: url as SafeUrl,
    cause: 'link',
    viewport: { width: 1, height: 1, dpr: 1, zoom: 1, scrollX: 0, scrollY: 0 },
  });
  const keeping = rules({
    urls: [{ path: '/ticket/*', specificity: 1, keepPath: true, keepQuery: ['tab', 'key'], keepFragment: true }],
  });
  const urlOf = (href: string, of: PageRules = keeping): unknown => {
    const cleaned = clean(pageAt(toSafeUrl(href, of.urls[0])), of);
    return cleaned.kind === 'page' ? cleaned.url : undefined;
  };

  test('listed parts stay, others go, and credentials always', () => {
    expect(urlOf('https://u:p@desk.example/ticket/4711?tab=open&user=9#note-3')).toBe(
      'https://desk.example/ticket/4711?tab=open#note-3',
    );
    expect(urlOf('https://desk.example/person/4711?tab=open#note-3')).toBe('https://desk.example/:x/:x');
    expect(urlOf('https://desk.example/ticket/4711?tab=open', NO_RULES)).toBe('https://desk.example/:x/:x');
  });

  test('a listed part that holds a secret or an address of somebody goes', () => {
    expect(urlOf(`https://desk.example/ticket/${JWT}?key=${JWT}&tab=a#access_token=${JWT}`)).toBe(
      'https://desk.example/ticket/:x?tab=a',
    );
    expect(urlOf('https://desk.example/ticket/erika%40example.org?tab=erika@example.org')).toBe(
      'https://desk.example/ticket/:x',
    );
  });

  test('cleaning twice is cleaning once', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (href) => {
        const once = clean(pageAt(toSafeUrl(href)), keeping);
        expect(clean(once, keeping)).toEqual(once);
      }),
      { numRuns: 12 },
    );
  });
});
