// Requests for exemption: those that wait for an answer, and what was decided about the others.
import { useState } from 'preact/hooks';
import type { AdminExemption, AdminVerdict } from '../model/admin-api.ts';
import type { ExemptionScope } from '../model/collector-api.ts';

interface QueueProps {
  readonly exemptions: readonly AdminExemption[];
  readonly onDecide: (id: string, verdict: AdminVerdict) => void;
}

const CATEGORIES: Readonly<Record<AdminExemption['category'], string>> = {
  bandwidth: 'Little bandwidth',
  sensitive: 'Sensitive work',
  power: 'No power outlet',
  region: 'Region',
  other: 'Other',
};

export function ExemptionQueue({ exemptions, onDecide }: QueueProps) {
  const waiting = exemptions.filter(({ state }) => state === 'pending');
  const decided = exemptions.filter(({ state }) => state !== 'pending');
  return (
    <section aria-labelledby="waiting">
      <h2 id="waiting">Requests for exemption</h2>
      {waiting.length === 0 ? (
        <p>No request waits for an answer.</p>
      ) : (
        <ul class="cards">
          {waiting.map((exemption) => (
            <Waiting key={exemption.id} exemption={exemption} onDecide={onDecide} />
          ))}
        </ul>
      )}
      {decided.length > 0 && (
        <details>
          <summary>Decided ({decided.length})</summary>
          <ul class="cards">
            {decided.map((exemption) => (
              <Decided key={exemption.id} exemption={exemption} onDecide={onDecide} />
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

interface ItemProps {
  readonly exemption: AdminExemption;
  readonly onDecide: QueueProps['onDecide'];
}

function Waiting({ exemption, onDecide }: ItemProps) {
  const [until, setUntil] = useState(exemption.until.slice(0, 10));
  const [isHold, setHold] = useState(false);
  const approve = () =>
    onDecide(exemption.id, {
      state: 'approved',
      // The day as asked for keeps the hour that was asked for.
      until: until === exemption.until.slice(0, 10) ? exemption.until : `${until}T23:59:59.999Z`,
      hold: isHold,
    });
  return (
    <li class="card">
      <Asked exemption={exemption} />
      <div class="verdict">
        <label>
          Until
          <input type="date" value={until} required onInput={(event) => setUntil(event.currentTarget.value)} />
        </label>
        <label class="check">
          <input type="checkbox" checked={isHold} onInput={(event) => setHold(event.currentTarget.checked)} />
          Go on recording, but send on unmetered networks only
        </label>
        <button type="button" class="main" disabled={until === ''} onClick={approve}>
          Approve
        </button>
        <button type="button" onClick={() => onDecide(exemption.id, { state: 'denied' })}>
          Deny
        </button>
      </div>
    </li>
  );
}

function Decided({ exemption, onDecide }: ItemProps) {
  const { id, state, until, decidedAt, decidedBy, hold } = exemption;
  return (
    <li class="card">
      <Asked exemption={exemption} />
      <p>
        <strong>{state}</strong> on {decidedAt?.slice(0, 10)} by {decidedBy}
        {state === 'approved' && ` until ${until.slice(0, 10)}`}
        {hold === true && ', sent on unmetered networks only'}
      </p>
      {state === 'approved' && (
        <button type="button" onClick={() => onDecide(id, { state: 'denied' })}>
          End it now
        </button>
      )}
    </li>
  );
}

function Asked({ exemption }: Pick<ItemProps, 'exemption'>) {
  const { category, scope, askedAt, note, contact } = exemption;
  return (
    <div>
      <h3>{CATEGORIES[category]}</h3>
      <p>
        {describeScope(scope)} · asked on {askedAt.slice(0, 10)}
        {contact !== undefined && ` · ${contact}`}
      </p>
      {note !== undefined && <blockquote>{note}</blockquote>}
    </div>
  );
}

function describeScope(scope: ExemptionScope): string {
  return scope.kind === 'everything' ? 'Everything' : scope.sites.join(', ');
}
