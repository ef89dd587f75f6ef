// The verdict on each case of a batch.
import type { Sink } from '../../e2e/sinks.ts';
import { SINKS } from '../../e2e/sinks.ts';
import type { Case } from './case.ts';
import { findMissing } from './keep-oracle.ts';
import type { PlayedBatch, PlayedCase } from './play-batch.ts';
import type { PlayedInFirefox } from './play-firefox.ts';
import { findInRecords, findInText, searchable } from './string-oracle.ts';
import { fieldOf, findRevealed } from './structure-oracle.ts';

export interface Verdict {
  readonly id: string;
  /** Strings that got out, and what tells them in part. */
  readonly leaks: readonly string[];
  readonly reveals: readonly string[];
  readonly missing: readonly string[];
  /** The steps could not be played. */
  readonly trouble?: string;
  /** Class and mode of each entry, for figures. */
  readonly fields: readonly string[];
}

/** What is wrong with a case, a line each. */
export const faultsOf = ({ leaks, reveals, missing, trouble }: Verdict): readonly string[] => [
  ...leaks.map((leak) => `LEAK ${leak}`),
  ...reveals.map((reveal) => `REVEALS ${reveal}`),
  ...missing.map((fact) => `MISSING ${fact}`),
  ...(trouble === undefined ? [] : [`TROUBLE ${trouble}`]),
];

export interface BatchVerdict {
  readonly cases: readonly Verdict[];
  /** Sinks in which the control string was not found: a search of them proves nothing. */
  readonly blindSinks: readonly Sink[];
}

/** Judges a batch that was played in Firefox, by the same rules; its sinks are fewer. */
export function judgeFirefox(cases: readonly Case[], played: PlayedInFirefox): readonly Verdict[] {
  const everywhere = searchable(played.lines);
  const blind = Object.entries(played.sinks).filter(([, text]) => !text.includes(played.control));
  if (blind.length > 0)
    throw new Error(`Nothing is proved: no control string in ${blind.map(([sink]) => sink).join()}.`);
  return cases.map((wanted) => {
    const found = played.cases.find(({ id }) => id === wanted.id) ?? { id: wanted.id, records: [] };
    const inSinks = Object.entries(played.sinks).flatMap(([sink, text]) =>
      findInText(wanted, text).map((leak) => `${sink}: ${leak}`),
    );
    return toVerdict(wanted, found, everywhere, inSinks);
  });
}

/** Judges every case of a batch by its own records, and by all sinks of the session. */
export function judgeBatch(cases: readonly Case[], played: PlayedBatch): BatchVerdict {
  const everywhere = searchable(played.lines);
  return {
    blindSinks: SINKS.filter((sink) => !played.sinks[sink].includes(played.controls[sink])),
    cases: cases.map((wanted) => {
      const found = played.cases.find(({ id }) => id === wanted.id) ?? { id: wanted.id, records: [] };
      const inSinks = SINKS.flatMap((sink) => findInText(wanted, played.sinks[sink]).map((leak) => `${sink}: ${leak}`));
      return toVerdict(wanted, found, everywhere, inSinks);
    }),
  };
}

function toVerdict(wanted: Case, found: PlayedCase, everywhere: string, inSinks: readonly string[]): Verdict {
  return {
    id: wanted.id,
    leaks: [...findInRecords(wanted, found.records, everywhere), ...inSinks],
    reveals: [...new Set(findRevealed(wanted, found))],
    missing: findMissing(wanted, found.records),
    ...(found.trouble !== undefined && { trouble: found.trouble }),
    fields: found.records.flatMap((line) => {
      const field = /^(typing|clipboard|change)$/.test(line.kind) ? fieldOf(line) : undefined;
      return field === undefined ? [] : [`${field.class}/${field.mode}`];
    }),
  };
}
