// Every state has words, an icon and a badge, and the keys and the English file agree.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { GateAnswer, GateState } from '../../src/model/control.ts';
import { GATE_STATES } from '../../src/model/control.ts';
import { MESSAGE_KEYS } from '../../src/view/message-key.ts';
import type { WordFacts } from '../../src/view/state-words.ts';
import {
  badgeOf,
  headingOf,
  ICON_NAMES,
  ICON_SIZES,
  iconNameOf,
  iconOf,
  iconPath,
  sentenceOf,
  titleOf,
} from '../../src/view/state-words.ts';
import { sayFrom } from './say-english.ts';

const ASSETS = new URL('../../assets/', import.meta.url);
const messages = JSON.parse(readFileSync(new URL('_locales/en/messages.json', ASSETS), 'utf8'));
const say = sayFrom(messages);
const NOW = new Date(2026, 2, 5, 14, 35).getTime();
const MINUTE_MS = 60_000;
const FACTS: WordFacts = { orgName: 'Nordwind', study: false, site: 'https://tickets.example.com' };

function answerOf(state: GateState): GateAnswer {
  switch (state) {
    case 'paused':
      return { state, until: NOW + 12 * MINUTE_MS };
    case 'policy-error':
      return { state, problems: [{ key: 'sites', problem: 'Missing.' }] };
    case 'stopped':
      return { state, why: 'disk-full' };
    case 'capturing':
    case 'waiting':
    case 'off':
    case 'acknowledge':
      return { state };
    case 'hours':
      return { state };
    case 'exempt':
      return { state, until: NOW + 12 * MINUTE_MS, isPending: false };
    case 'site':
    case 'region':
    case 'study':
      return { state };
  }
}

test('the keys are those of the English file, in its order', () => {
  expect([...MESSAGE_KEYS]).toEqual(Object.keys(messages));
});

test('every message names its placeholders in its description', () => {
  for (const [key, { message, description = '' }] of Object.entries<{ message: string; description?: string }>(
    messages,
  )) {
    for (const [placeholder] of message.matchAll(/\$\d/g)) expect(`${key}: ${description}`).toContain(placeholder);
  }
});

test('no two states have the same heading or sentence', () => {
  const headings = GATE_STATES.map((state) => headingOf(answerOf(state), FACTS, say));
  const sentences = GATE_STATES.map((state) => sentenceOf(answerOf(state), FACTS, NOW, say));
  expect(new Set(headings).size).toBe(GATE_STATES.length);
  expect(new Set(sentences).size).toBe(GATE_STATES.length);
});

test.each(GATE_STATES)('in state %s the sentence says whether something is recorded', (state) => {
  const sentence = sentenceOf(answerOf(state), FACTS, NOW, say);
  expect(sentence).toMatch(state === 'capturing' ? /is being recorded/ : /^Nothing is recorded/);
  expect(sentence).toMatch(/\.$/);
  expect(sentence).not.toMatch(/\$\d|undefined| {2}/);
});

test.each(GATE_STATES)('in state %s the tooltip holds the words of the popup', (state) => {
  const title = titleOf(answerOf(state), FACTS, NOW, say);
  expect(title).toContain(headingOf(answerOf(state), FACTS, say));
  expect(title).toContain(sentenceOf(answerOf(state), FACTS, NOW, say));
});

test.each(GATE_STATES)('in state %s the icon is a file in two sizes', (state) => {
  expect(Object.keys(iconOf(state))).toEqual(['16', '32']);
  for (const path of Object.values(iconOf(state))) expect(widthOf(path)).toBe(Number(path.match(/(\d+)\.png$/)?.[1]));
});

test('every icon is there in every size', () => {
  for (const name of ICON_NAMES) for (const size of ICON_SIZES) expect(widthOf(iconPath(name, size))).toBe(size);
});

test('only what is being recorded looks like recording', () => {
  expect(GATE_STATES.filter((state) => iconNameOf(state) === 'capturing')).toEqual(['capturing']);
});

test('the badge warns where something is wrong and is empty otherwise: the icon says the rest, and no minute of it goes stale', () => {
  const badges = GATE_STATES.map((state) => [state, badgeOf(answerOf(state))]);
  expect(badges.filter(([, badge]) => badge !== '')).toEqual([
    ['policy-error', '!'],
    ['stopped', '!'],
  ]);
});

test('an organisation without a name is called your organisation', () => {
  expect(sentenceOf({ state: 'off' }, { ...FACTS, orgName: '' }, NOW, say)).toContain('because your organisation has');
});

test('in study mode a recording is said to stay on the device', () => {
  expect(sentenceOf({ state: 'capturing' }, { ...FACTS, study: true }, NOW, say)).toContain('stays on this device');
});

test.each(['site', 'study'] as const)('a page without a site is not called one in state %s', (state) => {
  const { site: _, ...facts } = FACTS;
  expect(sentenceOf({ state }, facts, NOW, say)).toBe(say('sentenceNoSite'));
  expect(headingOf({ state }, facts, say)).toBe(say('headingNoSite'));
});

/** Width of a PNG below assets/, in px: bytes 16 to 19 of its header. */
function widthOf(path: string): number {
  return readFileSync(new URL(`.${path}`, ASSETS)).readUInt32BE(16);
}
