// What every page of ours shares: its title, the ways to the others, and what it shows while the worker has not answered.
import type { ComponentChildren, JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { WorkerApi } from '../model/worker-api.ts';
import type { MessageKey, Say } from './message-key.ts';
import { Statement } from './state-heading.tsx';
import type { OnGateChange } from './use-answer.ts';
import { useAnswer } from './use-answer.ts';

export const PAGES = [
  { file: 'review.html', name: 'reviewLink' },
  { file: 'requests.html', name: 'exemptionLink' },
  { file: 'welcome.html', name: 'noticeLink' },
  { file: 'settings.html', name: 'settingsLink' },
] as const satisfies readonly { readonly file: string; readonly name: MessageKey }[];
export type PageFile = (typeof PAGES)[number]['file'];

/** What the root hands to a page. */
export interface PageProps {
  readonly worker: WorkerApi;
  readonly say: Say;
  /** ms since 1970. */
  readonly now: () => number;
  readonly onGateChange: OnGateChange;
  /** Hands a file to the person, as a download. */
  readonly offerFile: (name: string, parts: readonly BlobPart[]) => void;
}

interface PageFrameProps<T> extends Pick<PageProps, 'say' | 'onGateChange'> {
  readonly file: PageFile;
  readonly title: MessageKey;
  /** Asks for what the page shows; must stay the same function. */
  readonly ask: () => Promise<T>;
  readonly children: (view: T, again: () => Promise<void>) => ComponentChildren;
}

export function PageFrame<T>({ file, title, ask, say, onGateChange, children }: PageFrameProps<T>): JSX.Element {
  const source = useMemo(() => ({ ask, onGateChange }), [ask, onGateChange]);
  const [shown, again] = useAnswer<T>(source);
  return (
    <>
      <nav aria-label={say('navLabel')}>
        <ul>
          {PAGES.map((page) => (
            <li key={page.file}>
              <a href={page.file} {...(page.file === file && { 'aria-current': 'page' })}>
                {say(page.name)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <main aria-busy={shown.kind === 'asking'}>
        {shown.kind === 'unanswered' ? (
          <>
            <Statement icon="error" heading={say('unansweredHeading')} sentence={say('unansweredSentence')} />
            <button type="button" class="primary" onClick={() => void again()}>
              {say('retry')}
            </button>
          </>
        ) : (
          <>
            <h1>{say(title)}</h1>
            {shown.kind === 'answered' ? children(shown.view, again) : <p>{say('asking')}</p>}
          </>
        )}
      </main>
    </>
  );
}

/** A list of short texts; nothing at all where it is empty. */
export function TextList({ items }: { readonly items: readonly string[] }): JSX.Element | null {
  if (items.length === 0) return null;
  return (
    <ul class="texts">
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  );
}
