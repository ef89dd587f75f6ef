// Gives records their place in the session file: `seq` and `t`. Pure. Worker.
import type { RecordBody, SessionRecord } from '../model/record.ts';

/** A record in the buffer. `at` in ms since 1970. */
export interface UnnumberedRow {
  readonly at: number;
  readonly doc?: string;
  readonly body: RecordBody;
}

/** Where numbering goes on: the next `seq`, and the last `t` that was given. */
export interface NumberingPoint {
  /** ms since 1970. */
  readonly startedAt: number;
  readonly nextSeq: number;
  readonly lastT: number;
}

/**
 * Numbers rows that are sorted by time and arrival: `seq` rises by exactly 1, `t` never goes back. A row whose
 * time is sealed already takes the last `t` and carries `late`. Gaps get times since the session's start.
 */
export function numberRows(rows: readonly UnnumberedRow[], from: NumberingPoint): readonly SessionRecord[] {
  let { lastT } = from;
  return rows.map(({ at, doc, body }, i) => {
    const own = Math.round(at - from.startedAt);
    const isLate = own < lastT;
    lastT = Math.max(own, lastT);
    return {
      ...sinceStart(body, from.startedAt),
      seq: from.nextSeq + i,
      t: lastT,
      ...(doc !== undefined && { doc }),
      ...(isLate && { late: true as const }),
    };
  });
}

/**
 * A gap with times since the session's start instead of epoch times; any other body as it is. What is missing from a session is
 * missing since its start at the earliest. Before it may lie a pause, what was lost while no session ran, and what was given up of a
 * session that could not be gone on with: no session could tell them.
 */
export function sinceStart(body: RecordBody, startedAt: number): RecordBody {
  if (body.kind !== 'gap') return body;
  const earliest = mayLieBefore(body, startedAt) ? Number.NEGATIVE_INFINITY : 0;
  const toT = (at: number): number => Math.max(earliest, Math.round(at - startedAt));
  return { ...body, from: toT(body.from), to: toT(body.to) };
}

/** Batches that did not arrive are counted as such: their hole is in this session, whenever it began. */
function mayLieBefore({ reason, counts, to }: Extract<RecordBody, { kind: 'gap' }>, startedAt: number): boolean {
  if (reason !== 'lost') return reason === 'paused';
  return to <= startedAt || (counts !== undefined && !('batch' in counts));
}
