// Names of participants and sessions in an export: as recorded, or made anew from a salt.
import { sha256Hex } from '../session/encode.ts';

const encoder = new TextEncoder();
/** Half a digest: no two of a million names are likely to meet. */
const NAME_CHARS = 32;

/** The name of a participant or session as it stands in an export. */
export type Pseudonymise = (kind: 'participant' | 'session', name: string) => Promise<string>;

/**
 * Names made anew: the same salt gives the same names, another salt others, and without the salt nobody can tell which is
 * which. Without a salt names stay as they are.
 */
export function pseudonymise(salt: string | undefined): Pseudonymise {
  if (salt === undefined) return async (_kind, name) => name;
  return async (kind, name) =>
    (await sha256Hex(encoder.encode(JSON.stringify(['showhow', salt, kind, name])))).slice(0, NAME_CHARS);
}
