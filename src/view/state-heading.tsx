// The first thing that the popup says: is this being recorded, and why.
import type { JSX } from 'preact';
import type { GateAnswer } from '../model/control.ts';
import type { ControlView } from '../model/worker-api.ts';
import type { Say } from './message-key.ts';
import type { IconName } from './state-words.ts';
import { headingOf, iconNameOf, iconPath, sentenceOf } from './state-words.ts';

interface StateHeadingProps {
  readonly view: ControlView;
  readonly say: Say;
  readonly now: () => number;
}

export function StateHeading({ view, say, now }: StateHeadingProps): JSX.Element {
  return (
    <>
      <Statement
        icon={iconNameOf(view.gate.state)}
        heading={headingOf(view.gate, view, say)}
        sentence={sentenceOf(view.gate, view, now(), say)}
        {...(view.site === undefined ? {} : { site: new URL(view.site).host })}
      />
      <Problems gate={view.gate} />
    </>
  );
}

interface StatementProps {
  readonly icon: IconName;
  readonly heading: string;
  readonly sentence: string;
  /** Host of the page that this is about. */
  readonly site?: string;
}

export function Statement({ icon, heading, sentence, site }: StatementProps): JSX.Element {
  return (
    <header>
      <img src={iconPath(icon, 48)} width="28" height="28" alt="" />
      <div role="status">
        <h1>{heading}</h1>
        {site !== undefined && <p class="site">{site}</p>}
        <p>{sentence}</p>
      </div>
    </header>
  );
}

function Problems({ gate }: { readonly gate: GateAnswer }): JSX.Element | null {
  if (gate.state !== 'policy-error') return null;
  return (
    <ul class="problem">
      {gate.problems.map(({ key, problem }) => (
        <li key={`${key} ${problem}`}>
          <code>{key}</code> {problem}
        </li>
      ))}
    </ul>
  );
}
