// The notice: what is recorded, what never, why, who gets it, how long, and what the person can do. All of it by the rules in force.
import type { ComponentChildren, JSX } from 'preact';
import { useCallback, useState } from 'preact/hooks';
import type { NoticeRules, NoticeView } from '../model/worker-api.ts';
import { hoursText } from './hours-words.ts';
import type { MessageKey, Say } from './message-key.ts';
import type { PageProps } from './page-frame.tsx';
import { PageFrame, TextList } from './page-frame.tsx';
import { Receipts } from './receipts.tsx';
import { siteText } from './site-words.ts';
import { organisationOf } from './state-words.ts';
import { countText, daysText, minutesText, momentText } from './time-words.ts';
import { succeeds } from './use-answer.ts';

export function NoticePage(props: PageProps): JSX.Element {
  const { worker, say } = props;
  const ask = useCallback(() => worker.notice(), [worker]);
  return (
    <PageFrame file="welcome.html" title="noticeTitle" ask={ask} say={say} onGateChange={props.onGateChange}>
      {(view, again) => (
        <>
          <p class="lead">{introOf(view, say)}</p>
          {view.rules !== undefined && <Acknowledge {...props} view={view} again={again} />}
          <NoticeText view={view} say={say} />
          <Receipts receipts={view.receipts} say={say} now={props.now} offerFile={props.offerFile} />
        </>
      )}
    </PageFrame>
  );
}

function introOf(view: NoticeView, say: Say): string {
  if (view.rules !== undefined) return say('noticeIntro', organisationOf(view, say));
  return view.study ? say('noticeIntroStudy') : say('noticeIntroWaiting');
}

interface AcknowledgeProps extends PageProps {
  readonly view: NoticeView;
  readonly again: () => Promise<void>;
}

function Acknowledge({ view, again, worker, say, now }: AcknowledgeProps): JSX.Element {
  const [hasChanged, setChanged] = useState(false);
  const { acknowledgedAt, mustAcknowledge, noticeVersion } = view;
  const acknowledge = async (): Promise<void> => {
    setChanged(!(await succeeds(() => worker.acknowledge(noticeVersion))));
    await again();
  };
  const isAsked = mustAcknowledge && acknowledgedAt === undefined;
  return (
    <div class="box" role="status">
      {hasChanged && <p class="failure">{say('noticeChanged')}</p>}
      {isAsked && <p>{say('acknowledgeWhy')}</p>}
      {isAsked && (
        <button type="button" class="primary" onClick={() => void acknowledge()}>
          {say('acknowledge')}
        </button>
      )}
      {acknowledgedAt !== undefined && <p>{say('acknowledgedOn', momentText(acknowledgedAt, now(), say))}</p>}
      {!mustAcknowledge && acknowledgedAt === undefined && <p>{say('acknowledgeNotNeeded')}</p>}
    </div>
  );
}

function NoticeText({ view, say }: { readonly view: NoticeView; readonly say: Say }): JSX.Element {
  const { rules } = view;
  const organisation = organisationOf(view, say);
  return (
    <>
      <Part heading="noticeRecorded" say={say}>
        <TextList items={recordedOf(view, say)} />
        {rules !== undefined && <p>{say('noticeSites')}</p>}
        {rules !== undefined && <TextList items={rules.sites.map(siteText)} />}
        {rules !== undefined && rules.excludedSites.length > 0 && <p>{say('noticeExcluded')}</p>}
        {rules !== undefined && <TextList items={rules.excludedSites.map(siteText)} />}
        {rules !== undefined && <p>{say('noticeHours', hoursText(rules.captureHours, say))}</p>}
      </Part>
      <Part heading="noticeNever" say={say}>
        <TextList
          items={[say('aboutNever'), say('noticeNeverWords'), say('noticeNeverElsewhere'), say('noticeNeverScore')]}
        />
      </Part>
      {rules !== undefined && (
        <Part heading="noticeWhy" say={say}>
          <p>{say('noticePurpose', purposeText(rules.purpose, say))}</p>
        </Part>
      )}
      <Part heading="noticeWho" say={say}>
        <TextList items={rules === undefined ? [say('noticeNobody')] : whoOf(rules, organisation, say)} />
      </Part>
      {rules !== undefined && (
        <Part heading="noticeLong" say={say}>
          <TextList items={longOf(rules, organisation, say)} />
        </Part>
      )}
      <Part heading="noticeRights" say={say}>
        <TextList items={rightsOf(rules, say)} />
      </Part>
      <Part heading="noticeContact" say={say}>
        <p>{view.contactEmail === undefined ? say('noticeContactNone') : say('noticeContactAt', view.contactEmail)}</p>
        {view.noticeUrl !== undefined && (
          <p>
            <a href={view.noticeUrl} target="_blank" rel="noreferrer">
              {say('noticeFull', organisation)}
            </a>
          </p>
        )}
      </Part>
    </>
  );
}

interface PartProps {
  readonly heading: MessageKey;
  readonly say: Say;
  readonly children: ComponentChildren;
}

function Part({ heading, say, children }: PartProps): JSX.Element {
  return (
    <section>
      <h2>{say(heading)}</h2>
      {children}
    </section>
  );
}

function recordedOf(view: NoticeView, say: Say): readonly string[] {
  const { rules } = view;
  const organisation = organisationOf(view, say);
  return [
    say('aboutRecorded'),
    rules === undefined ? say('aboutTypingStudy') : say('aboutTyping', organisation),
    ...(rules !== undefined && rules.textFields > 0
      ? [say('noticeTextFields', organisation, countText(rules.textFields, say))]
      : []),
    ...(rules !== undefined && rules.eventsOff.length > 0 ? [say('noticeEventsOff', rules.eventsOff.join(', '))] : []),
  ];
}

function whoOf(rules: NoticeRules, organisation: string, say: Say): readonly string[] {
  if (rules.collector === undefined) return [say('noticeNobody'), say('noticePseudonym')];
  return [
    say('noticeCollector', rules.collector, organisation),
    ...(rules.isEncrypted ? [say('noticeEncrypted', organisation)] : []),
    say('noticePseudonym'),
  ];
}

function longOf(rules: NoticeRules, organisation: string, say: Say): readonly string[] {
  return [
    ...(rules.holdMinutes > 0 ? [say('noticeHold', minutesText(rules.holdMinutes, say))] : []),
    say('noticeKeep', daysText(rules.retentionDays, say)),
    say('noticeKeepThere', organisation),
  ];
}

function rightsOf(rules: NoticeRules | undefined, say: Say): readonly string[] {
  const pauseMinutes = rules?.pauseMaxMinutes;
  return [
    ...(pauseMinutes === undefined ? [] : [say('rightPause', minutesText(pauseMinutes, say))]),
    say('rightReview'),
    say('rightTakeBack'),
    ...(rules === undefined ? [] : [say('rightExempt', daysText(rules.exemptionMaxDays, say))]),
    say('rightCopy'),
  ];
}

/** The one purpose that we have words for; any other stands as the organisation wrote it. */
export function purposeText(purpose: string, say: Say): string {
  return purpose === 'agent-training' ? say('purposeTraining') : purpose;
}
