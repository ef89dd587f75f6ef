// Is what may be told still told?
import type { Line } from '../../e2e/session-files.ts';
import type { Case } from './case.ts';
import { fieldOf, targetOf } from './structure-oracle.ts';

/** Words of the cases for kinds of records. */
const KINDS: Readonly<Record<string, string>> = {
  text_entry: 'typing',
  fill: 'typing',
  paste: 'clipboard',
  copy: 'clipboard',
  cut: 'clipboard',
  drop: 'drag',
  select_change: 'change',
  value_change: 'change',
  file_select: 'change',
  navigate: 'page',
  pointer_path: 'pointer',
};

/** Facts that these cases name and that are not recorded by design, with the reason. */
export const NOT_KEPT: Readonly<Record<string, string>> = {
  'AF01 event:fill': 'only trusted events are recorded: what a script fills in is the page’s, not the person’s',
  'CH01 event:value_change': 'the press lands on the thumb and changes nothing; the change before it was a script’s',
  'ED10 event:key': 'only printable characters are pressed, and those are no commands',
  'FI01 file.ext:pdf': 'of chosen files only the number is recorded',
};

/** What of `mustKeep` is missing. Text that policy would let through is not asked for while everything is masked. */
export function findMissing(wanted: Case, records: readonly Line[]): string[] {
  const missing = wanted.mustKeep.filter(
    (fact) => NOT_KEPT[`${wanted.id} ${fact}`] === undefined && !isKept(fact, wanted, records),
  );
  return missing.map((fact) => `does not keep ${fact}`);
}

function isKept(fact: string, wanted: Case, records: readonly Line[]): boolean {
  const colon = fact.indexOf(':');
  const [what, wish] = [fact.slice(0, colon), fact.slice(colon + 1)];
  const targets = records.flatMap((line) => targetsOf(line));
  switch (what) {
    case 'event':
      return records.some(({ kind }) => kind === (KINDS[wish] ?? wish));
    case 'length_bucket':
      // A field that turns out to belong to the floor has no length at all.
      return (
        records.some((line) => line['inserted'] === wish || line['length'] === wish) || isSecretThroughout(records)
      );
    case 'redacted':
      return wish === 'secret' ? isSecretThroughout(records) : entriesOf(records).every(isRedacted);
    case 'key':
      return records.some(
        (line) => line.kind === 'key' && [...((line['modifiers'] ?? []) as string[]), line['key']].join('+') === wish,
      );
    case 'target.role':
      return targets.some((target) => target?.role === wish);
    case 'target.name':
      return targets.some((target) => target?.name?.text?.includes(wish));
    case 'class':
      return records.some((line) => fieldOf(line)?.class === wish);
    case 'url.path':
      return records.some(
        (line) => line.kind === 'page' && String(line['url']).replace(/^https?:\/\/[^/]+/, '') === wish,
      );
    case 'file.count':
      return records.some((line) => String(line['files']) === wish);
    case 'text':
    case 'value':
      return (
        wanted.policy === 'clear-text-allowed' &&
        entriesOf(records).every((line) => fieldOf(line)?.mode !== 'protected')
      );
    default:
      throw new Error(`${wanted.id}: unknown fact ${fact}`);
  }
}

function targetsOf(line: Line): ReturnType<typeof targetOf>[] {
  const ends = [line['from'], line['to']] as readonly ({ readonly target?: ReturnType<typeof targetOf> } | undefined)[];
  return [targetOf(line), ...ends.map((end) => end?.target)];
}

const entriesOf = (records: readonly Line[]): Line[] =>
  records.filter(({ kind }) => /^(typing|clipboard|change)$/.test(kind));

const isRedacted = (line: Line): boolean => !('text' in line) && !('value' in line);

/** What was entered last is protected, and so is everything entered into the same element. */
function isSecretThroughout(records: readonly Line[]): boolean {
  const entries = entriesOf(records);
  const last = entries.at(-1);
  if (last === undefined) return false;
  const isSame = (line: Line): boolean => line['doc'] === last['doc'] && targetOf(line)?.node === targetOf(last)?.node;
  return entries.filter(isSame).every((line) => fieldOf(line)?.mode === 'protected' && isRedacted(line));
}
