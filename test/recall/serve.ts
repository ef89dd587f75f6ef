// Serves the capture fixtures and the applications that they load, once for each site: the port tells the sites apart in the file.
import { readFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { HEAVY_MODULES } from './heavy-subjects.ts';

/** Two origins on one port: pages of `origin` and `other` are strangers to each other. */
export interface SiteServer {
  readonly origin: string;
  readonly other: string;
  readonly port: string;
  close(): Promise<void>;
}

export interface Folders {
  /** Folder of the fixture pages. */
  readonly pages: string;
  /** Folder that holds the packages below `/node_modules/`. */
  readonly modules: string;
}

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.xhtml': 'application/xhtml+xml',
};
const MODULES = '/node_modules/';
/** Packages that are no part of everyone's install. */
const HEAVY = '/heavy_modules/';

/** Serves both folders on a free port of 127.0.0.1. A POST answers 303 to the `saved.html` beside it. */
export async function serveSite(folders: Folders): Promise<SiteServer> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://fixture');
    if (request.method === 'POST') {
      request
        .resume()
        .once('end', () => response.writeHead(303, { location: new URL('saved.html', url).pathname }).end());
      return;
    }
    // No site has an icon, and none shall say so in a console.
    if (url.pathname === '/favicon.ico') {
      response.writeHead(204).end();
      return;
    }
    const file = fileOf(folders, decodeURIComponent(url.pathname));
    // Nothing forbids caching: a page that must not be stored cannot come back from the back/forward cache.
    const type = TYPES[path.extname(file)] ?? 'application/octet-stream';
    readFile(file).then(
      (bytes) => response.writeHead(200, { 'content-type': type }).end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const port = String((server.address() as AddressInfo).port);
  return { origin: `http://127.0.0.1:${port}`, other: `http://localhost:${port}`, port, close: () => closed(server) };
}

function fileOf({ pages, modules }: Folders, pathname: string): string {
  const [prefix, folder] = [[MODULES, modules] as const, [HEAVY, HEAVY_MODULES] as const].find(([start]) =>
    pathname.startsWith(start),
  ) ?? ['', pages];
  return path.join(folder, path.posix.normalize(pathname.slice(prefix.length)));
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
