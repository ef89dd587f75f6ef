// Checks that a record says no more of a field than the field's mode allows.
import type { SessionRecord } from '../model/record.ts';
import type { Place, Report } from './fault.ts';

/** A field's text was let through by policy but did not arrive in time: it says so instead. */
const LOST = 'lost';
/** What a record may say of how much and how long; in protected fields it says nothing. */
const MEASURES = ['inserted', 'deleted', 'corrections', 'duration', 'pasted', 'autofilled', 'length', 'files'] as const;
const FIX = 'No recorder writes this: the file was changed after sealing, or report it as a fault of the recorder.';

/** Reports text or a value in a masked or protected field, and any measure in a protected one. */
export function checkRedaction(record: SessionRecord, place: Place, report: Report): void {
  if (!('field' in record) || record.field === undefined) return;
  const { mode } = record.field;
  if (mode !== 'masked' && mode !== 'protected') return;
  const found = [
    ...('text' in record && record.text !== undefined && record.text !== LOST ? ['text'] : []),
    ...('value' in record && record.value !== undefined ? ['value'] : []),
    ...(mode === 'protected' ? MEASURES.filter((name) => name in record) : []),
  ];
  for (const name of found) report('redaction', place, `${record.kind}: ${name} stands in a ${mode} field`, FIX);
}
