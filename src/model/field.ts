// What kind of field something was typed into, and what may be recorded of it.
import * as z from 'zod/mini';
import { REDACTION_MODES } from './safe.ts';

/** Classes of fields. The class is recorded (an agent must learn "type an e-mail here"), the value only as its mode allows. */
export const FIELD_CLASSES = [
  'password',
  'new-password',
  'one-time-code',
  'card-number',
  'card-expiry',
  'card-code',
  'bank-account',
  'identity-number',
  'tax-number',
  'health',
  'secret',
  'name',
  'email',
  'phone',
  'address',
  'birth-date',
  'search',
  'amount',
  'date',
  'free-text',
  'message',
  'code',
  'choice',
  'file',
  'unknown',
] as const;
export type FieldClass = (typeof FIELD_CLASSES)[number];

/** The floor: no policy can let anything through here. */
export const PROTECTED_CLASSES: readonly FieldClass[] = [
  'password',
  'new-password',
  'one-time-code',
  'card-number',
  'card-expiry',
  'card-code',
  'bank-account',
  'identity-number',
  'tax-number',
  'health',
  'secret',
];

export type ClassPattern = readonly [pattern: string, fieldClass: FieldClass];

/** Words by which people and developers label fields. Lists are separated by commas; how an entry matches is `redaction/label-match.ts`'s. */
export interface FieldWords {
  /** A code that somebody is to type in, what makes it one that was sent to a person, and payment cards. */
  readonly codes: string;
  readonly codeSenders: string;
  readonly cards: string;
  /** Parts of a card (`month`, `year`): they count only in a form that asks for the number of one. */
  readonly cardParts: string;
  /** Classes of the floor: one word of each list, close together; and words that are enough alone, with acronyms. */
  readonly protectedPairs: readonly (readonly [fieldClass: FieldClass, words: string, others: string])[];
  readonly protectedWords: readonly (readonly [fieldClass: FieldClass, words: string, acronyms?: string])[];
  readonly maskedWords: readonly (readonly [fieldClass: FieldClass, words: string, acronyms?: string])[];
  /** Words that hold a word of the floor by chance. */
  readonly harmless: string;
  /** Regular expressions and the class that each speaks of: of autofill tokens, types of inputs, parts of developers' names. */
  readonly autocomplete: readonly ClassPattern[];
  readonly types: readonly ClassPattern[];
  readonly glued: readonly ClassPattern[];
  /** Of placeholders that show an example. */
  readonly shapes: readonly ClassPattern[];
  /** Regular expressions: a password that is being chosen, and words that say nothing. */
  readonly newPassword: string;
  readonly fillers: string;
  /** Regular expressions: names of keys, of pads for secrets, of drawings that are signatures, of fonts that show none of their letters. */
  readonly keys: string;
  readonly pads: string;
  readonly signatures: string;
  readonly dots: string;
  /** The same of hosts, whose forms for signing in and paying put a whole document on the floor. */
  readonly providers: string;
  /** Of the tags of menus that password managers put into pages, and a selector for the other ones. */
  readonly managerTags: string;
  readonly managers: string;
  /** Attributes, apart by a space: what a field is bound to; where its hint stands; where its example stands. */
  readonly bindings: string;
  readonly titles: string;
  readonly examples: string;
  /** Selectors: what a form is, and what in it speaks of the whole. */
  readonly forms: string;
  readonly headings: string;
  /** A selector: other fields of a form that say what it is about. Attributes: where they say it. */
  readonly others: string;
  readonly hints: string;
  /** A selector: groups of fields with a name. Attributes: those that name a component around a field, and those that name a cell. */
  readonly groups: string;
  readonly hosts: string;
  readonly cells: string;
  /** Pairs of letters: one that only looks like another, and that one. */
  readonly lookalikes: string;
}

/** A field's class and redaction mode, as carried by typing, change, clipboard and key records. */
export const field = z.strictObject({ class: z.enum(FIELD_CLASSES), mode: z.enum(REDACTION_MODES) });
export type Field = z.infer<typeof field>;
