// `showhow view`: serves the viewer with one session on this machine, until it is stopped.
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import type { Command } from './command.ts';
import { CliProblem, EXIT, textOption } from './command.ts';
import type { FoundSession } from './find-sessions.ts';
import { findSessions } from './find-sessions.ts';
import { formatCount } from './quantity.ts';
import type { Keys } from './session-file.ts';
import { IDENTITY_HELP, IDENTITY_OPTION, openMembers, readKeys } from './session-file.ts';
import { printable } from './table.ts';

const BUILT = fileURLToPath(new URL('../../.output/chrome-mv3/', import.meta.url));
/** All that the viewer consists of; the rest of the extension is not served. */
const VIEWER = /^\/(?:viewer\.html|assets\/[\w.-]+|chunks\/[\w.-]+|_locales\/en\/messages\.json)$/;
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; base-uri 'none'";

export const viewCommand: Command = {
  operands: ['FILE|DIR'],
  options: { port: { type: 'string' }, ...IDENTITY_OPTION },
  help: `FILE is a session file (.jsonl.gz, .jsonl.gz.age). DIR is a folder or store that holds one session.

Prints an address to open in a browser on this machine, and serves it until Ctrl-C. Nothing is sent anywhere else.
The same page is part of the extension, where session files are opened by drag and drop.

Options
  --port NUMBER     a free one unless given
${IDENTITY_HELP}

Ends with 0 when it was stopped, 2 when the session cannot be read or the viewer was not built.`,
  run: async ([path = ''], options, io) => {
    const keys = await readKeys(options);
    const session = await findOne(path, keys);
    await requireBuild();
    const server = serve({
      fetch: toApp(session, keys).fetch,
      hostname: '127.0.0.1',
      port: toPort(textOption(options, 'port')),
    });
    await Promise.race([
      once(server, 'listening'),
      once(server, 'error').then(([error]) => {
        throw new CliProblem(`The port cannot be used: ${String(error.code)}.`, 'Leave --port out, or name another.');
      }),
    ]);
    const { port } = server.address() as AddressInfo;
    const name = `${session.session}.jsonl.gz`;
    io.out(`http://127.0.0.1:${port}/viewer.html?file=${encodeURIComponent(name)}`);
    const signal = io.stopSignal();
    if (!signal.aborted) await once(signal, 'abort');
    server.close();
    if ('closeAllConnections' in server) server.closeAllConnections();
    return EXIT.ok;
  },
};

function toPort(given: string | undefined): number {
  const number = Number(given ?? 0);
  if (Number.isInteger(number) && number >= 0 && number < 65_536) return number;
  throw new CliProblem('--port is no port.', 'Give a number from 0 to 65535.');
}

async function findOne(path: string, keys: Keys): Promise<FoundSession> {
  const [session, ...others] = await findSessions(path, keys);
  if (session !== undefined && others.length === 0) return session;
  const what = `${printable(path)} holds ${formatCount(others.length + 1)} sessions.`;
  throw new CliProblem(what, 'Name one: `showhow sessions STORE OUT` writes a file for each.');
}

async function requireBuild(): Promise<void> {
  try {
    await stat(`${BUILT}viewer.html`);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    throw new CliProblem('The viewer was not built yet.', 'Run `npm run build` once.');
  }
}

function toApp({ files }: FoundSession, keys: Keys): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    // Another site's name for this address would let its pages read the session.
    const host = new URL(context.req.url).hostname;
    if (host !== '127.0.0.1' && host !== 'localhost') return context.text('Not here.', 403);
    await next();
    context.header('content-security-policy', POLICY);
    context.header('x-content-type-options', 'nosniff');
    context.header('cache-control', 'no-store');
    return undefined;
  });
  app.get('/session', (context) => {
    const members = Readable.from(membersOf(files, keys), { objectMode: false });
    return context.body(Readable.toWeb(members) as ReadableStream<Uint8Array>, 200, {
      'content-type': 'application/octet-stream',
    });
  });
  app.use('/*', async (context, next) => {
    if (!VIEWER.test(context.req.path)) return context.notFound();
    return serveStatic({ root: BUILT })(context, next);
  });
  return app;
}

async function* membersOf(files: FoundSession['files'], keys: Keys): AsyncGenerator<Uint8Array> {
  for (const { path } of files) yield* openMembers(path, keys);
}
