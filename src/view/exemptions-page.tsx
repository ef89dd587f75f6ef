// Exemptions: asking for one, and where each request stands, with its dates and who decides.
import type { JSX } from 'preact';
import { useCallback } from 'preact/hooks';
import type { Exemption, ExemptionState, ExemptionWish } from '../model/exemption.ts';
import { EXEMPTION_STATES } from '../model/exemption.ts';
import type { ExemptionsView } from '../model/worker-api.ts';
import { CATEGORY_NAMES, ExemptionForm } from './exemption-form.tsx';
import type { MessageKey, Say } from './message-key.ts';
import type { PageProps } from './page-frame.tsx';
import { PageFrame } from './page-frame.tsx';
import { siteText } from './site-words.ts';
import { organisationOf } from './state-words.ts';
import { dayText, listText, momentText } from './time-words.ts';
import { succeeds } from './use-answer.ts';

const STATE_NAMES: Readonly<Record<ExemptionState, MessageKey>> = {
  draft: 'requestDraft',
  sent: 'requestSent',
  pending: 'requestPending',
  approved: 'requestApproved',
  denied: 'requestDenied',
  expired: 'requestExpired',
  withdrawn: 'requestWithdrawn',
};
const OVER: readonly ExemptionState[] = ['denied', 'expired', 'withdrawn'];

export interface ExemptionsPageProps extends PageProps {
  /** Host of the site that the person came from; empty for none. */
  readonly site: string;
  readonly openMail: (address: string) => void;
}

export function ExemptionsPage(props: ExemptionsPageProps): JSX.Element {
  const { worker, say, now } = props;
  const ask = useCallback(() => worker.exemptions(), [worker]);
  return (
    <PageFrame file="requests.html" title="exemptionLink" ask={ask} say={say} onGateChange={props.onGateChange}>
      {(view, again) => {
        const hand = (wish: ExemptionWish): Promise<boolean> =>
          succeeds(async () => {
            const asked = await worker.askExemption(wish);
            if (asked.via === 'mail') props.openMail(mailOf(asked, view, say));
            await again();
          });
        const act = (call: () => Promise<void>) => (): void => void succeeds(call).then(again);
        return (
          <>
            <p class="lead">{introOf(view, say)}</p>
            {view.via === 'mail' && <p class="box">{say('exemptionsMail', view.contactEmail ?? '')}</p>}
            {view.via !== 'none' && <ExemptionForm view={view} say={say} now={now} site={props.site} onAsk={hand} />}
            {view.via !== 'none' && (
              <section aria-labelledby="requests">
                <h2 id="requests">{say('requests')}</h2>
                {view.exemptions.length === 0 && <p>{say('requestsNone')}</p>}
                <ul class="cards">
                  {view.exemptions.map((one) => (
                    <li key={one.id}>
                      <Request
                        one={one}
                        view={view}
                        say={say}
                        now={now}
                        onWithdraw={act(() => worker.withdrawExemption(one.id))}
                        onMailSent={act(() => worker.noteMailSent(one.id))}
                      />
                    </li>
                  ))}
                </ul>
              </section>
            )}
          </>
        );
      }}
    </PageFrame>
  );
}

function introOf(view: ExemptionsView, say: Say): string {
  return view.via === 'none' ? say('exemptionsNobody') : say('exemptionsIntro', organisationOf(view, say));
}

interface RequestProps {
  readonly one: Exemption;
  readonly view: ExemptionsView;
  readonly say: Say;
  readonly now: () => number;
  readonly onWithdraw: () => void;
  readonly onMailSent: () => void;
}

function Request({ one, view, say, now, onWithdraw, onMailSent }: RequestProps): JSX.Element {
  const reason = say(CATEGORY_NAMES[one.category]);
  const dates = EXEMPTION_STATES.filter((state) => one.dates[state] !== undefined);
  const isMailToSend = one.via === 'mail' && one.state === 'draft';
  return (
    <>
      <h3>{`${reason}: ${scopeText(one, say)}`}</h3>
      <p>
        <strong>{say(STATE_NAMES[one.state])}</strong> {say('requestUntil', dayText(one.until, say))}
      </p>
      <p>{effectOf(one, view, say)}</p>
      <ol class="dates">
        {dates.map((state) => (
          <li key={state}>
            <span>{say(state === 'draft' ? 'requestAsked' : STATE_NAMES[state])}</span>{' '}
            <span>{momentText(one.dates[state] ?? 0, now(), say)}</span>
          </li>
        ))}
      </ol>
      <div class="actions">
        {isMailToSend && (
          <a class="button" href={mailOf(one, view, say)}>
            {say('requestMail', reason)}
          </a>
        )}
        {isMailToSend && (
          <button type="button" onClick={onMailSent}>
            {say('requestMailSent')}
          </button>
        )}
        {!OVER.includes(one.state) && (
          <button type="button" onClick={onWithdraw}>
            {say('requestWithdraw', reason)}
          </button>
        )}
      </div>
    </>
  );
}

/** Who decides or decided, and what it means for recording now. */
function effectOf(one: Exemption, view: ExemptionsView, say: Say): string {
  if (OVER.includes(one.state)) return one.decidedBy === undefined ? '' : say('requestDecidedBy', one.decidedBy);
  const isOff = one.off.some(({ to }) => to === undefined);
  const effect = say(one.hold === true ? 'requestHold' : isOff ? 'requestOff' : 'requestOn');
  if (one.state === 'approved')
    return one.decidedBy === undefined ? effect : `${say('requestDecidedBy', one.decidedBy)}. ${effect}`;
  return `${say('requestDecides', organisationOf(view, say))} ${effect}`;
}

function scopeText({ scope }: Pick<Exemption, 'scope'>, say: Say): string {
  return scope.kind === 'everything' ? say('scopeEverything') : listText(scope.sites.map(siteText), say);
}

/** A mail to the policy's contact with all that the collector would be told. */
export function mailOf(one: Exemption, { contactEmail = '' }: ExemptionsView, say: Say): string {
  const lines = [
    `${say('askCategory')}: ${say(CATEGORY_NAMES[one.category])}`,
    `${say('askScope')}: ${scopeText(one, say)}`,
    say('requestUntil', dayText(one.until, say)),
    ...(one.note === undefined ? [] : ['', one.note]),
    ...(one.contact === undefined ? [] : ['', one.contact]),
    '',
    say('mailNumber', one.id),
  ];
  const query = `subject=${encodeURIComponent(say('mailSubject'))}&body=${encodeURIComponent(lines.join('\r\n'))}`;
  return `mailto:${contactEmail}?${query}`;
}
