// Values read from a policy file, each with its place in the text: so that what a browser would drop can be pointed at.

/** A value and the offset at which it begins, in UTF-16 units from the start of the text. */
export type Located = { readonly at: number } & (
  | { readonly kind: 'object'; readonly fields: readonly LocatedField[] }
  | { readonly kind: 'list'; readonly items: readonly Located[] }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'flag'; readonly value: boolean }
  /** A whole number of 32 bits, written as one. */
  | { readonly kind: 'integer'; readonly value: number }
  /** Any other number, also `1.0`: browsers do not take it for a whole one. */
  | { readonly kind: 'real'; readonly value: number }
  /** Something that no policy value can be, such as `null` or binary data. */
  | { readonly kind: 'other'; readonly what: string }
);

export interface LocatedField {
  readonly name: string;
  readonly at: number;
  readonly value: Located;
}

export interface Place {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
}

export function placeOf(text: string, at: number): Place {
  const before = text.slice(0, at);
  return { line: before.split('\n').length, column: at - before.lastIndexOf('\n') };
}

/** The value as programs hold it. Of fields with one name the last counts, as in browsers. */
export function toPlain(located: Located): unknown {
  switch (located.kind) {
    case 'object':
      return toRecord(located.fields);
    case 'list':
      return located.items.map(toPlain);
    case 'text':
    case 'flag':
    case 'integer':
    case 'real':
      return located.value;
    case 'other':
      return null;
  }
}

export function toRecord(fields: readonly LocatedField[]): Record<string, unknown> {
  // Not by assignment: `__proto__` is a name like any other here.
  return Object.fromEntries(fields.map(({ name, value }) => [name, toPlain(value)]));
}

/** The last field of the name, in an object. */
export function fieldOf(located: Located | undefined, name: string): LocatedField | undefined {
  return located?.kind === 'object' ? located.fields.findLast((field) => field.name === name) : undefined;
}

/** The value along the names. */
export function valueAt(located: Located | undefined, ...path: readonly string[]): Located | undefined {
  return path.reduce((inner, name) => fieldOf(inner, name)?.value, located);
}

/** The value deepest along the path that is there: names of fields, numbers of items. */
export function deepestAt(located: Located, path: readonly string[]): Located {
  const [step, ...rest] = path;
  if (step === undefined) return located;
  const inner = located.kind === 'list' ? located.items[Number(step)] : fieldOf(located, step)?.value;
  return inner === undefined ? located : deepestAt(inner, rest);
}

/** A plain value at one place: for values that stand as text inside other text. */
export function toLocated(value: unknown, at: number): Located {
  if (typeof value === 'string') return { kind: 'text', value, at };
  if (typeof value === 'boolean') return { kind: 'flag', value, at };
  if (typeof value === 'number') return { kind: isWhole(value) ? 'integer' : 'real', value, at };
  if (Array.isArray(value)) return { kind: 'list', items: value.map((item) => toLocated(item, at)), at };
  if (typeof value !== 'object' || value === null) return { kind: 'other', what: String(value), at };
  return {
    kind: 'object',
    fields: Object.entries(value).map(([name, inner]) => ({ name, at, value: toLocated(inner, at) })),
    at,
  };
}

export function isWhole(value: number): boolean {
  return (value | 0) === value && !Object.is(value, -0);
}
