// What is on this device, what left, why nothing leaves, and the recording as a file to look into.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { DeviceView } from '../model/worker-api.ts';
import type { Say } from './message-key.ts';
import { problemText } from './problem-words.ts';
import { bytesText, countText, momentText } from './time-words.ts';
import { waitText } from './wait-words.ts';

/** What became of saving; `failed` is told by the popup, since it may mean that the worker is gone. */
export type SaveOutcome =
  | { readonly kind: 'saved'; readonly name: string }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'failed' };

interface SessionFactsProps {
  readonly isStudy: boolean;
  /** Undefined while it is being counted. */
  readonly device: DeviceView | undefined;
  readonly say: Say;
  readonly now: () => number;
  readonly onSave: () => Promise<SaveOutcome>;
}

export function SessionFacts({ isStudy, device, say, now, onSave }: SessionFactsProps): JSX.Element {
  return (
    <section aria-labelledby="facts-heading">
      <h2 id="facts-heading">{say('factsHeading')}</h2>
      {device?.uploadProblem !== undefined && <p class="problem">{problemText(device.uploadProblem, say)}</p>}
      {device?.waitsFor !== undefined && <p class="note">{waitText(device.waitsFor, now(), say)}</p>}
      <dl>
        {factsOf(isStudy, device, now(), say).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {(isStudy || (device !== undefined && device.waiting + device.sent > 0)) && (
        <SaveButton say={say} onSave={onSave} />
      )}
    </section>
  );
}

function factsOf(
  isStudy: boolean,
  device: DeviceView | undefined,
  now: number,
  say: Say,
): readonly (readonly [string, string])[] {
  const count = (records: number | undefined): string => (records === undefined ? '…' : countText(records, say));
  if (isStudy) return [[say('factOnDevice'), count(device && device.waiting + device.sent)]];
  const { lastSentAt, today } = device ?? {};
  return [
    [say('factWaiting'), count(device?.waiting)],
    [say('factSent'), count(device?.sent)],
    [say('factLastSent'), lastSentAt === undefined ? say('factNever') : momentText(lastSentAt, now, say)],
    ...(today === undefined
      ? []
      : [
          [
            say('costToday'),
            say('costOf', bytesText(today.sentBytes, say), bytesText(today.budgetBytes, say)),
          ] as const,
        ]),
    ...(device?.install === undefined ? [] : [[say('factInstall'), device.install] as const]),
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
