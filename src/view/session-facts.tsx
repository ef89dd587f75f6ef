// What is on this device, what left, why nothing leaves, and the recording as a file to look into.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { ControlView } from '../model/worker-api.ts';
import type { Say } from './message-key.ts';
import { countText, momentText } from './time-words.ts';
import { waitText } from './wait-words.ts';

/** What became of saving; `failed` is told by the popup, since it may mean that the worker is gone. */
export type SaveOutcome =
  | { readonly kind: 'saved'; readonly name: string }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'failed' };

interface SessionFactsProps {
  readonly view: ControlView;
  readonly say: Say;
  readonly now: () => number;
  readonly onSave: () => Promise<SaveOutcome>;
}

export function SessionFacts({ view, say, now, onSave }: SessionFactsProps): JSX.Element {
  return (
    <section aria-labelledby="facts-heading">
      <h2 id="facts-heading">{say('factsHeading')}</h2>
      {view.uploadProblem !== undefined && (
        <p class="problem">
          <strong>{say('uploadProblem')}</strong> {view.uploadProblem}
        </p>
      )}
      {view.waitsFor !== undefined && <p class="note">{waitText(view.waitsFor, now(), say)}</p>}
      <dl>
        {factsOf(view, now(), say).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {(view.study || view.waiting + view.sent > 0) && <SaveButton say={say} onSave={onSave} />}
    </section>
  );
}

function factsOf(view: ControlView, now: number, say: Say): readonly (readonly [string, string])[] {
  if (view.study) return [[say('factOnDevice'), countText(view.waiting + view.sent, say)]];
  return [
    [say('factWaiting'), countText(view.waiting, say)],
    [say('factSent'), countText(view.sent, say)],
    [say('factLastSent'), view.lastSentAt === undefined ? say('factNever') : momentText(view.lastSentAt, now, say)],
  ];
}

function SaveButton({ say, onSave }: Pick<SessionFactsProps, 'say' | 'onSave'>): JSX.Element {
  const [progress, setProgress] = useState<'idle' | 'saving' | SaveOutcome>('idle');
  const save = async (): Promise<void> => {
    setProgress('saving');
    setProgress(await onSave());
  };
  return (
    <>
      {/* Not `disabled` while it works: that would take the focus away. */}
      <button
        type="button"
        class="wide"
        aria-disabled={progress === 'saving'}
        onClick={() => progress !== 'saving' && void save()}
      >
        {say('save')}
      </button>
      <p class="note" role="status">
        {progressText(progress, say)}
      </p>
    </>
  );
}

function progressText(progress: 'idle' | 'saving' | SaveOutcome, say: Say): string {
  if (progress === 'idle') return '';
  if (progress === 'saving') return say('saving');
  switch (progress.kind) {
    case 'saved':
      return say('saved', progress.name);
    case 'nothing':
      return say('savedNothing');
    case 'failed':
      return '';
  }
}
