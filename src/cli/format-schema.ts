// The JSON Schema of the session file, made from the schemas that the recorder itself uses and the words of the reference.
import * as z from 'zod/mini';
import { pageEvents } from '../model/event.ts';
import { field } from '../model/field.ts';
import type { RecordKind } from '../model/record.ts';
import { RECORD_KINDS, recordBodies, recordEnvelope } from '../model/record.ts';
import { safeName } from '../model/safe.ts';
import { segmentHeader } from '../model/session.ts';
import { box, leaf, point, selector, target } from '../model/target.ts';
import type { Prose } from './format-prose.ts';
import { ENVELOPE_PROSE, KIND_PROSE, SEGMENT_PROSE, SHAPE_PROSE } from './format-prose.ts';

/** A node of a JSON Schema, as far as the reference looks into it. */
export interface SchemaNode {
  readonly $ref?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly SchemaNode[];
  readonly items?: SchemaNode | boolean;
  readonly prefixItems?: readonly SchemaNode[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: SchemaNode | boolean;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
}

/** Definitions by name: `segment`, each kind of record, and the shapes that kinds share. */
export type Definitions = Readonly<Record<string, SchemaNode>>;

/** Objects that several kinds share. A kind of the same name as a shape would hide it: there is none. */
const SHAPES = { target, leaf, selector, field, name: safeName, point, box };

const DEFS = '#/$defs/';
const envelope = tidy(z.toJSONSchema(recordEnvelope) as SchemaNode);

/** Every definition, with its words. Fields that a schema does not name are allowed: readers pass them over. */
export function makeDefinitions(): Definitions {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries({ ...SHAPES, ...recordBodies, segment: segmentHeader }))
    registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { uri: (id) => `${DEFS}${id}` });
  const definitionOf = (id: string) => tidy(schemas[id] as SchemaNode);
  const definitions: Record<string, SchemaNode> = { segment: withWords(definitionOf('segment'), SEGMENT_PROSE) };
  for (const kind of RECORD_KINDS)
    definitions[kind] = withEnvelope(kind, withWords(definitionOf(kind), KIND_PROSE[kind]));
  for (const shape of Object.keys(SHAPES)) {
    const prose = SHAPE_PROSE[shape];
    definitions[shape] = prose === undefined ? definitionOf(shape) : withWords(definitionOf(shape), prose);
  }
  return definitions;
}

/** The whole schema: one line of a session file is valid against it. Kinds that it does not know are. */
export function makeSchema(): object {
  const kinds = ['segment', ...RECORD_KINDS];
  const unknownKind = {
    description: 'A kind from a later version.',
    type: 'object',
    properties: { kind: { type: 'string', not: { enum: kinds } }, ...withWords(envelope, ENVELOPE_PROSE).properties },
    required: ['kind', 'seq', 't'],
  };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'One line of a Showhow session file',
    description: 'Made from the schemas of the recorder. The rules between lines are in session-format.md.',
    anyOf: [...kinds.map((kind) => ({ $ref: `${DEFS}${kind}` })), unknownKind],
    $defs: makeDefinitions(),
  };
}

/** Takes out what only says how zod wrote it down: ids, closed objects, the bounds of safe integers. */
function tidy(node: SchemaNode): SchemaNode {
  return JSON.parse(JSON.stringify(node), (key, value) => {
    if (key === '$schema' || key === '$id') return undefined;
    if (key === 'additionalProperties' && value === false) return undefined;
    if (key === 'propertyNames') return undefined;
    return Math.abs(value) === Number.MAX_SAFE_INTEGER ? undefined : value;
  });
}

/** `kind` first, then what every record has, then the rest. Events of a page always name their document. */
function withEnvelope(kind: RecordKind, body: SchemaNode): SchemaNode {
  const { kind: kindNode = {}, ...fields } = body.properties ?? {};
  const carried = withWords(envelope, ENVELOPE_PROSE);
  const mustHave = Object.hasOwn(pageEvents, kind) ? ['seq', 't', 'doc'] : ['seq', 't'];
  const required = ['kind', ...mustHave, ...(body.required ?? []).filter((field) => field !== 'kind')];
  return { ...body, properties: { kind: kindNode, ...carried.properties, ...fields }, required };
}

/** Adds the words of each field, down into objects and lists that have no name of their own. */
function withWords(node: SchemaNode, { what, fields }: Prose): SchemaNode {
  return { description: what, ...describeFields(node, fields, '') };
}

function describeFields(node: SchemaNode, fields: Prose['fields'], base: string): SchemaNode {
  if (node.anyOf !== undefined)
    return { ...node, anyOf: node.anyOf.map((option) => describeFields(option, fields, base)) };
  if (typeof node.items === 'object') return { ...node, items: describeFields(node.items, fields, `${base}[]`) };
  if (node.properties === undefined) return node;
  const described = Object.entries(node.properties).map(([name, property]) => {
    const path = base === '' ? name : `${base}.${name}`;
    const description = fields[path];
    const inner = describeFields(property, fields, path);
    return [name, description === undefined ? inner : { description, ...inner }] as const;
  });
  return { ...node, properties: Object.fromEntries(described) };
}
