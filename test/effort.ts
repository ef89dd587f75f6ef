// How hard tests try: everything in `npm run test:all`, a fixed part of it in `npm test`.

export const ALL: boolean = (process.env['SHOWHOW_ALL'] ?? '') !== '';

/** For loops over every byte of something: all of them, or every so many, never twice at the same distance from a multiple of eight. */
export function everyByte(length: number, stride: number): readonly number[] {
  const step = ALL ? 1 : stride;
  return Array.from({ length: Math.ceil(length / step) }, (_, index) => index * step);
}

/** Runs of a property that takes long: `all`, or a quarter of them. */
export function runs(all: number): { readonly numRuns: number } {
  return { numRuns: ALL ? all : Math.ceil(all / 4) };
}
