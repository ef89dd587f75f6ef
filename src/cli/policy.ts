// `showhow policy`: renders a policy for browsers and their management, and checks files of every such format.
import type { Command } from './command.ts';
import { CliProblem } from './command.ts';
import { checkPolicy } from './policy-check.ts';
import { formatList, renderPolicy } from './policy-render.ts';
import { testPolicy } from './policy-test.ts';

export const policyCommand: Command = {
  operands: ['render|check|test…'],
  options: {
    format: { type: 'string' },
    all: { type: 'boolean' },
    out: { type: 'string' },
    'extension-id': { type: 'string' },
    'gecko-id': { type: 'string' },
    'update-url': { type: 'string' },
    'xpi-url': { type: 'string' },
    json: { type: 'boolean' },
    page: { type: 'string' },
    policy: { type: 'string' },
    url: { type: 'string' },
  },
  help: `render  takes a policy (JSON, the keys of docs/policy.md), names its keys, puts a checksum on it, and writes
        it in one format or all. A policy that the extension would refuse is not rendered.
check   reads a file of any format that holds values, and says with line and column which keys a browser
        would drop without a word, what the extension would refuse, and what is probably not meant.

test    opens a copy of a saved page in Chromium, without a network, and says what each of its fields would
        get: its class, its mode, and the rule that decided.

Options of render
  --format NAME        one format, to standard output where it is one file and --out is not given:
${formatList()}
  --all                every format
  --out DIR            folder for the files; must be given with --all
  --extension-id ID    id of the extension in Chromium, Chrome and Edge (32 letters)
  --gecko-id ID        id in Firefox (default showhow@showhow.invalid)
  --update-url URL     update manifest for Chromium, Chrome, Edge (default: updates.xml at the collector)
  --xpi-url URL        signed add-on for Firefox (default: showhow.xpi at the collector)

Options of test
  --page FILE          the page, saved as HTML; must be given. test takes no FILE but this
  --policy FILE        the policy; without one every field is masked or protected
  --url URL            address of the page; must be given with --policy
  --json               the result as JSON

Options of check
  --json               the result as JSON

Ends with 0 when all is well, 1 when the policy would be refused or lose a key, 2 when the command was not
understood or the file could not be read.`,
  run: async ([action = '', ...paths], options, io) => {
    if (action === 'test' && paths.length === 0) return testPolicy(options, io);
    const [path] = paths;
    if (!['render', 'check', 'test'].includes(action))
      throw new CliProblem(`policy cannot ${action}.`, 'It can render, check and test: showhow policy --help');
    if (action === 'test' || path === undefined || paths.length > 1)
      throw new CliProblem(
        `policy ${action} wants ${action === 'test' ? 'options only' : 'one FILE'}.`,
        'See showhow policy --help',
      );
    if (action === 'render') return renderPolicy(path, options, io);
    return checkPolicy(path, options, io);
  },
};
