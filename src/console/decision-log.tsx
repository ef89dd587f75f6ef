// The newest decisions, with who made them.
import type { AdminOverview } from '../model/admin-api.ts';

interface LogProps {
  readonly decisions: AdminOverview['decisions'];
}

export function DecisionLog({ decisions }: LogProps) {
  return (
    <section aria-labelledby="log">
      <h2 id="log">Log of decisions</h2>
      {decisions.length === 0 ? (
        <p>Nothing was decided yet.</p>
      ) : (
        <ol class="log">
          {decisions.map(({ at, by, what }) => (
            <li key={at + what}>
              <time dateTime={at}>{at.slice(0, 16).replace('T', ' ')}</time> {what}, by {by}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
