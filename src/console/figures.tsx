// Figures about all installs together. Where there are only a few, there is no figure.
import type { ComponentChildren } from 'preact';
import type { AdminDay, AdminOverview, GroupCount } from '../model/admin-api.ts';
import { GROUP_MIN } from '../model/admin-api.ts';

interface FiguresProps {
  readonly overview: AdminOverview;
}

export function Figures({ overview }: FiguresProps) {
  const { enrolled, versions, policyRevisions, lastContacts, days } = overview;
  return (
    <>
      <section aria-labelledby="installs">
        <h2 id="installs">Installs</h2>
        <p>
          {say(enrolled)} enrolled. Groups of fewer than {GROUP_MIN} are not counted out: no figure here is about one
          person.
        </p>
        <div class="tables">
          <Table caption="By version, last two weeks" heads={['Extension', 'Browser', 'Installs']}>
            {versions.map(({ extension, browser, installs }) => (
              <Row key={`${extension} ${browser}`} cells={[extension, browser, say(installs)]} />
            ))}
          </Table>
          <Table caption="By policy revision, last two weeks" heads={['Revision', 'Installs']}>
            {policyRevisions.map(({ revision, installs }) => (
              <Row key={revision} cells={[revision, say(installs)]} />
            ))}
          </Table>
          <Table caption="By day of last contact (UTC)" heads={['Day', 'Installs']}>
            {lastContacts.map(({ day, installs }) => (
              <Row key={day} cells={[day, say(installs)]} />
            ))}
          </Table>
        </div>
      </section>
      <section aria-labelledby="arrived">
        <h2 id="arrived">What arrived</h2>
        <Table caption="By day (UTC)" heads={['Day', 'Segments', 'Size', 'Errors']}>
          {days.map((day) => (
            <Day key={day.day} {...day} />
          ))}
        </Table>
      </section>
    </>
  );
}

function Day({ day, installs, sums }: AdminDay) {
  if (sums === null) return <Row cells={[day, installs === 0 ? 'nobody sent' : 'too few installs', '', '']} />;
  const errors = Object.entries(sums.errors).map(([status, count]) => `${status}: ${number.format(count)}`);
  return <Row cells={[day, number.format(sums.segments), sayBytes(sums.bytes), errors.join(', ') || 'none']} />;
}

interface TableProps {
  readonly caption: string;
  readonly heads: readonly string[];
  readonly children: ComponentChildren;
}

function Table({ caption, heads, children }: TableProps) {
  return (
    <table>
      <caption>{caption}</caption>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

function Row({ cells }: { readonly cells: readonly string[] }) {
  const [first, ...others] = cells;
  return (
    <tr>
      <th scope="row">{first}</th>
      {others.map((cell, index) => (
        <td key={index}>{cell}</td>
      ))}
    </tr>
  );
}

const number = new Intl.NumberFormat('en');

function say(count: GroupCount): string {
  return count === null ? `fewer than ${GROUP_MIN}` : number.format(count);
}

function sayBytes(bytes: number): string {
  return bytes < 1_000_000
    ? `${number.format(Math.round(bytes / 1_000))} kB`
    : `${number.format(Math.round(bytes / 100_000) / 10)} MB`;
}
