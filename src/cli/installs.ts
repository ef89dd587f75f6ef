// `showhow installs`: shuts an install out, or lets it in again.
import { userInfo } from 'node:os';
import { appendDecision } from '../collector/decisions.ts';
import { isEnrolled } from '../collector/installs.ts';
import { readOrders } from '../collector/orders.ts';
import type { Command } from './command.ts';
import { CliProblem, EXIT, textOption } from './command.ts';
import { openStoreOption } from './store-option.ts';
import { printable } from './table.ts';

const THUMBPRINT = /^[A-Za-z0-9_-]{43}$/;

export const installsCommand: Command = {
  operands: ['revoked|revoke|restore…'],
  options: { store: { type: 'string' }, by: { type: 'string' } },
  help: `  showhow installs revoked --store STORE
  showhow installs revoke INSTALL --store STORE
  showhow installs restore INSTALL --store STORE

INSTALL is the thumbprint of the install's key, which its popup shows. Collectors heed a change within half a
minute. Each is kept for good, with who made it.

Options
  --store STORE  folder or s3://bucket/prefix (required)
  --by NAME      who decides, for the log; the user of this machine unless given

Ends with 0 when all was done, 2 when there is no such install.`,
  run: async ([verb = '', ...names], options, io) => {
    const store = await openStoreOption(options);
    const [install] = names;
    if (verb === 'revoked' && install === undefined) {
      for (const id of (await readOrders(store)).revoked) io.out(id);
      return EXIT.ok;
    }
    if ((verb !== 'revoke' && verb !== 'restore') || install === undefined || names.length > 1)
      throw new CliProblem('installs takes revoked, revoke INSTALL or restore INSTALL.', 'showhow installs --help');
    if (!THUMBPRINT.test(install) || !(await isEnrolled(store, install)))
      throw new CliProblem(`There is no install ${printable(install)}.`, 'Copy it from the popup of the install.');
    const state = verb === 'revoke' ? 'revoked' : 'restored';
    const by = textOption(options, 'by') ?? userInfo().username;
    await appendDecision(store, { what: 'install', id: install, state }, { by, now: Date.now() });
    io.out(`${install}: ${state}`);
    return EXIT.ok;
  },
};
