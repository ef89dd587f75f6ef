// One record whole: its sentence, what it leaves out, and how it is kept. Page.
import type { JSX } from 'preact';
import type { RecordView } from '../model/worker-api.ts';
import type { Say } from './message-key.ts';
import { leftOutText, placedSentence } from './record-sentence.ts';

export function RecordDetail({ record, say }: { readonly record: RecordView; readonly say: Say }): JSX.Element {
  const { body, origin } = record;
  return (
    <div class="box">
      <p>
        {placedSentence(body, origin, say)}. {leftOutText(body, say)}
      </p>
      <details>
        <summary>{say('rawRecord')}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
        <pre tabIndex={0}>{JSON.stringify(body, undefined, 2)}</pre>
      </details>
    </div>
  );
}
