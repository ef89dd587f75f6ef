// `showhow sending`: the stop switch of all recorders.
import { userInfo } from 'node:os';
import { appendDecision } from '../collector/decisions.ts';
import type { Command } from './command.ts';
import { CliProblem, EXIT, textOption } from './command.ts';
import { openStoreOption } from './store-option.ts';

export const sendingCommand: Command = {
  operands: ['stop|resume'],
  options: { store: { type: 'string' }, by: { type: 'string' } },
  help: `While sending is stopped, recorders keep what they have, and collectors take no segment. Collectors heed a change
within half a minute, recorders when they ask next.

Options
  --store STORE  folder or s3://bucket/prefix (required)
  --by NAME      who decides, for the log; the user of this machine unless given`,
  run: async ([verb = ''], options, io) => {
    if (verb !== 'stop' && verb !== 'resume')
      throw new CliProblem('sending takes stop or resume.', 'Name one of the two.');
    const store = await openStoreOption(options);
    const state = verb === 'stop' ? 'stopped' : 'resumed';
    const by = textOption(options, 'by') ?? userInfo().username;
    await appendDecision(store, { what: 'sending', id: 'all', state }, { by, now: Date.now() });
    io.out(`sending ${state}`);
    return EXIT.ok;
  },
};
