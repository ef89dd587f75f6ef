// What was taken back after it had left: whether the collector has deleted it, and how much more than asked that takes. Page.
import type { JSX } from 'preact';
import type { Deletion } from '../model/worker-api.ts';
import type { Say } from './message-key.ts';
import { countText, momentText } from './time-words.ts';

interface DeletionsProps {
  /** Newest first. */
  readonly deletions: readonly Deletion[];
  readonly say: Say;
  readonly now: () => number;
}

export function Deletions({ deletions, say, now }: DeletionsProps): JSX.Element | null {
  if (deletions.length === 0) return null;
  return (
    <section aria-labelledby="deletions">
      <h2 id="deletions">{say('deletions')}</h2>
      <p>{say('deletionsIntro')}</p>
      <ul class="cards">
        {deletions.map((deletion) => (
          <li key={`${deletion.session} ${deletion.at}`}>
            <h3>{say('deletionAsked', momentText(deletion.at, now(), say))}</h3>
            <p>{stateText(deletion, now(), say)}</p>
            <p class="note">{howMuch(deletion, say)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** `failed` is never the end: it is asked again with each upload. */
function stateText({ segments, deleted, settledAt, failedAt }: Deletion, now: number, say: Say): string {
  const parts = [countText(deleted, say), countText(segments.length, say)];
  if (deleted >= segments.length && settledAt !== undefined)
    return say('deletionDone', momentText(settledAt, now, say));
  if (failedAt !== undefined) return say('deletionFailed', momentText(failedAt, now, say), ...parts);
  return say('deletionWaits', ...parts);
}

function howMuch({ wanted, taken }: Deletion, say: Say): string {
  return taken > wanted
    ? say('deletionMore', countText(wanted, say), countText(taken - wanted, say))
    : say('deletionExact', countText(wanted, say));
}
