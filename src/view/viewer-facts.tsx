// What a session file is, in figures, and what is wrong or missing in it. Page.
import type { JSX } from 'preact';
import type { MessageKey, Say } from './message-key.ts';
import { gapSentence } from './record-sentence.ts';
import type { Overview } from './session-reader.ts';
import { countText, durationText } from './time-words.ts';

const FAULT_WORDS: Readonly<Record<Overview['faults'][number], MessageKey>> = {
  torn: 'faultTorn',
  damaged: 'faultDamaged',
  notGzip: 'faultNotGzip',
  unreadable: 'faultUnreadable',
  incomplete: 'faultIncomplete',
};
export function ViewerFacts({ overview, say }: { readonly overview: Overview; readonly say: Say }): JSX.Element {
  const { head, records, actions, endMs, faults, gaps } = overview;
  const { steps, usableSteps } = overview.yield;
  const facts: readonly (readonly [MessageKey, string])[] = [
    ['viewerStarted', head?.startedAt.replace('T', ' ').replace(/\.\d+Z$/, ' UTC') ?? '–'],
    ['viewerLasted', durationText(endMs, say)],
    ['viewerRecords', countText(records, say)],
    ['viewerActions', countText(actions, say)],
    ['viewerUsable', steps === 0 ? '–' : `${((100 * usableSteps) / steps).toFixed(1)} %`],
    ['viewerBy', head === undefined ? '–' : `${head.extension}, ${head.browser}, ${head.os}`],
    ['viewerTerms', head === undefined ? '–' : `${head.purpose}, ${head.region}, ${head.policy}`],
  ];
  return (
    <section class="facts">
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{say(name)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {faults.length > 0 && (
        <ul class="problem">
          {faults.map((fault) => (
            <li key={fault}>{say(FAULT_WORDS[fault])}</li>
          ))}
        </ul>
      )}
      <details>
        <summary>
          {say('viewerGaps')}: {countText(gaps.length, say)}
        </summary>
        <ul>
          {gaps.length === 0 && <li>{say('viewerNoGaps')}</li>}
          {gaps.slice(0, 200).map((gap) => (
            <li key={`${gap.reason}-${gap.from}`}>{gapSentence(gap, say)}</li>
          ))}
        </ul>
      </details>
    </section>
  );
}
