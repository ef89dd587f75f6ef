// Ten fingers: typing with a human rhythm, command keys and shortcuts as trusted input. Node only.
import type { Person, Spot } from './person.ts';
import { note, pause } from './person.ts';
import type { Span } from './seeded-random.ts';

/** Characters that need Shift on a US keyboard, apart from capital letters. */
const SHIFTED = '~!@#$%^&*()_+{}|:"<>?';

/** Runs in the page; as text, because this room knows no DOM. */
const FOCUSED = `(() => {
  const element = document.activeElement ?? document.body;
  if (element === document.body) return { name: '', field: '' };
  const type = element.localName === 'input' ? ':' + element.type : '';
  return { name: element.dataset.testid ?? element.id, field: element.localName + type };
})()`;

/** Wrong letters, and the Backspaces that take them back. */
const SLIP = 'qe';

interface Focus {
  readonly name: string;
  readonly field: string;
}

/** What a typing burst needs to be told apart from a plain one. */
export interface Burst {
  /** After this many characters the person slips and corrects it. */
  readonly slipAfter?: number;
  /** The burst began with a paste. */
  readonly isPasted?: boolean;
}

/** Types text into the field that has the focus. Logged as one burst; `typed` is the text that stays. */
export async function humanType(person: Person, field: Spot, text: string, burst: Burst = {}): Promise<void> {
  const startedAt = Date.now();
  for (const [index, character] of [...text].entries()) {
    if (index === burst.slipAfter) await slip(person);
    await strike(person, character);
  }
  const deleted = burst.slipAfter === undefined ? 0 : SLIP.length;
  const detail = {
    inserted: text.length + deleted,
    deleted,
    pasted: burst.isPasted ?? false,
    framed: field.isFramed,
    ms: Date.now() - startedAt,
  };
  note(person, 'type', { target: field.name, typed: text, detail });
}

/** Types without a word in the log, for fields where keys become changes (dates). */
export async function typeSilently(person: Person, text: string): Promise<void> {
  for (const character of text) await strike(person, character);
}

/** Presses a command key, with modifiers as in `Control+c`. Logged with the element that had the focus. */
export async function humanKey(person: Person, combination: string): Promise<void> {
  const parts = combination.split('+');
  const key = parts.at(-1) ?? combination;
  const modifiers = parts.slice(0, -1);
  const { name, field } = await focused(person);
  for (const modifier of modifiers) await person.page.keyboard.down(modifier);
  const finish = await holdKey(person, key);
  note(person, 'key', { ...(name === '' ? {} : { target: name }), detail: { key, modifiers, field } });
  await finish();
  for (const modifier of modifiers.toReversed()) await person.page.keyboard.up(modifier);
  await pause(person, halfGap(person));
}

/** Presses Tab. Throws when the focus does not land on the element of that name. */
export async function humanTab(person: Person, expected: string): Promise<void> {
  await humanKey(person, 'Tab');
  const { name } = await focused(person);
  if (name !== expected) throw new Error(`Tab went to "${name}", not to "${expected}"`);
}

/** Presses Enter or Space on the control that has the focus, which makes the browser click it. Space is a character, so no key is logged. */
export async function humanKeyClick(person: Person, key: 'Enter' | 'Space', target: string): Promise<void> {
  if (key === 'Enter') await humanKey(person, 'Enter');
  else await strike(person, ' ');
  note(person, 'click', { target, detail: { count: 0, by: key } });
}

async function slip(person: Person): Promise<void> {
  for (const wrong of SLIP) await strike(person, wrong);
  await pause(person, person.tempo.keyMs);
  for (const _ of SLIP) await strike(person, 'Backspace');
}

async function strike(person: Person, key: string): Promise<void> {
  const needsShift = key.length === 1 && (/[A-Z]/.test(key) || SHIFTED.includes(key));
  if (needsShift) await person.page.keyboard.down('Shift');
  const finish = await holdKey(person, key);
  await finish();
  if (needsShift) await person.page.keyboard.up('Shift');
  await pause(person, halfGap(person));
}

/** Presses a key down. The returned function lets it go after a natural while. */
async function holdKey(person: Person, key: string): Promise<() => Promise<void>> {
  await person.page.keyboard.down(key);
  return async () => {
    await pause(person, halfGap(person));
    await person.page.keyboard.up(key);
  };
}

/** Name and kind of the element with the focus in the top document; empty strings for the page itself. */
async function focused(person: Person): Promise<Focus> {
  return person.page.evaluate<Focus>(FOCUSED);
}

/** A key is down for about half of the time to the next; the browser takes the rest. */
function halfGap({ tempo: { keyMs } }: Person): Span {
  return [keyMs[0] * 0.45, keyMs[1] * 0.45];
}
