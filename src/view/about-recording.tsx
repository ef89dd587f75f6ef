// What a recording contains and never contains, and where to read or ask more.
import type { JSX } from 'preact';
import type { ControlView } from '../model/worker-api.ts';
import type { Say } from './message-key.ts';
import { organisationOf } from './state-words.ts';

export function AboutRecording({ view, say }: { readonly view: ControlView; readonly say: Say }): JSX.Element {
  const { noticeUrl, contactEmail } = view;
  return (
    <footer>
      <details>
        <summary>{say('aboutSummary')}</summary>
        <ul>
          <li>{say('aboutRecorded')}</li>
          <li>{view.study ? say('aboutTypingStudy') : say('aboutTyping', organisationOf(view, say))}</li>
          <li>{say('aboutNever')}</li>
        </ul>
      </details>
      <p class="links">
        {!view.study && (
          <a href="/policy.html" target="_blank" rel="noreferrer">
            {say('policyLink')}
          </a>
        )}
        {noticeUrl?.startsWith('https://') && (
          <a href={noticeUrl} target="_blank" rel="noreferrer">
            {say('noticeLink')}
          </a>
        )}
        {contactEmail !== undefined && <a href={`mailto:${contactEmail}`}>{say('contactLink', contactEmail)}</a>}
      </p>
    </footer>
  );
}
