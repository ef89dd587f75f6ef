#!/usr/bin/env node
// The command line: `showhow <command>`. Finds the command, parses its words, and turns the outcome into an exit code.
import { parseArgs } from 'node:util';
import type { Command, ExitCode, Io } from './command.ts';
import { CliProblem, EXIT } from './command.ts';
import { exemptionsCommand } from './exemptions.ts';
import { exportCommand } from './export.ts';
import { inspectCommand } from './inspect.ts';
import { installsCommand } from './installs.ts';
import { keygenCommand } from './keygen.ts';
import { packCommand } from './pack.ts';
import { policyCommand } from './policy.ts';
import { sendingCommand } from './sending.ts';
import { serveCommand } from './serve.ts';
import { sessionsCommand } from './sessions.ts';
import { sweepCommand } from './sweep.ts';
import { verifyCommand } from './verify.ts';
import { viewCommand } from './view.ts';

const COMMANDS: readonly Command[] = [
  serveCommand,
  inspectCommand,
  verifyCommand,
  sessionsCommand,
  exportCommand,
  viewCommand,
  policyCommand,
  keygenCommand,
  packCommand,
  exemptionsCommand,
  installsCommand,
  sendingCommand,
  sweepCommand,
];

const HELP = `showhow: read, check and collect sessions recorded in a browser

Usage: showhow COMMAND …

${COMMANDS.map(({ name, summary }) => `  ${name.padEnd(12)}${summary}`).join('\n')}

  showhow COMMAND --help tells more.

Ends with 0 when all is well, 1 when faults were found, 2 when the command was not understood or nothing
could be read.`;

function usageOf({ name, operands, options }: Command): string {
  return ['Usage: showhow', name, ...operands, ...(Object.keys(options).length > 0 ? ['[options]'] : [])].join(' ');
}

async function runCommand(command: Command, args: readonly string[], io: Io): Promise<ExitCode> {
  const options = { ...command.options, help: { type: 'boolean', short: 'h' } } as const;
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  if (values.help === true) {
    io.out(`showhow ${command.name}: ${command.summary}\n\n${usageOf(command)}\n\n${command.help}`);
    return EXIT.ok;
  }
  const { length } = command.operands;
  const mayBeMore = command.operands.some((operand) => operand.endsWith('…'));
  if (mayBeMore ? positionals.length < length : positionals.length !== length) {
    const wanted = command.operands.length === 0 ? 'nothing' : command.operands.join(' ');
    throw new CliProblem(`${command.name} takes ${wanted} after its name.`, usageOf(command));
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
