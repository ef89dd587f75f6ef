// How the command line compresses Parquet: Node's own Zstandard, which is faster than any in JavaScript and packs better.
import { constants, zstdCompressSync } from 'node:zlib';
import type { Compressor } from '../export/parquet-chunk.ts';

/** The fastest level: higher ones save a twentieth and take twice as long. */
const LEVEL = 1;

export const ZSTD: Compressor = {
  codec: 'ZSTD',
  compress: (bytes) => zstdCompressSync(bytes, { params: { [constants.ZSTD_c_compressionLevel]: LEVEL } }),
};
