// `showhow policy render`: a policy in the formats of browsers and their management.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { collectorAddress } from '../model/policy-value.ts';
import type { Deployment, Order, PolicyValues, RenderedFile } from '../policy/order.ts';
import { encodePolicyFile } from '../policy/read-policy.ts';
import type { PolicyFormatName } from '../policy/render.ts';
import { POLICY_FORMATS } from '../policy/render.ts';
import type { ExitCode, Io, OptionValues } from './command.ts';
import { CliProblem, EXIT, textOption } from './command.ts';
import { geckoIdOf } from './gecko-id.ts';
import { readSealedPolicy } from './policy-file.ts';
import { printable } from './table.ts';

const FORMAT_NAMES = Object.keys(POLICY_FORMATS) as PolicyFormatName[];

/** Lines for the help: each format with what it is. */
export function formatList(): string {
  return FORMAT_NAMES.map((name) => `      ${name.padEnd(17)}${POLICY_FORMATS[name].what}`).join('\n');
}

export async function renderPolicy(file: string, options: OptionValues, io: Io): Promise<ExitCode> {
  const names = chosenFormats(options);
  const policy = await readSealedPolicy(file);
  if (policy.kind === 'refused') {
    for (const problem of policy.problems) io.err(`${printable(file)}: ${printable(problem)}`);
    return EXIT.faults;
  }
  for (const doubt of policy.doubts) io.err(`${printable(file)}: [doubt] ${printable(doubt)}`);
  const order: Order = { values: policy.values, deployment: toDeployment(policy.values, options) };
  const files = (await Promise.all(names.map((name) => POLICY_FORMATS[name].render(order)))).flat();
  await deliver(files, textOption(options, 'out'), io);
  return EXIT.ok;
}

function chosenFormats(options: OptionValues): readonly PolicyFormatName[] {
  if (options['all'] === true) return FORMAT_NAMES;
  const wanted = textOption(options, 'format');
  const name = FORMAT_NAMES.find((candidate) => candidate === wanted);
  if (name !== undefined) return [name];
  const what = wanted === undefined ? 'render wants --format or --all.' : `There is no format ${wanted}.`;
  throw new CliProblem(what, `Formats: ${FORMAT_NAMES.join(', ')}.`);
}

function toDeployment(values: PolicyValues, options: OptionValues): Deployment {
  const collector = String(values['collectorUrl'] ?? '').replace(/\/+$/, '');
  const extensionId = textOption(options, 'extension-id') ?? '';
  if (!/^[a-p]{32}$/.test(extensionId))
    throw new CliProblem(
      'render wants --extension-id with the 32 letters of the extension’s id.',
      'It stands on the card of the extension in chrome://extensions.',
    );
  return {
    extensionId,
    geckoId: geckoIdOf(options) ?? 'showhow@showhow.invalid',
    updateUrl: addressOf(options, 'update-url', collector, 'updates.xml'),
    xpiUrl: addressOf(options, 'xpi-url', collector, 'showhow.xpi'),
  };
}

function addressOf(options: OptionValues, name: string, collector: string, file: string): string {
  const given = textOption(options, name);
  if (given !== undefined && isAddress(given)) return given;
  if (given !== undefined)
    throw new CliProblem(
      `--${name}: "${given}" is no address to get ${file} from.`,
      'Give an https: address, or http: on this machine.',
    );
  if (collector !== '') return `${collector}/${file}`;
  throw new CliProblem(
    `render wants --${name}, as the policy names no collector.`,
    `Say where browsers get ${file} from.`,
  );
}

/** As a collector's, and it may ask for a channel by its query. */
function isAddress(given: string): boolean {
  const base = given.replace(/\?.*/s, '');
  return base !== '' && collectorAddress.safeParse(base).success;
}

async function deliver(files: readonly RenderedFile[], folder: string | undefined, io: Io): Promise<void> {
  const [first, ...more] = files;
  if (folder === undefined) {
    if (first === undefined || more.length > 0)
      throw new CliProblem(`This makes ${files.length} files.`, 'Say with --out where they go.');
    io.out(first.text.trimEnd());
    return;
  }
  for (const file of files) {
    const target = path.join(folder, file.name);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, encodePolicyFile(file));
    io.out(target);
  }
}
