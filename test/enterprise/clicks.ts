// When clicks were recorded, for tests that compare it with when they were made.
import type { SessionFile } from '../e2e/session-files.ts';

/** In ms since 1970, over all sessions. */
export function recordedClicks(sessions: readonly SessionFile[]): readonly number[] {
  return sessions.flatMap(({ headers, records }) => {
    const start = Date.parse(String(headers[0]?.['startedAt']));
    return records.filter(({ kind }) => kind === 'click').map(({ t }) => start + Number(t));
  });
}
