// The id of the add-on in Firefox, as an option of commands.
import type { OptionValues } from './command.ts';
import { CliProblem, textOption } from './command.ts';

/** What Firefox takes for an id; it does not install others, and says so nowhere. */
const GECKO_ID = /^(\{[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}\}|[a-z\d._-]*@[a-z\d._-]+)$/i;

/** Undefined where none is given. */
export function geckoIdOf(options: OptionValues): string | undefined {
  const id = textOption(options, 'gecko-id');
  if (id === undefined || (GECKO_ID.test(id) && id.length <= 80)) return id;
  throw new CliProblem(`${id} is no id of an add-on.`, 'Write it like --gecko-id showhow@your-company.example.');
}
