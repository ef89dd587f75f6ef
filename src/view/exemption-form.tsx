// The form for an exemption: a reason, where, until when; a note and a contact only for those who want to give them.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { ExemptionCategory, ExemptionWish } from '../model/exemption.ts';
import type { ExemptionsView } from '../model/worker-api.ts';
import type { MessageKey, Say } from './message-key.ts';
import { tryParseSite } from './site-words.ts';
import { daysText } from './time-words.ts';

export const CATEGORY_NAMES: Readonly<Record<ExemptionCategory, MessageKey>> = {
  bandwidth: 'categoryBandwidth',
  sensitive: 'categorySensitive',
  power: 'categoryPower',
  region: 'categoryRegion',
  other: 'categoryOther',
};
const CATEGORIES = Object.keys(CATEGORY_NAMES) as ExemptionCategory[];

/** The fields as they stand. `until` as a date field has it: `2026-11-22`. */
export interface AskFields {
  readonly category: ExemptionCategory;
  readonly isEverywhere: boolean;
  readonly sites: string;
  readonly until: string;
  readonly note: string;
  readonly contact: string;
}

const DAY_MS = 24 * 60 * 60_000;
const FIRST_DAYS = 14;

/** What the fields say, or what to correct in them. */
export type ReadWish =
  | { readonly kind: 'wish'; readonly wish: ExemptionWish }
  | { readonly kind: 'problem'; readonly field: 'sites' | 'until'; readonly text: string };

export function readWish(fields: AskFields, maxDays: number, now: number, say: Say): ReadWish {
  const lines = fields.sites.split('\n').filter((line) => line.trim() !== '');
  const bad = fields.isEverywhere ? undefined : lines.find((line) => tryParseSite(line) === undefined);
  if (bad !== undefined || (!fields.isEverywhere && lines.length === 0))
    return { kind: 'problem', field: 'sites', text: say('askSitesBad', bad ?? '') };
  const until = new Date(`${fields.until}T23:59:59`).getTime();
  // A day has up to 25 hours: the last day on offer counts whole.
  if (!(until > now && until <= now + (maxDays + 1) * DAY_MS))
    return { kind: 'problem', field: 'until', text: say('askUntilBad', daysText(maxDays, say)) };
  const sites = lines.flatMap((line) => tryParseSite(line) ?? []);
  const wish: ExemptionWish = {
    category: fields.category,
    scope: fields.isEverywhere ? { kind: 'everything' } : { kind: 'sites', sites },
    until,
    ...(fields.note.trim() !== '' && { note: fields.note.trim() }),
    ...(fields.contact.trim() !== '' && { contact: fields.contact.trim() }),
  };
  return { kind: 'wish', wish };
}

interface FormProps {
  readonly view: ExemptionsView;
  readonly say: Say;
  readonly now: () => number;
  /** A site to begin with, as a host. */
  readonly site: string;
  /** False where it did not work. */
  readonly onAsk: (wish: ExemptionWish) => Promise<boolean>;
}

export function ExemptionForm({ view, say, now, site, onAsk }: FormProps): JSX.Element {
  const first: AskFields = {
    category: 'bandwidth',
    isEverywhere: site === '',
    sites: site,
    until: toDateField(now() + Math.min(FIRST_DAYS, view.maxDays) * DAY_MS),
    note: '',
    contact: '',
  };
  const [fields, setFields] = useState(first);
  const [problem, setProblem] = useState<{ readonly field: string; readonly text: string }>();
  const [word, setWord] = useState('');
  const set = (change: Partial<AskFields>): void => setFields({ ...fields, ...change });
  const submit = async (): Promise<void> => {
    const read = readWish(fields, view.maxDays, now(), say);
    setProblem(read.kind === 'problem' ? read : undefined);
    if (read.kind === 'problem') {
      document.getElementById(`ask-${read.field}`)?.focus();
      return;
    }
    const isDone = await onAsk(read.wish);
    setWord(say(isDone ? 'askDone' : 'actionFailed'));
    if (isDone) setFields(first);
  };
  return (
    <form
      aria-labelledby="ask"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <h2 id="ask">{say('askHeading')}</h2>
      <p>{say(view.offWhilePending ? 'exemptionsPendingOff' : 'exemptionsPendingOn')}</p>
      <Choices
        name="category"
        legend={say('askCategory')}
        options={CATEGORIES.map((category) => [category, say(CATEGORY_NAMES[category])])}
        chosen={fields.category}
        onChoose={(category) => set({ category })}
      />
      <Choices
        name="scope"
        legend={say('askScope')}
        options={[
          ['sites', say('scopeSites')],
          ['everything', say('scopeEverything')],
        ]}
        chosen={fields.isEverywhere ? 'everything' : 'sites'}
        onChoose={(scope) => set({ isEverywhere: scope === 'everything' })}
      />
      {!fields.isEverywhere && (
        <Field id="ask-sites" label={say('askSites')} hint={say('askSitesHint')} problem={problemOf(problem, 'sites')}>
          {(wiring) => (
            <textarea
              {...wiring}
              rows={2}
              value={fields.sites}
              onInput={(event) => set({ sites: event.currentTarget.value })}
            />
          )}
        </Field>
      )}
      <Field
        id="ask-until"
        label={say('askUntil')}
        hint={say('askUntilHint', daysText(view.maxDays, say))}
        problem={problemOf(problem, 'until')}
      >
        {(wiring) => (
          <input
            {...wiring}
            type="date"
            value={fields.until}
            onInput={(event) => set({ until: event.currentTarget.value })}
          />
        )}
      </Field>
      <Field id="ask-note" label={say('askNote')} hint={say('askNoteWarning')}>
        {(wiring) => (
          <textarea
            {...wiring}
            rows={2}
            maxLength={2_000}
            value={fields.note}
            onInput={(event) => set({ note: event.currentTarget.value })}
          />
        )}
      </Field>
      <Field id="ask-contact" label={say('askContact')} hint={say('askContactHint')}>
        {(wiring) => (
          <input
            {...wiring}
            type="text"
            maxLength={200}
            autocomplete="email"
            value={fields.contact}
            onInput={(event) => set({ contact: event.currentTarget.value })}
          />
        )}
      </Field>
      <button type="submit" class="primary">
        {say(view.via === 'mail' ? 'askSendMail' : 'askSend')}
      </button>
      <p role="status" class="note">
        {word}
      </p>
    </form>
  );
}

function problemOf(
  problem: { readonly field: string; readonly text: string } | undefined,
  field: string,
): string | undefined {
  return problem?.field === field ? problem.text : undefined;
}

interface ChoicesProps<T extends string> {
  readonly name: string;
  readonly legend: string;
  readonly options: readonly (readonly [T, string])[];
  readonly chosen: T;
  readonly onChoose: (option: T) => void;
}

function Choices<T extends string>({ name, legend, options, chosen, onChoose }: ChoicesProps<T>): JSX.Element {
  return (
    <fieldset>
      <legend>{legend}</legend>
      {options.map(([option, label]) => (
        <label class="check" key={option}>
          <input type="radio" name={name} checked={chosen === option} onChange={() => onChoose(option)} />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}

interface FieldWiring {
  readonly id: string;
  readonly 'aria-describedby': string;
  readonly 'aria-invalid': boolean;
}

interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  readonly problem?: string | undefined;
  readonly children: (wiring: FieldWiring) => JSX.Element;
}

function Field({ id, label, hint, problem, children }: FieldProps): JSX.Element {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({ id, 'aria-describedby': `${id}-hint`, 'aria-invalid': problem !== undefined })}
      <p id={`${id}-hint`} class={problem === undefined ? 'note' : 'failure'}>
        {problem ?? hint}
      </p>
    </div>
  );
}

/** The local day, as a date field has it. */
function toDateField(at: number): string {
  const day = new Date(at);
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}
