// The policy doctor: what arrived of the policy on this device, key by key, and a report for support without personal data.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { KeyReport, KeyStanding, PolicyReport } from '../model/policy-report.ts';
import type { MessageKey, Say } from './message-key.ts';

export interface PolicyDoctorProps {
  readonly report: PolicyReport;
  /** ms since 1970; undefined where no policy was ever seen. */
  readonly changedAt: number | undefined;
  readonly say: Say;
  /** Puts the report for support where the person can paste it from. */
  readonly copyReport: () => Promise<void>;
}

export function PolicyDoctor({ report, changedAt, say, copyReport }: PolicyDoctorProps): JSX.Element {
  const wrong = report.keys.filter(({ standing }) => !['set', 'default'].includes(standing));
  return (
    <main class="doctor">
      <h1>{say('doctorHeading')}</h1>
      <p>{say(verdictOf(report))}</p>
      <dl>
        <Fact name={say('doctorOrigin')} value={say(ORIGINS[report.origin])} />
        <Fact name={say('doctorRevision')} value={report.revision ?? '–'} />
        <Fact name={say('doctorSchema')} value={`${report.schema ?? '–'} / ${report.knownSchema}`} />
        <Fact
          name={say('doctorChanged')}
          value={changedAt === undefined ? say('factNever') : new Date(changedAt).toLocaleString(say('locale'))}
        />
      </dl>
      <CopyButton say={say} copyReport={copyReport} />
      {report.problems.map((problem) => (
        <p class="failure" key={problem}>
          {problem}
        </p>
      ))}
      {wrong.length > 0 && <KeyTable caption={say('doctorWrong')} keys={wrong} say={say} />}
      <KeyTable caption={say('doctorKeys')} keys={report.keys.filter((key) => !wrong.includes(key))} say={say} />
    </main>
  );
}

function verdictOf({ origin, isTaken }: PolicyReport): MessageKey {
  if (origin === 'none') return 'doctorNone';
  return isTaken ? 'doctorTaken' : 'doctorRefused';
}

const ORIGINS: Readonly<Record<PolicyReport['origin'], MessageKey>> = {
  managed: 'doctorManaged',
  packaged: 'doctorPackaged',
  none: 'doctorNowhere',
};

const STANDINGS: Readonly<Record<KeyStanding, MessageKey>> = {
  set: 'standingSet',
  default: 'standingDefault',
  missing: 'standingMissing',
  dropped: 'standingDropped',
  refused: 'standingRefused',
  unknown: 'standingUnknown',
};

function Fact({ name, value }: { readonly name: string; readonly value: string }): JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function CopyButton({ say, copyReport }: Pick<PolicyDoctorProps, 'say' | 'copyReport'>): JSX.Element {
  const [outcome, setOutcome] = useState<MessageKey | undefined>(undefined);
  const copy = (): void => {
    copyReport().then(
      () => setOutcome('doctorCopied'),
      (error: unknown) => {
        console.warn('The report could not be copied:', error);
        setOutcome('actionFailed');
      },
    );
  };
  return (
    <div>
      <button type="button" class="primary" onClick={copy}>
        {say('doctorCopy')}
      </button>
      <p class="note" role="status">
        {outcome === undefined ? say('doctorCopyNote') : say(outcome)}
      </p>
    </div>
  );
}

interface KeyTableProps {
  readonly caption: string;
  readonly keys: readonly KeyReport[];
  readonly say: Say;
}

function KeyTable({ caption, keys, say }: KeyTableProps): JSX.Element {
  return (
    <table>
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{say('doctorKey')}</th>
          <th scope="col">{say('doctorStanding')}</th>
          <th scope="col">{say('doctorValue')}</th>
        </tr>
      </thead>
      <tbody>
        {keys.map(({ key, standing, value, problems }) => (
          <tr key={key} class={standing}>
            <th scope="row">
              <code>{key}</code>
            </th>
            <td>{say(STANDINGS[standing])}</td>
            <td>
              {value !== undefined && <code>{value}</code>}
              {problems.map((problem) => (
                <p key={problem}>{problem}</p>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
