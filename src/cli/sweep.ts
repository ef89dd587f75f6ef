// `showhow sweep`: removes from a store what must not be there any more.
import { sweep } from '../collector/sweep.ts';
import type { Command, OptionValues } from './command.ts';
import { CliProblem, EXIT, textOption } from './command.ts';
import { formatBytes, formatCountOf } from './quantity.ts';
import { openStoreOption } from './store-option.ts';

const EXEMPTION_DAYS = 90;

export const sweepCommand: Command = {
  operands: [],
  options: {
    store: { type: 'string' },
    'keep-days': { type: 'string' },
    'exemption-days': { type: 'string' },
    'dry-run': { type: 'boolean' },
  },
  help: `Removes segments that people took back, requests for exemption that ended long ago, and on which days installs
were heard of. Tombstones and decisions stay. It may run while collectors do, such as once a day.

Options
  --store STORE          folder or s3://bucket/prefix (required)
  --keep-days DAYS       also remove segments of sessions that began more than DAYS ago
  --exemption-days DAYS  keep requests for exemption this long after their end; ${EXEMPTION_DAYS} unless given
  --dry-run              only say what would go

Ends with 0 when all was done, 2 when the store could not be read.`,
  run: async (_operands, options, io) => {
    const isDryRun = options['dry-run'] === true;
    const swept = await sweep(await openStoreOption(options), {
      segmentDays: daysOf(options, 'keep-days'),
      exemptionDays: daysOf(options, 'exemption-days') ?? EXEMPTION_DAYS,
      isDryRun,
      now: Date.now(),
    });
    const verb = isDryRun ? 'would go' : 'gone';
    const segments = `${formatCountOf(swept.withdrawn, 'segment')} taken back, ${formatCountOf(swept.expired, 'segment')} too old`;
    io.out(`${verb}: ${segments}, ${formatBytes(swept.bytes)}`);
    io.out(
      `${verb}: ${formatCountOf(swept.exemptions, 'ended exemption')}, ${formatCountOf(swept.contacts, 'old contact')}`,
    );
    return EXIT.ok;
  },
};

function daysOf(options: OptionValues, name: string): number | undefined {
  const text = textOption(options, name);
  if (text === undefined || /^[1-9][0-9]{0,4}$/.test(text)) return text === undefined ? undefined : Number(text);
  throw new CliProblem(`--${name} ${text} is no number of days.`, 'Give a whole number from 1 on.');
}
