// Settings: the hours that a person narrows for themselves, and what the organisation set, shown and greyed.
import type { JSX } from 'preact';
import { useCallback, useState } from 'preact/hooks';
import type { NoticeRules, NoticeView } from '../model/worker-api.ts';
import type { Day, OwnHours } from './hours-words.ts';
import { DAYS, hoursText, toOwnHours, tryWriteHours, weekdayText } from './hours-words.ts';
import type { MessageKey, Say } from './message-key.ts';
import type { PageProps } from './page-frame.tsx';
import { PageFrame } from './page-frame.tsx';
import { siteText } from './site-words.ts';
import { organisationOf } from './state-words.ts';
import { bytesText, daysText, listText, minutesText, percentText } from './time-words.ts';
import { succeeds } from './use-answer.ts';

export function SettingsPage(props: PageProps): JSX.Element {
  const { worker, say } = props;
  const ask = useCallback(() => worker.notice(), [worker]);
  return (
    <PageFrame file="settings.html" title="settingsLink" ask={ask} say={say} onGateChange={props.onGateChange}>
      {(view) => (
        <>
          <HoursForm view={view} say={say} onSave={(hours) => worker.setOwnHours(hours)} />
          <Locked view={view} say={say} />
        </>
      )}
    </PageFrame>
  );
}

interface HoursFormProps {
  readonly view: NoticeView;
  readonly say: Say;
  readonly onSave: (hours: readonly string[]) => Promise<void>;
}

const OFFICE_HOURS: OwnHours = { days: ['Mo', 'Tu', 'We', 'Th', 'Fr'], from: '09:00', to: '17:00' };

function HoursForm({ view, say, onSave }: HoursFormProps): JSX.Element {
  const kept = toOwnHours(view.ownHours);
  const [isOn, setOn] = useState(kept !== undefined);
  const [hours, setHours] = useState(kept ?? OFFICE_HOURS);
  const [word, setWord] = useState<MessageKey>();
  const save = async (): Promise<void> => {
    const rule = isOn ? tryWriteHours(hours) : '';
    if (rule === undefined) {
      setWord('hoursBad');
      return;
    }
    setWord((await succeeds(() => onSave(rule === '' ? [] : [rule]))) ? 'hoursSaved' : 'actionFailed');
  };
  const captureHours = view.rules?.captureHours ?? [];
  const intro =
    captureHours.length === 0
      ? say('hoursIntroAny')
      : say('hoursIntro', organisationOf(view, say), hoursText(captureHours, say));
  const toggle = (day: Day, isChosen: boolean): void =>
    setHours({ ...hours, days: DAYS.filter((other) => (other === day ? isChosen : hours.days.includes(other))) });
  return (
    <section aria-labelledby="hours">
      <h2 id="hours">{say('hoursHeading')}</h2>
      <p>{intro}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <label class="check">
          <input type="checkbox" checked={isOn} onChange={(event) => setOn(event.currentTarget.checked)} />
          <span>{say('hoursOwn')}</span>
        </label>
        {isOn && (
          <>
            <fieldset>
              <legend>{say('hoursDays')}</legend>
              <div class="days">
                {DAYS.map((day) => (
                  <label class="check" key={day}>
                    <input
                      type="checkbox"
                      checked={hours.days.includes(day)}
                      onChange={(event) => toggle(day, event.currentTarget.checked)}
                    />
                    <span>{weekdayText(day, say)}</span>
                  </label>
                ))}
              </div>
            </fieldset>
            <div class="pair">
              <TimeField label={say('hoursFrom')} value={hours.from} onInput={(from) => setHours({ ...hours, from })} />
              <TimeField label={say('hoursTo')} value={hours.to} onInput={(to) => setHours({ ...hours, to })} />
            </div>
          </>
        )}
        <button type="submit" class="primary">
          {say('hoursSave')}
        </button>
        <p role="status" class="note">
          {word === undefined ? '' : say(word)}
        </p>
      </form>
    </section>
  );
}

interface TimeFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
}

function TimeField({ label, value, onInput }: TimeFieldProps): JSX.Element {
  return (
    <label class="field">
      <span>{label}</span>
      <input type="time" value={value} onInput={(event) => onInput(event.currentTarget.value)} />
    </label>
  );
}

function Locked({ view, say }: { readonly view: NoticeView; readonly say: Say }): JSX.Element {
  const { rules } = view;
  if (rules === undefined) return <p class="note">{say('lockedNone')}</p>;
  const heading = say('lockedHeading', organisationOf(view, say));
  return (
    <section aria-labelledby="locked">
      <h2 id="locked">{heading}</h2>
      <p class="note">{say('lockedIntro')}</p>
      {lockedOf(rules, say).map(([name, value]) => (
        <label class="field" key={name}>
          <span>{say(name)}</span>
          <input type="text" disabled value={value} title={heading} />
        </label>
      ))}
    </section>
  );
}

function lockedOf(rules: NoticeRules, say: Say): readonly (readonly [MessageKey, string])[] {
  const sites = (patterns: readonly string[]): string => listText(patterns.map(siteText), say);
  return [
    ['lockedSites', sites(rules.sites)],
    ...(rules.excludedSites.length > 0 ? [['lockedExcluded', sites(rules.excludedSites)] as const] : []),
    ['lockedHours', hoursText(rules.captureHours, say)],
    ['lockedPause', minutesText(rules.pauseMaxMinutes, say)],
    ['lockedHold', minutesText(rules.holdMinutes, say)],
    ['lockedRetention', daysText(rules.retentionDays, say)],
    ['lockedQuota', bytesText(rules.quotaMBPerDay * 1_000_000, say)],
    ['lockedUpload', minutesText(rules.uploadEveryMinutes, say)],
    ['lockedMetered', say(rules.uploadOnMetered ? 'yes' : 'no')],
    ['lockedBattery', percentText(rules.uploadMinBatteryPercent, say)],
    ['lockedRegion', rules.region],
  ];
}
