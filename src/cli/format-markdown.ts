// The reference page of the session file, made from its schema, its words and lines of a real session.
import { RECORD_KINDS } from '../model/record.ts';
import { SESSION_SCHEMA } from '../model/session.ts';
import { FAULT_RULES } from '../session/fault.ts';
import { ENVELOPE_PROSE } from './format-prose.ts';
import type { Definitions, SchemaNode } from './format-schema.ts';
import { makeDefinitions } from './format-schema.ts';

const INTRO = `# The session file

<!-- Made by src/cli/format-docs.ts from the schemas: change those, not this page. -->

A session file holds what one browser profile did in one session, over all its tabs: \`<session>.jsonl.gz\`. It is
JSON Lines in gzip: one JSON object on each line, in UTF-8. A session consists of segments; each is one gzip member
that begins with a \`segment\` record, so that segments join by putting one file behind the other, and a file that
tears can be read up to the tear. [session.schema.json](session.schema.json) holds the same as JSON Schema.

## Reading it

In a clone of this project:

\`\`\`sh
zcat session.jsonl.gz | head
npm run -s showhow -- inspect session.jsonl.gz
npm run -s showhow -- verify session.jsonl.gz
\`\`\`

In DuckDB, over any number of files:

\`\`\`sql
SELECT kind, count(*) AS records, max(t) AS last_ms
FROM read_json('*.jsonl.gz', format = 'newline_delimited', union_by_name = true, sample_size = -1)
GROUP BY kind ORDER BY records DESC;
\`\`\`

In Python, with nothing installed; the table at the end with pandas:

\`\`\`python
import gzip, json

def read(path):
    """Gives the head of the segment and each record, in order; what a later version added is passed through."""
    head = None
    with gzip.open(path, 'rt', encoding='utf-8') as lines:
        for line in lines:
            record = json.loads(line)
            if record['kind'] == 'segment':
                head = record
            elif record['kind'] != 'tombstone':  # a segment that was taken back
                yield head, record

def path_of(pointer):
    """The samples of a pointer record: ms since the session started, x and y in CSS px."""
    t, x, y = pointer['t'] - sum(pointer['dt']), pointer['x'], pointer['y']
    yield t, x, y
    for dt, dx, dy in zip(pointer['dt'], pointer['dx'], pointer['dy']):
        t, x, y = t + dt, x + dx, y + dy
        yield t, x, y

import pandas
table = pandas.DataFrame(record for _, record in read('session.jsonl.gz'))
\`\`\`

In a browser, and in recent Node, \`DecompressionStream\` reads only the first gzip member: use Node's \`zlib\` or a
library that reads all.

## What may change

\`schema\` in the head of a segment is ${SESSION_SCHEMA}. It rises when a field changes its meaning or goes; a reader refuses a schema
that it does not know. New kinds and new fields do not raise it: a reader passes over kinds and fields that it does not know,
and \`verify\` counts them. A field, once gone, is not used again for another meaning. Files of every released schema stay
readable by \`showhow\`. \`outline\` is reserved for a later kind.
`;

const CHECKS = `## What holds between lines

\`showhow verify\` checks each of these, and names the line where one does not hold.

| rule | what holds |
|---|---|
${Object.entries(FAULT_RULES)
  .map(([rule, what]) => `| ${rule} | ${what} |`)
  .join('\n')}

It ends with 0 when no fault was found, with 1 when one was, and with 2 when nothing could be read; \`--json\` gives the whole
result. A torn file is read up to the tear: every whole record before it counts, and the fault \`torn\` names the line.

A session without \`end\` is incomplete: it still runs, or its last segments are missing. What is missing inside a
session is said by \`gap\` records. The last segment's digest stands nowhere in the file: a change there that keeps to
the schema is only found against the store.
`;

/** The page. \`excerpt\` has lines of a real session, at most one of each kind is shown. */
export function makeMarkdown(excerpt: readonly string[]): string {
  const definitions = makeDefinitions();
  const examples = new Map(excerpt.map((line) => [String(JSON.parse(line).kind), line]));
  const section = (id: string, level: string) => describeDefinition(id, definitions, examples.get(id), level);
  const kinds = RECORD_KINDS.map((kind) => section(kind, '###'));
  const shapes = Object.keys(definitions).filter((id) => id !== 'segment' && !(RECORD_KINDS as string[]).includes(id));
  const envelope = formatRows(pick(definitions['end'] ?? {}, Object.keys(ENVELOPE_PROSE.fields)));
  return [
    INTRO,
    CHECKS,
    section('segment', '##'),
    `## Records\n\n${ENVELOPE_PROSE.what}\n\n${envelope}`,
    ...kinds,
    '## Shapes\n\nObjects that several kinds share.\n',
    ...shapes.map((shape) => section(shape, '###')),
  ].join('\n');
}

function describeDefinition(id: string, definitions: Definitions, example: string | undefined, level: string): string {
  const node = definitions[id] ?? {};
  const carried = id === 'segment' ? [] : ['kind', ...Object.keys(ENVELOPE_PROSE.fields)];
  const isShape = !('kind' in (node.properties ?? {})) || id === 'selector';
  const own = isShape ? node : omit(node, carried);
  const rows = formatRows(own);
  const parts = [`${level} \`${id}\`\n`, `${node.description}\n`];
  if (rows !== '') parts.push(rows);
  if (example !== undefined) parts.push(`\`\`\`json\n${example}\n\`\`\`\n`);
  return parts.join('\n');
}

function pick(node: SchemaNode, names: readonly string[]): SchemaNode {
  const properties = Object.entries(node.properties ?? {}).filter(([name]) => names.includes(name));
  return { ...node, properties: Object.fromEntries(properties) };
}

function omit(node: SchemaNode, names: readonly string[]): SchemaNode {
  return pick(
    node,
    Object.keys(node.properties ?? {}).filter((name) => !names.includes(name)),
  );
}

/** A table of fields, empty where there are none. */
function formatRows(node: SchemaNode): string {
  const rows = fieldsOf(node, '').map(({ path, type, isRequired, what }) => {
    const mark = isRequired ? '' : ' (optional)';
    return `| \`${path}\` | ${type}${mark} | ${what} |`;
  });
  return rows.length === 0 ? '' : `${['| field | type | meaning |', '|---|---|---|', ...rows].join('\n')}\n`;
}

interface FieldRow {
  readonly path: string;
  readonly type: string;
  readonly isRequired: boolean;
  readonly what: string;
}

/** Every field, those of inner objects without a name after the one that holds them. */
export function fieldsOf(node: SchemaNode, base: string): readonly FieldRow[] {
  if (node.anyOf !== undefined) {
    return node.anyOf.flatMap((option) => fieldsOf(option, base).map((row) => ({ ...row, isRequired: false })));
  }
  if (typeof node.items === 'object') return fieldsOf(node.items, `${base}[]`);
  return Object.entries(node.properties ?? {}).flatMap(([name, property]) => {
    const path = base === '' ? name : `${base}.${name}`;
    const isRequired = node.required?.includes(name) ?? false;
    const row = { path, type: typeOf(property), isRequired, what: property.description ?? '' };
    return [row, ...fieldsOf(property, path)];
  });
}

function typeOf(node: SchemaNode): string {
  if (node.$ref !== undefined) {
    const id = node.$ref.slice(node.$ref.lastIndexOf('/') + 1);
    return `[${id}](#${id})`;
  }
  if (node.const !== undefined) return `\`${JSON.stringify(node.const)}\``;
  if (node.enum !== undefined) return node.enum.map((value) => `\`${value}\``).join(', ');
  if (node.anyOf !== undefined) return node.anyOf.map(typeOf).join(' or ');
  if (node.prefixItems !== undefined) return `[${node.prefixItems.map(typeOf).join(', ')}]`;
  if (node.type === 'array') return `list of ${typeof node.items === 'object' ? typeOf(node.items) : 'anything'}`;
  if (typeof node.additionalProperties === 'object') return `object: ${typeOf(node.additionalProperties)} by name`;
  return [node.type ?? 'anything'].flat().join(' or ');
}
