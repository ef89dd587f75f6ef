// A build of the extension made ready to be packed: its files, its manifest as a customer wants it, and one fixed way to zip them.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { zipSync } from 'fflate';
import { CliProblem } from './command.ts';

/** In the root of the extension; what the worker reads where managed storage is empty. */
const POLICY_FILE = 'packaged-policy.json';

/** What of a manifest is read or changed here. */
export interface Manifest {
  readonly version: string;
  readonly minimum_chrome_version?: string;
  readonly browser_specific_settings?: { readonly gecko: { readonly id: string; readonly strict_min_version: string } };
  readonly [key: string]: unknown;
}

export interface Build {
  readonly manifest: Manifest;
  /** Content by name, with `/`; without the manifest. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** Reads an unpacked build. Throws a `CliProblem` where there is none. */
export function readBuild(folder: string): Build {
  const names = listFiles(folder);
  if (!names.includes('manifest.json'))
    throw new CliProblem(`There is no build in ${folder}.`, 'Build the extension first: npm run build');
  const manifest = JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8')) as Manifest;
  const files = names
    .filter((name) => name !== 'manifest.json')
    .map((name) => [name, new Uint8Array(readFileSync(path.join(folder, name)))] as const);
  return { manifest, files: new Map(files) };
}

/** The same build with another manifest, and with a policy baked in where one is given. */
export function dress(build: Build, manifest: Manifest, policy: object | undefined): Build {
  const files = new Map(build.files);
  if (policy !== undefined) files.set(POLICY_FILE, new TextEncoder().encode(`${JSON.stringify(policy, null, 2)}\n`));
  return { manifest, files };
}

/** The same bytes from the same files, wherever and whenever: names in order, one date, no owners. */
export function zipBuild({ manifest, files }: Build): Uint8Array<ArrayBuffer> {
  const all = new Map(files).set('manifest.json', new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`));
  const entries = [...all].sort(([a], [b]) => (a < b ? -1 : 1));
  // Zip keeps local time without a zone: made from local parts, the date is the same in every zone.
  return zipSync(Object.fromEntries(entries), { level: 9, mtime: new Date(2000, 0, 1) });
}

function listFiles(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'));
  } catch (error) {
    if (error instanceof Error && 'code' in error) return [];
    throw error;
  }
}
