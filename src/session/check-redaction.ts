// Checks that a record says no more of a field than the field's mode allows, and of keys only commands.
import { LOST_TEXT } from '../model/lost-text.ts';
import type { SessionRecord } from '../model/record.ts';
import type { Place, Report } from './fault.ts';

/** What a record may say of how much and how long; in protected fields it says nothing. */
const MEASURES = ['inserted', 'deleted', 'corrections', 'duration', 'pasted', 'autofilled', 'length', 'files'] as const;
const FIX = 'No recorder writes this: the file was changed after sealing, or report it as a fault of the recorder.';

const KEYS_IN_MASKED = ['Enter', 'Tab', 'Escape'];
const KEYS_IN_PROTECTED = ['Enter', 'Tab'];

/** Reports text or a value in a masked or protected field, any measure in a protected one, and keys that write. */
export function checkRedaction(record: SessionRecord, place: Place, report: Report): void {
  if (record.kind === 'key' && !mayTell(record))
    report('redaction', place, `key: ${where(record.field?.mode)} tells of a key that is no command there`, FIX);
  if (!('field' in record) || record.field === undefined) return;
  const { mode } = record.field;
  if (mode !== 'masked' && mode !== 'protected') return;
  const found = [
    ...('text' in record && record.text !== undefined && record.text !== LOST_TEXT ? ['text'] : []),
    ...('value' in record && record.value !== undefined ? ['value'] : []),
    ...(mode === 'protected' ? MEASURES.filter((name) => name in record) : []),
  ];
  for (const name of found) report('redaction', place, `${record.kind}: ${name} stands in a ${mode} field`, FIX);
}

function mayTell({ key, modifiers = [], field }: Extract<SessionRecord, { kind: 'key' }>): boolean {
  if (field?.mode === 'protected') return KEYS_IN_PROTECTED.includes(key);
  if (modifiers.includes('Control') || modifiers.includes('Meta')) return true;
  return field?.mode === 'masked' ? KEYS_IN_MASKED.includes(key) : [...key].length > 1;
}

function where(mode: string | undefined): string {
  return mode === undefined ? 'a record outside fields' : `a ${mode} field`;
}
