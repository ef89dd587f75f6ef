// `showhow serve`: runs a collector over a folder.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { createCollector } from '../collector/app.ts';
import type { BlobStore } from '../collector/blob-store.ts';
import { openFolderStore } from '../collector/folder-store.ts';
import { withPackages } from '../collector/packages.ts';
import type { Serving } from '../collector/serve.ts';
import { serveCollector } from '../collector/serve.ts';
import type { Command, OptionValues } from './command.ts';
import { CliProblem, EXIT, textOption } from './command.ts';

const DEFAULT_HOST = '127.0.0.1';
const DEFAULT_PORT = 8787;

export const serveCommand: Command = {
  name: 'serve',
  summary: 'run a collector that stores what recorders send',
  operands: [],
  options: {
    store: { type: 'string' },
    port: { type: 'string' },
    host: { type: 'string' },
    packages: { type: 'string' },
  },
  help: `Options
  --store DIR    folder for what is sent; made if need be (required)
  --port PORT    ${DEFAULT_PORT} unless given; 0 takes any free port
  --host HOST    ${DEFAULT_HOST} unless given, so that only this machine reaches it
  --packages DIR what showhow pack made: served as /updates.xml, /updates.json and the packages they name

Prints its address in one line, and runs until SIGINT or SIGTERM; running requests may then still end.
There is no check of who sends yet: do not listen on an address that others reach.`,
  run: async (_operands, options, io) => {
    const folder = textOption(options, 'store');
    if (folder === undefined) throw new CliProblem('No store is given.', 'Add --store DIR.');
    const listen = { host: textOption(options, 'host') ?? DEFAULT_HOST, port: portOf(options) };
    const store = await openOrExplain(folder);
    const collector = createCollector({ store, onError: (error) => io.err(`fault: ${explain(error)}`) });
    const packages = packagesOf(options);
    const signal = io.stopSignal();
    let serving: Serving;
    try {
      serving = await serveCollector(
        packages === undefined ? collector : withPackages(packages, collector),
        listen,
        signal,
      );
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
      throw new CliProblem(`The collector cannot listen: ${error.message}.`, 'Choose another --port or --host.');
    }
    io.out(`showhow collector listens on ${serving.url}, store ${resolve(folder)}`);
    await serving.stopped;
    return EXIT.ok;
  },
};

function packagesOf(options: OptionValues): string | undefined {
  const folder = textOption(options, 'packages');
  if (folder === undefined || existsSync(resolve(folder, 'updates.xml'))) return folder;
  throw new CliProblem(`There are no packages in ${folder}.`, `Make them: showhow pack --out ${folder} …`);
}

function portOf(options: OptionValues): number {
  const text = textOption(options, 'port');
  if (text === undefined) return DEFAULT_PORT;
  const port = /^[0-9]{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new CliProblem(`--port ${text} is no port.`, 'Give a number from 0 to 65535.');
}

async function openOrExplain(folder: string): Promise<BlobStore> {
  try {
    return await openFolderStore(folder);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new CliProblem(`The store cannot be opened: ${error.message}.`, 'Choose a folder that can be written.');
  }
}

function explain(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
