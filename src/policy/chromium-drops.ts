// What Chromium does with policy values before an extension sees them: which keys it drops, without a word, and why.
// Measured with Chromium 156 on Linux; how the Windows registry is read is taken from Chromium's source (registry_dict.cc).
import { readJson } from './json-text.ts';
import type { Located, LocatedField } from './located.ts';
import { isWhole } from './located.ts';
import type { ManagedNode } from './managed-schema.ts';
import { makeManagedSchema } from './managed-schema.ts';

export interface DroppedKey {
  readonly key: string;
  /** The value that makes the browser drop the key. */
  readonly at: number;
  readonly why: string;
}

export interface Arrival {
  /** The fields as the extension gets them: names once, as far as they arrive. */
  readonly fields: readonly LocatedField[];
  readonly dropped: readonly DroppedKey[];
}

/** `registry`: values have been written to the Windows registry, where there are no lists, flags or fractions. */
export type Source = 'typed' | 'registry';

const SCHEMA = makeManagedSchema();

export function arriveInChromium(fields: readonly LocatedField[], source: Source): Arrival {
  const judged = lastOnes(fields).map((field) => judge(field, source));
  return {
    fields: judged.flatMap((one) => ('value' in one ? [one] : [])),
    dropped: judged.flatMap((one) => ('why' in one ? [one] : [])),
  };
}

/** Of fields with one name only the last counts: the others are not looked at. */
function lastOnes(fields: readonly LocatedField[]): readonly LocatedField[] {
  return fields.filter((field) => fields.findLast(({ name }) => name === field.name) === field);
}

function judge({ name, at, value }: LocatedField, source: Source): LocatedField | DroppedKey {
  const node = Object.hasOwn(SCHEMA.properties ?? {}, name) ? SCHEMA.properties?.[name] : undefined;
  if (node === undefined) return { key: name, at, why: 'The managed schema does not know this key.' };
  const typed = source === 'registry' ? fromRegistry(node, value) : value;
  const fault = findFault(node, typed);
  return fault === undefined ? { name, at, value: typed } : { key: name, ...fault };
}

function findFault(node: ManagedNode, value: Located): Omit<DroppedKey, 'key'> | undefined {
  const fits = FITS[node.type].includes(value.kind);
  if (!fits) return { at: value.at, why: `The value must be ${TYPE_WORDS[node.type]}, and is ${kindWords(value)}.` };
  if (value.kind === 'list') return firstFault(value.items.map((item) => [node.items, item] as const));
  if (value.kind !== 'object') return undefined;
  return firstFault(lastOnes(value.fields).map((field) => [innerNode(node, field.name), field.value] as const));
}

function innerNode({ properties = {}, additionalProperties }: ManagedNode, name: string): ManagedNode | undefined {
  return Object.hasOwn(properties, name) ? properties[name] : additionalProperties;
}

function firstFault(
  parts: readonly (readonly [ManagedNode | undefined, Located])[],
): Omit<DroppedKey, 'key'> | undefined {
  for (const [node, value] of parts) {
    const fault = node && findFault(node, value);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

const FITS: Readonly<Record<ManagedNode['type'], readonly Located['kind'][]>> = {
  string: ['text'],
  integer: ['integer'],
  number: ['integer', 'real'],
  boolean: ['flag'],
  array: ['list'],
  object: ['object'],
};
const TYPE_WORDS: Readonly<Record<ManagedNode['type'], string>> = {
  string: 'a text',
  integer: 'a whole number without point or exponent',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

function kindWords(value: Located): string {
  switch (value.kind) {
    case 'object':
      return 'an object';
    case 'list':
      return 'a list';
    case 'text':
      return 'a text';
    case 'flag':
      return String(value.value);
    case 'integer':
      return 'a whole number';
    case 'real':
      return 'a number with a point or an exponent, or too large for 32 bits';
    case 'other':
      return value.what;
  }
}

/** Numbers stand for flags, and texts for whatever the schema wants, as far as they can be read so. */
function fromRegistry(node: ManagedNode, value: Located): Located {
  const { at } = value;
  if (node.type === 'boolean' && value.kind === 'integer') return { kind: 'flag', value: value.value !== 0, at };
  if (value.kind === 'list')
    return { ...value, items: value.items.map((item) => (node.items ? fromRegistry(node.items, item) : item)) };
  if (value.kind === 'object') {
    const fields = value.fields.map((field) => {
      const inner = innerNode(node, field.name);
      return inner === undefined ? field : { ...field, value: fromRegistry(inner, field.value) };
    });
    return { ...value, fields };
  }
  return value.kind === 'text' ? fromText(node, value.value, at) : value;
}

function fromText(node: ManagedNode, text: string, at: number): Located {
  const asText: Located = { kind: 'text', value: text, at };
  switch (node.type) {
    case 'string':
      return asText;
    case 'boolean':
      return /^-?\d+$/.test(text) ? { kind: 'flag', value: Number(text) !== 0, at } : asText;
    case 'integer':
      return /^-?\d+$/.test(text) && isWhole(Number(text)) ? { kind: 'integer', value: Number(text), at } : asText;
    case 'number':
      return /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text) ? { kind: 'real', value: Number(text), at } : asText;
    case 'array':
    case 'object': {
      const read = readJson(text, 'lenient');
      if (read.kind === 'broken') return { kind: 'other', what: `a text that is no JSON (${read.what})`, at };
      return inPlace(read.value, at);
    }
  }
}

/** Everything inside a text stands where the text stands. */
function inPlace(value: Located, at: number): Located {
  switch (value.kind) {
    case 'object':
      return { ...value, at, fields: value.fields.map((field) => ({ ...field, at, value: inPlace(field.value, at) })) };
    case 'list':
      return { ...value, at, items: value.items.map((item) => inPlace(item, at)) };
    case 'text':
    case 'flag':
    case 'integer':
    case 'real':
    case 'other':
      return { ...value, at };
  }
}
