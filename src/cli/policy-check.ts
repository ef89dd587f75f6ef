// `showhow policy check`: what would browsers and the extension make of this file?
import { readFile } from 'node:fs/promises';
import type { BrowserVerdict, Finding } from '../policy/check.ts';
import { checkPolicyFile } from '../policy/check.ts';
import { BROWSER_NAMES } from '../policy/order.ts';
import { decodePolicyFile, placeOfStrayByte } from '../policy/read-policy.ts';
import type { ExitCode, Io, OptionValues } from './command.ts';
import { CliProblem, EXIT } from './command.ts';
import { printable } from './table.ts';

export async function checkPolicy(path: string, options: OptionValues, io: Io): Promise<ExitCode> {
  const { format, findings, verdicts } = checkPolicyFile(await readPolicyText(path));
  const isSound = verdicts.length > 0 && findings.every(({ kind }) => kind === 'doubt');
  if (options['json'] === true) io.out(JSON.stringify({ isSound, file: path, format, findings, verdicts }, null, 2));
  else {
    io.out(`${printable(path)}: ${format}`);
    for (const finding of findings) printFinding(path, finding, io);
    for (const verdict of verdicts) io.out(`  ${verdictText(verdict)}`);
  }
  return isSound ? EXIT.ok : EXIT.faults;
}

/** More than any browser would take: who gives such a file gave another one than they meant. */
const FILE_MAX_BYTES = 4_000_000;

/** The text of a policy file. */
export async function readPolicyText(path: string): Promise<string> {
  const bytes = await readBytes(path);
  if (bytes.length > FILE_MAX_BYTES)
    throw new CliProblem(`${path} is ${bytes.length} bytes long, too long for a policy.`, 'Give a policy file.');
  const text = decodePolicyFile(bytes);
  if (text !== undefined) return text;
  const { line, column } = placeOfStrayByte(bytes);
  throw new CliProblem(
    `${path}:${line}:${column}: A sign that is no UTF-8.`,
    'Save the file as UTF-8: read in another way, its letters would be others than you wrote.',
  );
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    throw new CliProblem(`${path} cannot be read: ${error.message}`, 'Give the path of a policy file.');
  }
}

function printFinding(path: string, { kind, browser, key, what, line, column }: Finding, io: Io): void {
  const where = browser === 'any' ? '' : `${BROWSER_NAMES[browser]}: `;
  io.out(
    `  ${printable(path)}:${line}:${column}  [${kind}] ${where}${printable(key === '' ? what : `${key}: ${what}`)}`,
  );
}

function verdictText({ browser, state, policyRevision, without = [] }: BrowserVerdict): string {
  // Firefox drops no key: what goes unseen, goes unseen in Chromium and its kin.
  const all = without.length > 0 ? 'Chromium' : 'Any browser';
  const name = browser === 'any' ? all : BROWSER_NAMES[browser];
  const lost = without.length > 0 ? ` WITHOUT ${without.map(printable).join(', ')}` : '';
  switch (state) {
    case 'policy':
      return `${name}: the policy rules${lost} (revision ${printable(policyRevision ?? '')}).`;
    case 'policy-error':
      return `${name}: nothing is recorded, the popup says why (policy-error).`;
    case 'waiting':
      return `${name}: no key arrives, nothing is recorded (waiting).`;
  }
}
