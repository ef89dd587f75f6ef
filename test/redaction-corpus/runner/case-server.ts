// Serves each case at an origin of its own, so that records are told apart by origin alone and no case sees another's storage.
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Case } from './case.ts';

export interface ServedCase {
  readonly case: Case;
  readonly origin: string;
  readonly port: number;
  close(): void;
}

/** Serves `wanted` on a free port of 127.0.0.1. `{{origin}}` in a page becomes that origin, `{{other}}` the same port under another host. */
export async function serveCase(wanted: Case): Promise<ServedCase> {
  const server: Server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (pathname === '/favicon.ico') {
      response.writeHead(204).end();
      return;
    }
    const isDownload = pathname.startsWith('/download/');
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      ...(isDownload && { 'content-disposition': 'attachment' }),
    });
    const { port } = server.address() as AddressInfo;
    const body = wanted.pages?.[pathname] ?? wanted.html;
    const page = `<!doctype html><html lang="${wanted.locale}"><meta charset=utf-8><title>${toHtml(wanted.title ?? 'App')}</title><body>${body}`;
    response.end(
      page.replaceAll('{{origin}}', `http://127.0.0.1:${port}`).replaceAll('{{other}}', `http://localhost:${port}`),
    );
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { case: wanted, origin: `http://127.0.0.1:${port}`, port, close };
}

function toHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
