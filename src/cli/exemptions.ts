// `showhow exemptions`: lists requests for exemption and decides them.
import { userInfo } from 'node:os';
import type { BlobStore } from '../collector/blob-store.ts';
import type { Verdict } from '../collector/decide.ts';
import { decideExemption } from '../collector/decide.ts';
import { listExemptions } from '../collector/exemptions.ts';
import type { ExemptionScope } from '../model/collector-api.ts';
import type { Command, ExitCode, Io, OptionValues } from './command.ts';
import { CliProblem, EXIT, textOption } from './command.ts';
import { openStoreOption } from './store-option.ts';
import { printable } from './table.ts';

export const exemptionsCommand: Command = {
  operands: ['list|approve|deny…'],
  options: {
    store: { type: 'string' },
    until: { type: 'string' },
    hold: { type: 'boolean' },
    by: { type: 'string' },
    json: { type: 'boolean' },
  },
  help: `  showhow exemptions list --store STORE
  showhow exemptions approve ID --store STORE [--until DAY] [--hold]
  showhow exemptions deny ID --store STORE

A request can be decided again: the last decision counts. Each is kept for good, with who made it.

Options
  --store STORE  folder or s3://bucket/prefix (required)
  --until DAY    last day (2026-03-04, UTC), where it is not the one asked for
  --hold         go on recording, but send on unmetered networks only
  --by NAME      who decides, for the log; the user of this machine unless given
  --json         the list as JSON

Ends with 0 when all was done, 2 when there is no such request.`,
  run: async ([verb = '', ...ids], options, io) => {
    const store = await openStoreOption(options);
    if (verb === 'list' && ids.length === 0) return list(store, options, io);
    const [id] = ids;
    if ((verb === 'approve' || verb === 'deny') && id !== undefined && ids.length === 1)
      return decide(store, id, verb === 'approve' ? 'approved' : 'denied', options, io);
    throw new CliProblem('exemptions takes list, approve ID or deny ID.', 'showhow exemptions --help shows how.');
  },
};

async function list(store: BlobStore, options: OptionValues, io: Io): Promise<ExitCode> {
  const cases = await listExemptions(store);
  if (options['json'] === true) {
    io.out(JSON.stringify(cases, null, 2));
    return EXIT.ok;
  }
  if (cases.length === 0) io.out('No exemption was asked for.');
  for (const { exemption, answer } of cases) {
    const { request, askedAt } = exemption;
    io.out(`${request.id}  ${answer.state}  until ${(answer.until ?? request.until).slice(0, 10)}`);
    const who = request.contact === undefined ? '' : `, ${printable(request.contact)}`;
    io.out(
      `    ${request.category}, ${describeScope(answer.scope ?? request.scope)}, asked ${askedAt.slice(0, 10)}${who}`,
    );
    if (request.note !== undefined) io.out(`    “${printable(request.note)}”`);
  }
  return EXIT.ok;
}

async function decide(
  store: BlobStore,
  id: string,
  state: Verdict['state'],
  options: OptionValues,
  io: Io,
): Promise<ExitCode> {
  const until = untilOf(options);
  const verdict = { state, hold: options['hold'] === true, ...(until !== undefined && { until }) };
  const by = textOption(options, 'by') ?? userInfo().username;
  const outcome = await decideExemption(store, id, verdict, { by, now: Date.now() });
  switch (outcome.kind) {
    case 'decided':
      io.out(`${id}: ${state}${state === 'approved' ? ` until ${outcome.answer.until?.slice(0, 10)}` : ''}`);
      return EXIT.ok;
    case 'unknown':
      throw new CliProblem(`There is no request ${printable(id)}.`, '`showhow exemptions list` shows them.');
    case 'withdrawn':
      throw new CliProblem(`The person has taken request ${printable(id)} back.`, 'There is nothing to decide.');
  }
}

function untilOf(options: OptionValues): string | undefined {
  const day = textOption(options, 'until');
  if (day === undefined) return undefined;
  const end = `${day}T23:59:59.999Z`;
  if (Number.isFinite(Date.parse(end)) && new Date(end).toISOString() === end) return end;
  throw new CliProblem(`--until ${day} is no day.`, 'Write it like 2026-03-04.');
}

function describeScope(scope: ExemptionScope): string {
  return scope.kind === 'everything' ? 'everything' : scope.sites.map(printable).join(' ');
}
