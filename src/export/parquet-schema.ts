// The columns of a table in the words of Parquet, and as Hugging Face `datasets` describes them.
import type { SchemaElement } from 'hyparquet';
import type { Column, ColumnType } from './table.ts';

export function toSchema(columns: readonly Column[]): SchemaElement[] {
  return [{ name: 'root', num_children: columns.length }, ...columns.flatMap(toElements)];
}

/** The schema's elements of a column; the last is the one that holds values. */
export function toElements({ name, type, isRequired }: Column): SchemaElement[] {
  const optional = { name, repetition_type: isRequired ? 'REQUIRED' : 'OPTIONAL' } as const;
  switch (type) {
    case 'string':
      return [{ ...optional, type: 'BYTE_ARRAY', converted_type: 'UTF8' }];
    // Plain text and not Parquet's JSON type, which readers take apart differently or not at all.
    case 'json':
      return [{ ...optional, type: 'BYTE_ARRAY', converted_type: 'UTF8' }];
    case 'int32':
      return [{ ...optional, type: 'INT32' }];
    case 'double':
      return [{ ...optional, type: 'DOUBLE' }];
    case 'boolean':
      return [{ ...optional, type: 'BOOLEAN' }];
    case 'timestamp':
      return [{ ...optional, type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' }];
    case 'strings':
      return [
        { ...optional, num_children: 1, converted_type: 'LIST' },
        { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
        { name: 'element', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
      ];
  }
}

/** The columns as Hugging Face `datasets` describes them in the file's metadata. */
export function toFeatures(columns: readonly Column[]): string {
  const features = Object.fromEntries(columns.map(({ name, type }) => [name, toFeature(type)]));
  return JSON.stringify({ info: { features } });
}

/** A type as Hugging Face `datasets` names it. */
export function toFeature(type: ColumnType): object {
  switch (type) {
    case 'string':
    case 'json':
      return { dtype: 'string', _type: 'Value' };
    case 'int32':
      return { dtype: 'int32', _type: 'Value' };
    case 'double':
      return { dtype: 'float64', _type: 'Value' };
    case 'boolean':
      return { dtype: 'bool', _type: 'Value' };
    case 'timestamp':
      return { dtype: 'timestamp[ms]', _type: 'Value' };
    case 'strings':
      return { feature: { dtype: 'string', _type: 'Value' }, _type: 'Sequence' };
  }
}
