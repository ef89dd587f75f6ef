// What is used of crx3, which brings no types.
declare module 'crx3' {
  import type { Readable } from 'node:stream';

  /** Signs a zip with the key in a file, and writes the package to another. */
  function writeCrx(zip: Readable, options: { readonly keyPath: string; readonly crxPath: string }): Promise<unknown>;
  export = writeCrx;
}
