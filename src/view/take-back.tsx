// Taking back: what to choose from, how much it is, and one clear question before it happens.
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Counts, Selection, TakeBackCounts, WorkerApi } from '../model/worker-api.ts';
import type { MessageKey, Say } from './message-key.ts';
import { hostOf } from './site-words.ts';
import { clockText, countText, minutesText } from './time-words.ts';
import { succeeds } from './use-answer.ts';

interface TakeBackProps {
  readonly worker: Pick<WorkerApi, 'countTakeBack' | 'withdraw'>;
  readonly session: string;
  readonly origins: readonly string[];
  /** A stretch that the person marked; absent where none is. */
  readonly range?: { readonly from: number; readonly to: number };
  /** Nothing leaves by itself here. */
  readonly isStudy: boolean;
  readonly say: Say;
  readonly onTaken: () => Promise<void>;
}

/** Where nothing ever leaves by itself, it is plain deleting. */
const TAKING = {
  heading: 'takeBack',
  intro: 'takeBackIntro',
  ask: 'takeAsk',
  yes: 'takeYes',
  done: 'takeDone',
} as const satisfies Words;
const DELETING = {
  heading: 'deleteHeading',
  intro: 'deleteIntro',
  ask: 'deleteAsk',
  yes: 'deleteYes',
  done: 'deleteDone',
} as const satisfies Words;
type Words = Readonly<Record<'heading' | 'intro' | 'ask' | 'yes' | 'done', MessageKey>>;

interface Choice {
  readonly name: string;
  readonly selection: Selection;
}

export function TakeBack(props: TakeBackProps): JSX.Element {
  const { worker, say, onTaken } = props;
  const words = props.isStudy ? DELETING : TAKING;
  const [asked, setAsked] = useState<Choice & { readonly counts: TakeBackCounts }>();
  const [word, setWord] = useState('');
  const ask = async (choice: Choice): Promise<void> => {
    setWord('');
    const isAnswered = await succeeds(async () => {
      const counts = await worker.countTakeBack(choice.selection);
      if (sum(counts.records) > 0) setAsked({ ...choice, counts });
      else setWord(say('takeNothing'));
    });
    if (!isAnswered) setWord(say('actionFailed'));
  };
  const take = async (choice: Choice): Promise<void> => {
    setAsked(undefined);
    const isTaken = await succeeds(async () => {
      const { counts } = await worker.withdraw(choice.selection);
      setWord(say(words.done, countText(sum(counts), say)));
    });
    if (!isTaken) setWord(say('actionFailed'));
    await onTaken();
  };
  return (
    <section aria-labelledby="take-back">
      <h2 id="take-back">{say(words.heading)}</h2>
      <p>{say(words.intro)}</p>
      <div class="actions">
        {choicesOf(props).map((choice) => (
          <button type="button" key={choice.name} onClick={() => void ask(choice)}>
            {choice.name}
          </button>
        ))}
      </div>
      <p role="status">{word}</p>
      {asked !== undefined && (
        <Question
          title={asked.name}
          words={words}
          counts={asked.counts}
          say={say}
          onYes={() => void take(asked)}
          onNo={() => setAsked(undefined)}
        />
      )}
    </section>
  );
}

function choicesOf({ session, origins, range, say }: TakeBackProps): readonly Choice[] {
  return [
    ...[5, 30].map((minutes) => ({
      name: say('takeMinutes', minutesText(minutes, say)),
      selection: { kind: 'minutes', minutes } as const,
    })),
    ...(range === undefined
      ? []
      : [
          {
            name: say('takeRange', clockText(range.from, say), clockText(range.to, say)),
            selection: { kind: 'range', ...range } as const,
          },
        ]),
    ...origins.map((site) => ({ name: say('takeSite', hostOf(site)), selection: { kind: 'site', site } as const })),
    { name: say('takeSession'), selection: { kind: 'session', session } },
    { name: say('takeToday'), selection: { kind: 'today' } },
    { name: say('takeEverything'), selection: { kind: 'everything' } },
  ];
}

interface QuestionProps {
  readonly title: string;
  readonly words: Words;
  readonly counts: TakeBackCounts;
  readonly say: Say;
  readonly onYes: () => void;
  readonly onNo: () => void;
}

function Question({ title, words, counts, say, onYes, onNo }: QuestionProps): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} aria-labelledby="take-ask" onClose={onNo}>
      <h2 id="take-ask">{say(words.ask)}</h2>
      <p>{title}</p>
      <p>
        <strong>{say('takeCounts', countText(sum(counts.records), say))}</strong>
      </p>
      {counts.left > 0 && <p>{say('takeLeft', countText(counts.left, say), countText(counts.inSegments, say))}</p>}
      <div class="actions">
        <button type="button" class="primary" onClick={onYes}>
          {say(words.yes)}
        </button>
        <button type="button" onClick={onNo}>
          {say('takeNo')}
        </button>
      </div>
    </dialog>
  );
}

function sum(counts: Counts): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}
