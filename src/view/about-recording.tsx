// What a recording contains and never contains, and where to read or ask more.
import type { JSX } from 'preact';
import type { ControlView } from '../model/worker-api.ts';
import type { Say } from './message-key.ts';
import { PAGES } from './page-frame.tsx';
import { organisationOf } from './state-words.ts';

export function AboutRecording({ view, say }: { readonly view: ControlView; readonly say: Say }): JSX.Element {
  const { contactEmail } = view;
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
        {PAGES.map(({ file, name }) => (
          <a key={file} href={file === 'requests.html' ? requestsFor(view) : file} target="_blank" rel="noreferrer">
            {say(name)}
          </a>
        ))}
        {!view.study && (
          <a href="/policy.html" target="_blank" rel="noreferrer">
            {say('policyLink')}
          </a>
        )}
        {contactEmail !== undefined && <a href={`mailto:${contactEmail}`}>{say('contactLink', contactEmail)}</a>}
      </p>
    </footer>
  );
}

/** The page of exemptions, which begins with the site that the popup speaks of. */
function requestsFor({ site }: ControlView): string {
  return site === undefined ? 'requests.html' : `requests.html?site=${encodeURIComponent(new URL(site).host)}`;
}
