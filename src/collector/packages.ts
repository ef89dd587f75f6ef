// Hands out what `showhow pack` made: browsers that install by policy look here for the extension and its updates.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Collector } from './app.ts';

/** Names of packages and update manifests. Nothing else in the folder is given out, whatever lies there. */
const NAME = /^\/(updates\.xml|updates\.json|SHA256SUMS|showhow(-[0-9.]+)?\.(crx|xpi|zip))$/;

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.xml': 'text/xml; charset=utf-8',
  '.json': 'application/json',
  '.crx': 'application/x-chrome-extension',
  '.xpi': 'application/x-xpinstall',
  '.zip': 'application/zip',
  '': 'text/plain; charset=utf-8',
};

/** The collector, with the packages in a folder in front of it. Who asks is neither checked nor noted: there is no secret in them. */
export function withPackages(folder: string, collector: Collector): Collector {
  return {
    ...collector,
    fetch: async (request) => {
      const name = NAME.exec(new URL(request.url).pathname)?.[1];
      if (name === undefined || !['GET', 'HEAD'].includes(request.method)) return collector.fetch(request);
      const content = await readPackage(path.join(folder, name));
      return content === undefined ? collector.fetch(request) : toAnswer(request, name, content);
    },
  };
}

async function readPackage(file: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return new Uint8Array(await readFile(file));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Browsers may keep it but must ask: a package under the same name can be replaced. */
function toAnswer(request: Request, name: string, content: Uint8Array<ArrayBuffer>): Response {
  const etag = `"${createHash('sha256').update(content).digest('hex')}"`;
  const headers = {
    'content-type': CONTENT_TYPES[path.extname(name)] ?? 'application/octet-stream',
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
    etag,
  };
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers });
  const body = request.method === 'HEAD' ? null : content;
  return new Response(body, { headers: { ...headers, 'content-length': String(content.length) } });
}
