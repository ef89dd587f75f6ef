// How many of the steps that recorded sessions reduce to could be done again: what the sessions are worth to whom they train.
import { wholeBytes } from '../../src/session/bytes.ts';
import { decodeSession } from '../../src/session/decode.ts';
import { createReducer } from '../../src/session/reduce/reduce.ts';
import type { Yield } from '../../src/session/reduce/yield.ts';
import { createYieldCount } from '../../src/session/reduce/yield.ts';
import type { SessionFile } from '../e2e/session-files.ts';

export async function usableSteps(sessions: readonly SessionFile[]): Promise<Yield> {
  const yielded = createYieldCount();
  for (const { text } of sessions) {
    const reducer = createReducer();
    for await (const line of decodeSession(wholeBytes(new TextEncoder().encode(text)))) {
      if (line.kind === 'record') for (const piece of reducer.record(line.record)) yielded.add(piece);
    }
    for (const piece of reducer.end()) yielded.add(piece);
  }
  return yielded.counted();
}
