// `showhow pack`: the extension as browsers install it by policy: signed, with its update manifests, ready to be served.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import writeCrx from 'crx3';
import { collectorAddress } from '../model/policy-value.ts';
import type { PolicyValues } from '../policy/order.ts';
import type { Command, OptionValues } from './command.ts';
import { CliProblem, EXIT, textOption } from './command.ts';
import { geckoIdOf } from './gecko-id.ts';
import type { Build, Manifest } from './packed-build.ts';
import { dress, readBuild, zipBuild } from './packed-build.ts';
import { readSealedPolicy } from './policy-file.ts';
import { extensionIdOf, makeSigningKey, readSigningKey } from './signing-key.ts';
import { printable } from './table.ts';
import { toUpdatesJson, toUpdatesXml } from './update-manifest.ts';

const BUILDS = fileURLToPath(new URL('../../.output/', import.meta.url));
/** Up to four numbers: what every browser takes as a version. */
const VERSION = /^(0|[1-9]\d{0,4})(\.(0|[1-9]\d{0,4})){0,3}$/;

export const packCommand: Command = {
  operands: [],
  options: {
    out: { type: 'string' },
    key: { type: 'string' },
    'new-key': { type: 'string' },
    url: { type: 'string' },
    policy: { type: 'string' },
    version: { type: 'string' },
    'gecko-id': { type: 'string' },
    chromium: { type: 'string' },
    firefox: { type: 'string' },
  },
  help: `Takes the builds for Chromium and Firefox (npm run build) and makes in --out:
  showhow-VERSION.crx   for Chromium, Chrome and Edge, signed with your key (CRX3)
  showhow-VERSION.xpi   for Firefox, not signed: have Mozilla sign it, or see docs/rollout.md
  showhow-VERSION.zip   the Chromium build without an address for updates: for stores, and for reading
  showhow.xpi           the newest add-on under a name that stays
  updates.xml           where Chromium, Chrome and Edge look for a newer version
  updates.json          where Firefox does
  SHA256SUMS            sums of all of them
The same build, key and options make the same bytes, on any machine. Serve the folder with
showhow serve --packages DIR.

Options
  --out DIR         folder for the files (required)
  --key FILE        your RSA private key, PEM
  --new-key FILE    makes a key in a new file. The id of the extension hangs on it: keep it safe, and away
                    from what is served. One of the two must be given
  --url URL         where the files will be served (default: collectorUrl of --policy)
  --policy FILE     a policy that rules until managed storage holds one; refused as render would refuse it
  --version V       in place of the build's own; browsers update only to a higher one
  --gecko-id ID     your own id in Firefox (default: the build's)
  --chromium DIR    the build for Chromium (default: .output/chrome-mv3)
  --firefox DIR     the build for Firefox (default: .output/firefox-mv3)

Prints the id of the extension, which policies name, and the sums.
Ends with 0 when packed, 1 when the policy would be refused, 2 when something was not understood or could
not be read.`,
  run: async (_operands, options, io) => {
    const out = required(options, 'out', 'Say with --out where the packages go.');
    const policyFile = textOption(options, 'policy');
    const policy = policyFile === undefined ? undefined : await readSealedPolicy(policyFile);
    if (policy?.kind === 'refused') {
      for (const problem of policy.problems) io.err(`${printable(policyFile ?? '')}: ${printable(problem)}`);
      return EXIT.faults;
    }
    for (const doubt of policy?.doubts ?? []) io.err(`${printable(policyFile ?? '')}: [doubt] ${printable(doubt)}`);
    const order = { out, url: urlOf(options, policy?.values), ...buildsOf(options, policy?.values) };
    // Last, so that a mistake above leaves no key behind.
    const { id, sums } = await writePackages(order, keyOf(options, out));
    io.out(`extension id in Chromium, Chrome, Edge: ${id}`);
    io.out(`add-on id in Firefox: ${printable(order.firefox.manifest.browser_specific_settings?.gecko.id ?? '')}`);
    for (const line of sums) io.out(line);
    return EXIT.ok;
  },
};

interface PackOrder {
  readonly out: string;
  /** Base address of the files, without a slash at its end. */
  readonly url: string;
  readonly chromium: Build;
  readonly firefox: Build;
  /** As stores want it: they give out updates themselves. */
  readonly store: Build;
}

interface Packed {
  readonly id: string;
  /** As `sha256sum` writes them. */
  readonly sums: readonly string[];
}

async function writePackages({ out, url, chromium, firefox, store }: PackOrder, keyPath: string): Promise<Packed> {
  const [id, { version }] = [extensionIdOf(readSigningKey(keyPath)), chromium.manifest];
  const names = { crx: `showhow-${version}.crx`, xpi: `showhow-${version}.xpi`, zip: `showhow-${version}.zip` };
  const xpi = zipBuild(firefox);
  mkdirSync(out, { recursive: true });
  await writeCrx(Readable.from([Buffer.from(zipBuild(chromium))]), { keyPath, crxPath: path.join(out, names.crx) });
  const crx = readFileSync(path.join(out, names.crx));
  const gecko = firefox.manifest.browser_specific_settings?.gecko;
  const files: Readonly<Record<string, string | Uint8Array>> = {
    [names.crx]: crx,
    [names.xpi]: xpi,
    [names.zip]: zipBuild(store),
    'showhow.xpi': xpi,
    'updates.xml': toUpdatesXml({
      id,
      version,
      url: `${url}/${names.crx}`,
      browserMin: chromium.manifest.minimum_chrome_version ?? '',
      sha256: sha256(crx),
    }),
    'updates.json': toUpdatesJson({
      id: gecko?.id ?? '',
      version,
      url: `${url}/${names.xpi}`,
      browserMin: gecko?.strict_min_version ?? '',
      sha256: sha256(xpi),
    }),
  };
  const sums = Object.entries(files).map(([name, content]) => `${sha256(content)}  ${name}`);
  // The manifests come last: who reads them finds what they name.
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(out, name), content);
  writeFileSync(path.join(out, 'SHA256SUMS'), `${sums.join('\n')}\n`);
  return { id, sums };
}

function buildsOf(options: OptionValues, policy: PolicyValues | undefined): Omit<PackOrder, 'out' | 'url'> {
  const chromium = readBuild(textOption(options, 'chromium') ?? path.join(BUILDS, 'chrome-mv3'));
  const firefox = readBuild(textOption(options, 'firefox') ?? path.join(BUILDS, 'firefox-mv3'));
  const version = versionOf(options, chromium.manifest);
  const url = urlOf(options, policy);
  const { gecko } = firefox.manifest.browser_specific_settings ?? {};
  if (gecko === undefined)
    throw new CliProblem('The build for Firefox has no id.', 'Give a build for Firefox with --firefox.');
  const own = { ...gecko, id: geckoIdOf(options) ?? gecko.id, update_url: `${url}/updates.json` };
  return {
    store: dress(chromium, { ...chromium.manifest, version }, policy),
    chromium: dress(chromium, { ...chromium.manifest, version, update_url: `${url}/updates.xml` }, policy),
    firefox: dress(firefox, { ...firefox.manifest, version, browser_specific_settings: { gecko: own } }, policy),
  };
}

function versionOf(options: OptionValues, manifest: Manifest): string {
  const version = textOption(options, 'version') ?? manifest.version;
  if (VERSION.test(version) && version.split('.').every((part) => Number(part) <= 65_535)) return version;
  throw new CliProblem(`${version} is no version.`, 'Write up to four numbers, each up to 65535, such as 1.2.3.');
}

function urlOf(options: OptionValues, policy: PolicyValues | undefined): string {
  const url = textOption(options, 'url') ?? String(policy?.['collectorUrl'] ?? '');
  if (url === '')
    throw new CliProblem('Nobody would know where to get updates.', 'Say with --url where the files will be served.');
  if (!collectorAddress.safeParse(url).success)
    throw new CliProblem(`${url} is no address to serve from.`, 'Give an https: address, or http: on this machine.');
  return url.replace(/\/+$/, '');
}

/** Path of the key to sign with. */
function keyOf(options: OptionValues, out: string): string {
  const [known, wanted] = [textOption(options, 'key'), textOption(options, 'new-key')];
  const file = known ?? wanted;
  if (file === undefined || (known !== undefined && wanted !== undefined))
    throw new CliProblem('pack wants one key.', 'Give --key FILE, or --new-key FILE the first time.');
  if (!path.relative(path.resolve(out), path.resolve(file)).startsWith('..'))
    throw new CliProblem('The key would lie among the files that are served.', 'Keep it outside of --out.');
  if (wanted === undefined) readSigningKey(file);
  else makeSigningKey(file);
  return file;
}

function required(options: OptionValues, name: string, fix: string): string {
  const value = textOption(options, name);
  if (value !== undefined) return value;
  throw new CliProblem(`pack wants --${name}.`, fix);
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
