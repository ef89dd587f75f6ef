// Croissant 1.0 metadata (JSON-LD): the files with their digests, and the columns of their tables.
// https://docs.mlcommons.org/croissant/docs/croissant-spec.html
import type { Format, WrittenFile } from './exporter.ts';
import type { Column, Table } from './table.ts';
import type { Validation } from './validation.ts';

const CONTEXT = {
  '@language': 'en',
  '@vocab': 'https://schema.org/',
  citeAs: 'cr:citeAs',
  column: 'cr:column',
  conformsTo: 'dct:conformsTo',
  cr: 'http://mlcommons.org/croissant/',
  data: { '@id': 'cr:data', '@type': '@json' },
  dataType: { '@id': 'cr:dataType', '@type': '@vocab' },
  dct: 'http://purl.org/dc/terms/',
  examples: { '@id': 'cr:examples', '@type': '@json' },
  extract: 'cr:extract',
  field: 'cr:field',
  fileObject: 'cr:fileObject',
  fileProperty: 'cr:fileProperty',
  fileSet: 'cr:fileSet',
  format: 'cr:format',
  includes: 'cr:includes',
  isLiveDataset: 'cr:isLiveDataset',
  jsonPath: 'cr:jsonPath',
  key: 'cr:key',
  md5: 'cr:md5',
  parentField: 'cr:parentField',
  path: 'cr:path',
  rai: 'http://mlcommons.org/croissant/RAI/',
  recordSet: 'cr:recordSet',
  references: 'cr:references',
  regex: 'cr:regex',
  repeated: 'cr:repeated',
  replace: 'cr:replace',
  sc: 'https://schema.org/',
  separator: 'cr:separator',
  source: 'cr:source',
  subField: 'cr:subField',
  transform: 'cr:transform',
} as const;

/** The text of croissant.json. */
export function writeCroissant(validation: Validation, { tables, summary }: Format): string {
  const { format, purpose, total, files, bySession } = validation;
  const gaps = Object.entries(total.gaps).map(([reason, { gaps: count }]) => `${reason} ${count}`);
  const last = bySession
    .map(({ startedAt }) => startedAt.slice(0, 10))
    .toSorted()
    .at(-1);
  const metadata = {
    '@context': CONTEXT,
    '@type': 'sc:Dataset',
    name: `showhow-${format}`,
    description: `Work of people in a browser, recorded with their knowledge for one purpose: ${summary}.`,
    conformsTo: ['http://mlcommons.org/croissant/1.0', 'http://mlcommons.org/croissant/RAI/1.0'],
    license: 'other',
    version: '1.0.0',
    ...(last !== undefined && { datePublished: last }),
    isLiveDataset: false,
    'rai:dataCollection':
      'Recorded by a browser extension at the source: trusted events only, redacted before they were stored.',
    'rai:dataCollectionMissingData': `Gaps by reason: ${gaps.join(', ') || 'none'}. Lines that could not be read: ${total.unreadableLines}.`,
    'rai:dataUseCases': purpose,
    'rai:dataLimitations':
      'What the work was meant to achieve is not recorded. Values of masked fields are not recorded.',
    'rai:dataBiases': 'Only sites that the employer listed, and only times in which nobody had paused.',
    'rai:personalSensitiveInformation':
      'Participants are pseudonyms of installs. Values are redacted by class of field; see README.md.',
    distribution: files.map(toFileObject),
    recordSet: tables.map((table) => toRecordSet(table)),
  };
  return `${JSON.stringify(metadata, null, 2)}\n`;
}

function toFileObject({ name, mediaType, bytes, sha256 }: WrittenFile): object {
  return {
    '@type': 'cr:FileObject',
    '@id': name,
    name,
    contentUrl: name,
    contentSize: `${bytes} B`,
    encodingFormat: mediaType,
    sha256,
  };
}

function toRecordSet({ name, what, columns, file, mediaType }: Table): object {
  return {
    '@type': 'cr:RecordSet',
    '@id': name,
    name,
    description: what,
    field: columns.map((column) => toField(name, column, file, mediaType)),
  };
}

function toField(table: string, { name, what, type }: Column, file: string, mediaType: string): object {
  // JSON Lines have no columns: the field is found by its path in each line.
  const extract = mediaType === 'application/jsonl' ? { jsonPath: `$.${name}` } : { column: name };
  return {
    '@type': 'cr:Field',
    '@id': `${table}/${name}`,
    name,
    description: what,
    dataType: toDataType(type),
    ...(type === 'strings' && { repeated: true }),
    source: { fileObject: { '@id': file }, extract },
  };
}

function toDataType(type: Column['type']): string {
  switch (type) {
    case 'string':
    case 'json':
    case 'strings':
      return 'sc:Text';
    case 'int32':
      return 'sc:Integer';
    case 'double':
      return 'sc:Float';
    case 'boolean':
      return 'sc:Boolean';
    case 'timestamp':
      return 'sc:DateTime';
  }
}
