// Makes docs/session-format.md and docs/session.schema.json. Run it after a change of the schemas:
// `node src/cli/format-docs.ts`, or with a session file to take new example lines from it.
import { readFile, writeFile } from 'node:fs/promises';
import { decodeSession } from '../session/decode.ts';
import { makeMarkdown } from './format-markdown.ts';
import { makeSchema } from './format-schema.ts';
import { readGzip } from './read-gzip.ts';

const DOCS = new URL('../../docs/', import.meta.url);
const EXCERPT = new URL('session-excerpt.jsonl', DOCS);

/** The first line of each kind that the session holds. */
async function takeExcerpt(path: string): Promise<string> {
  const lines = new Map<string, string>();
  for await (const line of decodeSession(readGzip(path))) {
    if (line.kind === 'tear') throw new Error(`${path} is no whole session: ${line.what}`);
    const kind = line.kind === 'record' ? line.record.kind : line.kind;
    if (line.kind !== 'record' && line.kind !== 'segment') continue;
    if (!lines.has(kind)) lines.set(kind, new TextDecoder().decode(line.bytes));
  }
  return [...lines.values()].join('');
}

async function readExcerpt(): Promise<readonly string[]> {
  try {
    return (await readFile(EXCERPT, 'utf8')).split('\n').filter((line) => line !== '');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

const [session] = process.argv.slice(2);
if (session !== undefined) await writeFile(EXCERPT, await takeExcerpt(session));
await writeFile(new URL('session-format.md', DOCS), makeMarkdown(await readExcerpt()));
await writeFile(new URL('session.schema.json', DOCS), `${JSON.stringify(makeSchema(), null, 2)}\n`);
