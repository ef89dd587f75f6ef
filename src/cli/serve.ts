// `showhow serve`: runs a collector over a folder or a bucket.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import pino from 'pino';
import type { SignIn } from '../collector/admin-session.ts';
import type { Collector, CollectorDeps } from '../collector/app.ts';
import { createCollector } from '../collector/app.ts';
import { widenDiskThreads } from '../collector/disk-threads.ts';
import { withPackages } from '../collector/packages.ts';
import type { CollectorLog } from '../collector/request-log.ts';
import { createTokenCheck, SECRET_MIN_CHARS, toSecrets } from '../collector/secrets.ts';
import type { Listen, Serving } from '../collector/serve.ts';
import { serveCollector } from '../collector/serve.ts';
import type { Command, Io, OptionValues } from './command.ts';
import { CliProblem, EXIT, textOption } from './command.ts';
import { CONSOLE_FOLDER, isConsoleBuilt } from './console-folder.ts';
import { openStoreOption } from './store-option.ts';

const DEFAULT_HOST = '127.0.0.1';
const DEFAULT_PORT = 8787;
const LOOPBACK = ['127.0.0.1', 'localhost', '::1'];
const LOG_LEVELS = ['silent', 'error', 'info'] as const;
/** What a killed collector loses of its counts; segments are never lost. */
const FLUSH_EVERY_MS = 15 * 60_000;

type Environment = Readonly<Record<string, string | undefined>>;

export const serveCommand: Command = {
  operands: [],
  options: {
    store: { type: 'string' },
    port: { type: 'string' },
    host: { type: 'string' },
    'public-url': { type: 'string' },
    'admin-header': { type: 'string' },
    packages: { type: 'string' },
    log: { type: 'string' },
  },
  help: `Options
  --store STORE        folder, made if need be, or s3://bucket/prefix (required)
  --port PORT          ${DEFAULT_PORT} unless given; 0 takes any free port
  --host HOST          ${DEFAULT_HOST} unless given, so that only this machine reaches it
  --public-url URL     address that recorders use, where a proxy stands before the collector
  --admin-header NAME  header in which that proxy, and nobody else, names who is signed in to the admin page
  --packages DIR       what showhow pack made: served as /updates.xml, /updates.json and the packages they name
  --log LEVEL          ${LOG_LEVELS.join(', ')}; info unless given. JSON lines on standard error, without personal data

Environment
  SHOWHOW_SECRET             at least ${SECRET_MIN_CHARS} random characters (openssl rand -hex 32), the same for all collectors of a store
  SHOWHOW_ENROLMENT_TOKENS   tokens that policy hands out as enrolmentToken, with spaces between
  SHOWHOW_ADMIN_TOKEN        token for the admin page at /admin
  AWS_ENDPOINT_URL_S3, AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN for s3://

Without SHOWHOW_SECRET and SHOWHOW_ENROLMENT_TOKENS the collector is open: whoever reaches it may send. It then
listens on this machine only, and has no admin page.

Prints its address in one line, and runs until SIGINT or SIGTERM; running requests may then still end.`,
  run: async (_operands, options, io) => {
    widenDiskThreads();
    const listen = { host: textOption(options, 'host') ?? DEFAULT_HOST, port: portOf(options) };
    const log = pino({ level: logLevelOf(options), base: null }, pino.destination({ dest: 2, sync: false }));
    const keys = keysOf(process.env, textOption(options, 'admin-header'));
    if (keys === undefined && !LOOPBACK.includes(listen.host))
      throw new CliProblem(
        `Without SHOWHOW_SECRET anybody who reaches ${listen.host} could send.`,
        'Set SHOWHOW_SECRET and SHOWHOW_ENROLMENT_TOKENS, or leave out --host.',
      );
    const store = await openStoreOption(options);
    const publicUrl = publicUrlOf(options);
    const collector = createCollector({
      store,
      log: toCollectorLog(log),
      ...keys,
      ...(publicUrl !== undefined && { publicUrl }),
    });
    const packages = packagesOf(options);
    const served = packages === undefined ? collector : withPackages(packages, collector);
    await serveUntilStopped(served, listen, io, (url) => {
      io.out(`showhow collector listens on ${url}, store ${textOption(options, 'store')}`);
      if (keys === undefined) io.out('open: nobody is asked who they are, since no SHOWHOW_SECRET is set');
      else if (keys.admin !== undefined) io.out(`admin page at ${publicUrl ?? url}/admin/`);
    });
    return EXIT.ok;
  },
};

async function serveUntilStopped(collector: Collector, listen: Listen, io: Io, onListening: (url: string) => void) {
  const signal = io.stopSignal();
  let serving: Serving;
  try {
    serving = await serveCollector(collector, listen, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new CliProblem(`The collector cannot listen: ${error.message}.`, 'Choose another --port or --host.');
  }
  onListening(serving.url);
  const explain = (error: unknown) => io.err(`counts were not written: ${String(error)}`);
  const timer = setInterval(() => void collector.flush().catch(explain), FLUSH_EVERY_MS);
  await serving.stopped;
  clearInterval(timer);
  await collector.flush().catch(explain);
}

/** What makes a collector a closed one; undefined for an open one. */
function keysOf(
  environment: Environment,
  adminHeader: string | undefined,
): Pick<CollectorDeps, 'secrets' | 'admin'> | undefined {
  const secret = environment['SHOWHOW_SECRET'] ?? '';
  const tokens = (environment['SHOWHOW_ENROLMENT_TOKENS'] ?? '').split(/\s+/).filter((token) => token !== '');
  const adminToken = environment['SHOWHOW_ADMIN_TOKEN'] ?? '';
  if (secret === '' && tokens.length === 0 && adminToken === '' && adminHeader === undefined) return undefined;
  if (secret.length < SECRET_MIN_CHARS)
    throw new CliProblem(
      `SHOWHOW_SECRET has fewer than ${SECRET_MIN_CHARS} characters.`,
      'Make one: openssl rand -hex 32',
    );
  if (tokens.length === 0)
    throw new CliProblem(
      'SHOWHOW_ENROLMENT_TOKENS is not set.',
      'Make a token, and set it as enrolmentToken in the policy.',
    );
  const secrets = toSecrets(secret, tokens);
  if (adminToken === '' && adminHeader === undefined) return { secrets };
  if (!isConsoleBuilt())
    throw new CliProblem('The admin page is not built.', 'Run `npm run build`, or leave out SHOWHOW_ADMIN_TOKEN.');
  const signIn: SignIn = {
    isAdminToken: createTokenCheck([adminToken]),
    proxyHeader: adminHeader,
    key: secrets.adminKey,
  };
  return { secrets, admin: { signIn, pageFolder: CONSOLE_FOLDER } };
}

function toCollectorLog(log: pino.Logger): CollectorLog {
  return {
    answered: (request) => log.info(request, 'answered'),
    faulted: (fault) => log.error({ fault }, 'fault'),
  };
}

function logLevelOf(options: OptionValues): string {
  const level = textOption(options, 'log') ?? 'info';
  if (LOG_LEVELS.some((known) => known === level)) return level;
  throw new CliProblem(`--log ${level} is no level.`, `Give one of ${LOG_LEVELS.join(', ')}.`);
}

function publicUrlOf(options: OptionValues): string | undefined {
  const text = textOption(options, 'public-url');
  if (text === undefined || (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol))) return text;
  throw new CliProblem(`--public-url ${text} is no address.`, 'Write it like https://showhow.example');
}

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
