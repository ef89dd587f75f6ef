#!/usr/bin/env node
// The command line: `showhow <command>`. Finds the command, parses its words, and turns the outcome into an exit code.
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Command, ExitCode, Io } from './command.ts';
import { CliProblem, EXIT } from './command.ts';
import type { CommandEntry } from './commands.ts';
import { COMMANDS } from './commands.ts';

const HELP = `showhow: read, check and collect sessions recorded in a browser

Usage: showhow COMMAND …

${COMMANDS.map(({ name, summary }) => `  ${name.padEnd(12)}${summary}`).join('\n')}

  showhow COMMAND --help tells more.

Ends with 0 when all is well, 1 when faults were found, 2 when the command was not understood or nothing
could be read.`;

function usageOf(name: string, { operands, options }: Command): string {
  return ['Usage: showhow', name, ...operands, ...(Object.keys(options).length > 0 ? ['[options]'] : [])].join(' ');
}

async function runCommand({ name, summary, load }: CommandEntry, args: readonly string[], io: Io): Promise<ExitCode> {
  const command = await load();
  const options = { ...command.options, help: { type: 'boolean', short: 'h' } } as const;
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  if (values.help === true) {
    io.out(`showhow ${name}: ${summary}\n\n${usageOf(name, command)}\n\n${command.help}`);
    return EXIT.ok;
  }
  const { length } = command.operands;
  const mayBeMore = command.operands.some((operand) => operand.endsWith('…'));
  if (mayBeMore ? positionals.length < length : positionals.length !== length) {
    const wanted = command.operands.length === 0 ? 'nothing' : command.operands.join(' ');
    throw new CliProblem(`${name} takes ${wanted} after its name.`, usageOf(name, command));
  }
  return command.run(positionals, values, io);
}

async function run([name, ...args]: readonly string[], io: Io): Promise<ExitCode> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    (name === undefined ? io.err : io.out)(HELP);
    return name === undefined ? EXIT.unusable : EXIT.ok;
  }
  const command = COMMANDS.find((candidate) => candidate.name === name);
  try {
    if (command === undefined) throw new CliProblem(`There is no command ${name}.`, 'showhow --help lists them.');
    return await runCommand(command, args, io);
  } catch (error) {
    const isUsage = error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
    if (!(error instanceof CliProblem) && !isUsage) throw error;
    io.err(`showhow: ${error.message}`);
    io.err(`         ${error instanceof CliProblem ? error.fix : `showhow ${name} --help lists its options.`}`);
    return EXIT.unusable;
  }
}

// Node compiles each command once and not at every call. Where the folder cannot be written it does without.
enableCompileCache(join(import.meta.dirname, '../../.showhow/compile-cache'));

function stopSignal(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  return stop.signal;
}

// A reader that has seen enough (`| head`) closes the pipe: that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(EXIT.ok);
});

process.exitCode = await run(process.argv.slice(2), {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
  stopSignal,
});
