// A policy as its author wrote it: read from a file, sealed, and judged as the extension will judge it.
import { parsePolicy } from '../model/policy.ts';
import { checkPolicyFile, doubles } from '../policy/check.ts';
import { findDoubts } from '../policy/doubts.ts';
import { placeOf } from '../policy/located.ts';
import type { PolicyValues } from '../policy/order.ts';
import { seal } from '../policy/order.ts';
import { readPolicyFile } from '../policy/read-policy.ts';
import { CliProblem } from './command.ts';
import { readPolicyText } from './policy-check.ts';

export type SealedPolicy =
  | {
      readonly kind: 'sealed';
      readonly values: PolicyValues;
      /** One sentence for each value that is allowed, and probably not meant. */
      readonly doubts: readonly string[];
    }
  /** One sentence for each key that the extension would refuse. */
  | { readonly kind: 'refused'; readonly problems: readonly string[]; readonly values?: never };

/** Reads a policy, names its keys and puts its checksum on. Throws a `CliProblem` for files that are no policy. */
export async function readSealedPolicy(file: string): Promise<SealedPolicy> {
  const values = seal(await readValues(file));
  const result = parsePolicy(values);
  if (result.kind === 'policy') {
    const doubts = findDoubts(result.policy).map(({ key, what }) => `${key}: ${what}`);
    return { kind: 'sealed', values, doubts };
  }
  return { kind: 'refused', problems: result.problems.map(({ key, problem }) => `${key}: ${problem}`) };
}

async function readValues(file: string): Promise<PolicyValues> {
  const text = await readPolicyText(file);
  const { format, findings } = checkPolicyFile(text);
  const broken = findings.find(({ kind }) => kind === 'unread');
  if (broken !== undefined)
    throw new CliProblem(`${file}:${broken.line}:${broken.column}: ${broken.what}`, 'Correct the file.');
  if (format !== 'policy')
    throw new CliProblem(
      `${file} is a ${format}, not a policy.`,
      'Give the policy itself: an object of keys and values.',
    );
  refuseDoubles(file, text);
  return JSON.parse(text) as PolicyValues;
}

/** Two lists under one name, as after a merge: the first would be lost without a word, and with it what it excludes. */
function refuseDoubles(file: string, text: string): void {
  const [double] = readPolicyFile(text).readings.flatMap(({ fields }) => doubles(fields));
  if (double === undefined) return;
  const { line, column } = placeOf(text, double.at);
  throw new CliProblem(
    `${file}:${line}:${column}: "${double.name}" stands here twice, and only the last one would count.`,
    'Make one of the two, or take one out.',
  );
}
