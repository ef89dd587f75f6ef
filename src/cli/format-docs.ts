// Makes docs/session-format.md and docs/session.schema.json. Run it after a change of the schemas:
// `node src/cli/format-docs.ts`, or with session files to take new example lines from them.
import { readFile, writeFile } from 'node:fs/promises';
import { decodeSession } from '../session/decode.ts';
import { makeMarkdown } from './format-markdown.ts';
import { makeSchema } from './format-schema.ts';
import { readSessionFile } from './session-file.ts';

const DOCS = new URL('../../docs/', import.meta.url);
const EXCERPT = new URL('session-excerpt.jsonl', DOCS);

/** The first line of each kind that the sessions hold, and those that were there of kinds that they do not hold. */
async function takeExcerpt(paths: readonly string[]): Promise<string> {
  const before = (await readExcerpt()).map((line) => [String(JSON.parse(line).kind), `${line}\n`] as const);
  const lines = new Map<string, string>();
  for (const path of paths) for await (const [kind, line] of linesOf(path)) if (!lines.has(kind)) lines.set(kind, line);
  for (const [kind, line] of before) if (!lines.has(kind)) lines.set(kind, line);
  return [...lines.values()].join('');
}

async function* linesOf(path: string): AsyncGenerator<readonly [kind: string, line: string]> {
  for await (const line of decodeSession(readSessionFile(path, undefined))) {
    if (line.kind === 'tear') throw new Error(`${path} is no whole session: ${line.what}`);
    if (line.kind !== 'record' && line.kind !== 'segment') continue;
    yield [line.kind === 'record' ? line.record.kind : line.kind, new TextDecoder().decode(line.bytes)];
  }
}

async function readExcerpt(): Promise<readonly string[]> {
  try {
    return (await readFile(EXCERPT, 'utf8')).split('\n').filter((line) => line !== '');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

const sessions = process.argv.slice(2);
if (sessions.length > 0) await writeFile(EXCERPT, await takeExcerpt(sessions));
await writeFile(new URL('session-format.md', DOCS), makeMarkdown(await readExcerpt()));
await writeFile(new URL('session.schema.json', DOCS), `${JSON.stringify(makeSchema(), null, 2)}\n`);
