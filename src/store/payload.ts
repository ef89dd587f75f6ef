// What is sealed, as values: a record's body, a document's place, a session's list of sites. Worker.
import type { RecordBody } from '../model/record.ts';
import type { DocOnDisk, DocRow, DocSecrets, Row, RowOnDisk, SessionRow } from './database.ts';
import type { Sealed, Vault } from './vault.ts';

type Seal = Pick<Vault, 'seal'>;
type Open = Pick<Vault, 'open'>;

/** What this module alone seals is opened as what it sealed; undefined when its key is gone. */
function openJson<T>(vault: Open, sealed: Sealed): T | undefined {
  const bytes = vault.open(sealed);
  return bytes === undefined ? undefined : (JSON.parse(new TextDecoder().decode(bytes)) as T);
}

function sealJson(vault: Seal, key: string, value: unknown): Sealed {
  return vault.seal(key, new TextEncoder().encode(JSON.stringify(value)));
}

export function sealBody(vault: Seal, key: string, body: RecordBody): Sealed {
  return sealJson(vault, key, body);
}

/** Undefined when its key is gone. */
export function openRow(vault: Open, { key, sealed, ...facts }: RowOnDisk): Row | undefined {
  const body = openJson<RecordBody>(vault, { key, sealed });
  return body && { ...facts, body };
}

export function sealDoc(vault: Seal, key: string, { origin, topOrigin, cause, page, ...facts }: DocRow): DocOnDisk {
  return { ...facts, ...sealJson(vault, key, { origin, topOrigin, cause, page } satisfies Secrets) };
}
type Secrets = { readonly [K in keyof Required<DocSecrets>]: DocSecrets[K] | undefined };

/** Undefined when its key is gone. */
export function openDoc(vault: Open, { key, sealed, ...facts }: DocOnDisk): DocRow | undefined {
  const secrets = openJson<DocSecrets>(vault, { key, sealed });
  return secrets && { ...facts, ...secrets };
}

/** Origins in the order of their numbers; '' for one that was taken back. */
export function sealSites(vault: Seal, key: string, sites: readonly string[]): Sealed {
  return sealJson(vault, key, sites);
}

/** Empty when its key is gone. */
export function openSites(vault: Open, { key, sealed }: SessionRow): readonly string[] {
  return openJson<readonly string[]>(vault, { key, sealed }) ?? [];
}
