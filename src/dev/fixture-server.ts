// A tiny static server for the sample app and other test pages. Node only; listens on 127.0.0.1 alone.
import { readFile, realpath, stat } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { extname, join, sep } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';

/** A running fixture server. `close` resolves when the port is free again; open connections are cut. */
export interface FixtureServer {
  readonly origin: string;
  close(): Promise<void>;
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/**
 * Serves the files under `root` on `port` (0: any free port). Nothing outside `root` is served, not even through a symlink.
 * A POST to any path answers 303 to the `saved.html` beside it. Rejects when `root` does not exist or the port is taken.
 */
export async function serveFixtures(root: string, port: number): Promise<FixtureServer> {
  const folder = await realpath(root);
  const server = createAdaptorServer({ fetch: fixtureApp(folder).fetch });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(port, '127.0.0.1', listening);
  });
  const { port: chosenPort } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${chosenPort}`,
    close: () =>
      new Promise((closed, failed) => {
        server.close((error) => (error ? failed(error) : closed()));
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

function fixtureApp(folder: string): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    await next();
    context.header('cache-control', 'no-store');
  });
  app.post('*', async (context) => {
    await context.req.arrayBuffer(); // an unread body would keep the browser's connection waiting
    return context.redirect(new URL('saved.html', context.req.url).pathname, 303);
  });
  app.get('*', async (context) => {
    const file = await findFile(folder, new URL(context.req.url).pathname);
    if (file === undefined) return context.text('Not found', 404);
    const type = CONTENT_TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream';
    return context.body(new Uint8Array(await readFile(file)), 200, { 'content-type': type });
  });
  return app;
}

/** The real path of the file that a URL path names; a path that ends in a slash names `index.html`. Undefined when `folder` has no such file. */
async function findFile(folder: string, urlPath: string): Promise<string | undefined> {
  const name = tryDecode(urlPath);
  if (name === undefined || name.includes('\0')) return undefined;
  const file = await tryRealPath(join(folder, name.endsWith('/') ? `${name}index.html` : name));
  const isInside = file?.startsWith(folder + sep) ?? false;
  return file !== undefined && isInside && (await stat(file)).isFile() ? file : undefined;
}

function tryDecode(urlPath: string): string | undefined {
  try {
    return decodeURIComponent(urlPath);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

async function tryRealPath(path: string): Promise<string | undefined> {
  try {
    return await realpath(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG') return undefined;
    throw error;
  }
}
