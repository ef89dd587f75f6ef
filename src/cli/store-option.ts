// The option `--store`: which store a command works on.
import type { BlobStore } from '../collector/blob-store.ts';
import { openStore, StoreProblem } from '../collector/open-store.ts';
import type { OptionValues } from './command.ts';
import { CliProblem, textOption } from './command.ts';

/** Opens the store that the option names. Throws `CliProblem`. */
export async function openStoreOption(options: OptionValues): Promise<BlobStore> {
  const address = textOption(options, 'store');
  if (address === undefined)
    throw new CliProblem('No store is given.', 'Add --store with a folder or s3://bucket/prefix.');
  return openStoreOrExplain(address);
}

/** Opens a store by its address. Throws `CliProblem`. */
export async function openStoreOrExplain(address: string): Promise<BlobStore> {
  try {
    return await openStore(address, process.env);
  } catch (error) {
    if (error instanceof StoreProblem) throw new CliProblem(error.message, error.fix);
    throw error;
  }
}
