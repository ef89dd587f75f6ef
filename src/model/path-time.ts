// How long a pointer path took: not written into the file, since its columns say so. Pure.

/** ms from a path's first sample to its last; it began that much before the record's time. */
export function pathMs({ dt }: { readonly dt: readonly number[] }): number {
  return Math.max(
    0,
    dt.reduce((sum, step) => sum + step, 0),
  );
}
