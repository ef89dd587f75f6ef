// The dataset card: README.md with the YAML head that dataset hubs read, and what a person should know before use.
import type { Format } from './exporter.ts';
import { toFeature } from './parquet-schema.ts';
import type { Column, Table } from './table.ts';
import type { Counted, Validation } from './validation.ts';

/** The text of README.md. */
export function writeCard(validation: Validation, format: Format): string {
  const { total, sessions, purpose, format: name } = validation;
  const parts = [
    yamlHead(validation, format),
    `# Recorded browser work (${name})`,
    `Made by ${validation.tool} from sessions that people recorded while they worked: ${format.summary}.`,
    '## Terms',
    `- Purpose: ${inline(purpose)}. Sessions recorded for another purpose are not in here; the export refused ${sessions.refused}.
- The people recorded were told of the recording, could see, pause and withdraw it. What they withdrew is not in here; that it
  is missing is said below.
- No scores about people may be made from this. Participants are pseudonyms of installs, renewed monthly${validation.isSalted ? ', made anew for this export' : ''}.`,
    '## Content',
    contentTable(validation),
    yieldText(total),
    '## What is missing',
    gapTable(total),
    '## Redaction',
    redactionText(total),
    '## Reading it',
    format.usage,
    ...format.tables.map(tableText),
    '## Files beside the data',
    `- \`validation.json\`: all counts, in all and for each session.
- \`croissant.json\`: metadata in Croissant 1.0.
- \`MANIFEST.sha256\`: digests; check with \`sha256sum -c MANIFEST.sha256\`.`,
    `Actions were read out of raw records by version ${validation.reduceVersion} of the rules. They are a reading: each action names its raw records.`,
  ];
  return `${parts.join('\n\n')}\n`;
}

function yamlHead(validation: Validation, { tables }: Format): string {
  const lines = [
    '---',
    'pretty_name: Recorded browser work',
    'license: other',
    'license_name: see-terms',
    'annotations_creators:\n- no-annotation',
    'source_datasets:\n- original',
    'task_categories:\n- reinforcement-learning\n- other',
    `size_categories:\n- ${sizeCategory(validation.total.actions)}`,
    'tags:\n- web-agents\n- human-demonstrations\n- showhow',
  ];
  if (tables.length > 0) lines.push('configs:', ...tables.map(configOf));
  const typed = tables.filter(({ mediaType }) => mediaType.includes('parquet'));
  if (typed.length > 0) lines.push('dataset_info:', ...typed.map((table) => infoOf(table, validation)));
  return [...lines, '---'].join('\n');
}

function configOf({ name, file }: Table, index: number): string {
  return `- config_name: ${name}${index === 0 ? '\n  default: true' : ''}\n  data_files: ${file}`;
}

function infoOf(table: Table, { files }: Validation): string {
  const facts = files.find(({ name }) => name === table.file);
  const features = table.columns.map(({ name, type }) => `  - name: ${name}\n${featureYaml(type)}`);
  const splits = `  splits:\n  - name: train\n    num_bytes: ${facts?.bytes ?? 0}\n    num_examples: ${facts?.rows ?? 0}`;
  return `- config_name: ${table.name}\n  features:\n${features.join('\n')}\n${splits}`;
}

function featureYaml(type: Column['type']): string {
  const feature = toFeature(type) as { readonly dtype?: string };
  return feature.dtype === undefined ? '    sequence: string' : `    dtype: ${feature.dtype}`;
}

/** The size as dataset hubs name it. */
function sizeCategory(rows: number): string {
  const steps = [
    [1e3, 'n<1K'],
    [1e4, '1K<n<10K'],
    [1e5, '10K<n<100K'],
    [1e6, '100K<n<1M'],
    [1e7, '1M<n<10M'],
  ] as const;
  return steps.find(([most]) => rows < most)?.[1] ?? '10M<n<100M';
}

function contentTable({ sessions, total, bySession, files }: Validation): string {
  const participants = new Set(bySession.map(({ participant }) => participant)).size;
  const days = bySession.map(({ startedAt }) => startedAt.slice(0, 10)).toSorted();
  const kinds = Object.entries(total.actionsByKind).map(([kind, count]) => `${kind} ${count}`);
  return table([
    ['what', 'how much'],
    ['sessions', `${sessions.exported}, of which ${sessions.incomplete} incomplete`],
    ['participants', String(participants)],
    ['days', days.length === 0 ? 'none' : `${inline(days[0] ?? '')} to ${inline(days.at(-1) ?? '')}`],
    ['raw records', `${total.records}, of which ${total.contextRecords} in no action`],
    ['actions', `${total.actions}: ${kinds.join(', ')}`],
    ['data files', `${files.length}, ${files.reduce((bytes, file) => bytes + file.bytes, 0)} bytes`],
  ]);
}

function yieldText({ usableSteps, yield: part, lacks }: Counted): string {
  if (part === null) return 'There is no step.';
  const reasons = Object.entries(lacks).map(([lack, count]) => `${lack} ${count}`);
  const why = reasons.length === 0 ? '' : ` The others lack: ${reasons.join(', ')}.`;
  return `Usable steps: ${usableSteps}, ${(part * 100).toFixed(1)} % of all but waits (a target with a unique selector, a point in
its box, viewport, page, and the text or its field class).${why}`;
}

function gapTable({ gaps, unreadableLines, tornFiles }: Counted): string {
  const rows = Object.entries(gaps).map(([reason, { gaps: count, ms, counts }]) => [
    reason,
    String(count),
    (ms / 1_000).toFixed(1),
    Object.entries(counts)
      .map(([kind, lost]) => `${inline(kind)} ${lost}`)
      .join(', '),
  ]);
  const broken = `Lines that could not be read: ${unreadableLines}. Torn files: ${tornFiles}.`;
  if (rows.length === 0) return `No gap is declared. ${broken}`;
  return `${table([['gap', 'times', 'seconds', 'records declared missing'], ...rows])}\n\n${broken}`;
}

function redactionText({ redaction }: Counted): string {
  const list = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ') || 'none';
  return `Text was redacted where it was recorded, before it was stored. Actions in fields by mode: ${list(redaction.byMode)}. By class of
field: ${list(redaction.byClass)}. \`protected\`: only that it was used. \`masked\`: class and length buckets. \`scrubbed\`: text
without personal data. \`kept\`: text as typed, without secrets.`;
}

function tableText({ name, file, what, columns }: Table): string {
  const rows = columns.map((column) => [`\`${column.name}\``, column.type, column.what]);
  return `### \`${file}\` (${name})\n\n${what}\n\n${table([['column', 'type', 'meaning'], ...rows])}`;
}

function table(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows;
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...body.map(line)].join('\n');
}

/** Text from a file made fit for one cell of a table: nothing in it is Markdown. */
function inline(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ').replace(/[\\`*_{}[\]<>|#]/g, (sign) => `\\${sign}`);
}
