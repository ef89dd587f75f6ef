// The least and the greatest value of a column in a row group, by which readers skip groups.

export interface Bounds {
  readonly min_value?: number | string;
  readonly max_value?: number | string;
}

const encoder = new TextEncoder();

/** Nothing where there is no number, or one that cannot be compared. */
export function numberBounds(numbers: Int32Array | Float64Array): Bounds {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const value of numbers) {
    if (!(value >= Number.NEGATIVE_INFINITY)) return {};
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (numbers.length === 0) return {};
  // The format wants the wider zero on either side.
  return { min_value: least === 0 ? -0 : least, max_value: most === 0 ? 0 : most };
}

/** By their UTF-8 bytes, as the format wants it; JavaScript's own order differs beyond the 16-bit characters. */
export function textBounds(texts: Iterable<string>): Bounds {
  let least: { readonly text: string; readonly bytes: Uint8Array } | undefined;
  let most: typeof least;
  for (const text of texts) {
    const candidate = { text, bytes: encoder.encode(text) };
    if (least === undefined || compare(candidate.bytes, least.bytes) < 0) least = candidate;
    if (most === undefined || compare(candidate.bytes, most.bytes) > 0) most = candidate;
  }
  return least === undefined || most === undefined ? {} : { min_value: least.text, max_value: most.text };
}

function compare(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) if (a[at] !== b[at]) return (a[at] ?? 0) - (b[at] ?? 0);
  return a.length - b.length;
}
