// Fields to choose by kind and site, and to search the sentences. Page.
import type { JSX } from 'preact';
import type { RecordKind } from '../model/record.ts';
import { KIND_NAMES } from './kind-names.ts';
import type { Say } from './message-key.ts';
import type { RecordFilter } from './record-filter.ts';
import { hostOf } from './site-words.ts';

interface RecordFilterFormProps {
  readonly filter: RecordFilter;
  readonly origins: readonly string[];
  /** Those that the session holds. */
  readonly kinds: ReadonlySet<RecordKind>;
  readonly say: Say;
  readonly onChange: (change: Partial<RecordFilter>) => void;
}

export function RecordFilterForm({ filter, origins, kinds, say, onChange }: RecordFilterFormProps): JSX.Element {
  const known = (Object.keys(KIND_NAMES) as RecordKind[]).filter((kind) => kinds.has(kind));
  return (
    <search class="pair">
      <label class="field">
        <span>{say('filterKind')}</span>
        <select value={filter.kind} onChange={(event) => onChange({ kind: event.currentTarget.value })}>
          <option value="">{say('filterAll')}</option>
          {known.map((kind) => (
            <option key={kind} value={kind}>
              {say(KIND_NAMES[kind])}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        <span>{say('filterSite')}</span>
        <select value={filter.origin} onChange={(event) => onChange({ origin: event.currentTarget.value })}>
          <option value="">{say('filterAll')}</option>
          {origins.map((origin) => (
            <option key={origin} value={origin}>
              {hostOf(origin)}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        <span>{say('filterSearch')}</span>
        <input
          type="search"
          value={filter.search}
          onInput={(event) => onChange({ search: event.currentTarget.value })}
        />
      </label>
    </search>
  );
}
