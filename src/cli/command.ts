// What a command of the command line is: its words, its options, and what it is run with.
import type { ParseArgsOptionsConfig } from 'node:util';

/** What the process ends with: all well; faults found in what was read; not understood, or nothing could be read. */
export const EXIT = { ok: 0, faults: 1, unusable: 2 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The effects that a command may have on the terminal and its process. */
export interface Io {
  /** One line to standard output. */
  readonly out: (line: string) => void;
  /** One line to standard error. */
  readonly err: (line: string) => void;
  /** Aborts when the process is asked to stop (SIGINT, SIGTERM). Until first asked for, signals end the process at once. */
  readonly stopSignal: () => AbortSignal;
}

/** Options as parsed: texts, or true for those without a value. */
export type OptionValues = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

/** What one command is; its name and what it is for stand in `commands.ts`. */
export interface Command {
  /** The words after the name, such as `FILE|DIR`; each stands for one argument that must be there; one that ends in `…` for one or more. */
  readonly operands: readonly string[];
  readonly options: ParseArgsOptionsConfig;
  /** Help below the usage line: options, what is printed, examples. */
  readonly help: string;
  readonly run: (operands: readonly string[], options: OptionValues, io: Io) => Promise<ExitCode>;
}

/** Something that the person at the terminal can set right: what is wrong, and what to do. Ends the process with 2. */
export class CliProblem extends Error {
  readonly fix: string;

  constructor(what: string, fix: string) {
    super(what);
    this.name = 'CliProblem';
    this.fix = fix;
  }
}

/** A text option's value; undefined where it was not given. */
export function textOption(options: OptionValues, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}
