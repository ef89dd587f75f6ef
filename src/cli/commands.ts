// The commands by name. Each is loaded when it is called: most need little of what the others are built from.
import type { Command } from './command.ts';

export interface CommandEntry {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'serve',
    summary: 'run a collector that stores what recorders send',
    load: async () => (await import('./serve.ts')).serveCommand,
  },
  {
    name: 'inspect',
    summary: 'show what sessions hold: kinds, time, pages, gaps and bytes',
    load: async () => (await import('./inspect.ts')).inspectCommand,
  },
  {
    name: 'verify',
    summary: 'check that sessions are whole, in order and unchanged',
    load: async () => (await import('./verify.ts')).verifyCommand,
  },
  {
    name: 'sessions',
    summary: 'join the segments of a store into one file for each session',
    load: async () => (await import('./sessions.ts')).sessionsCommand,
  },
  {
    name: 'export',
    summary: 'write sessions as tables, recordings, tests or trajectories',
    load: async () => (await import('./export.ts')).exportCommand,
  },
  {
    name: 'view',
    summary: 'look at a session in the browser',
    load: async () => (await import('./view.ts')).viewCommand,
  },
  {
    name: 'policy',
    summary: 'render a policy for browsers and device management, and check such files',
    load: async () => (await import('./policy.ts')).policyCommand,
  },
  {
    name: 'keygen',
    summary: 'make a key pair for encrypted sessions',
    load: async () => (await import('./keygen.ts')).keygenCommand,
  },
  {
    name: 'pack',
    summary: 'sign the extension with your key and make what browsers install by policy',
    load: async () => (await import('./pack.ts')).packCommand,
  },
  {
    name: 'exemptions',
    summary: 'list requests for exemption, approve or deny them',
    load: async () => (await import('./exemptions.ts')).exemptionsCommand,
  },
  {
    name: 'installs',
    summary: 'shut an install out of the collector, or let it in again',
    load: async () => (await import('./installs.ts')).installsCommand,
  },
  {
    name: 'sending',
    summary: 'stop all recorders from sending, or let them go on',
    load: async () => (await import('./sending.ts')).sendingCommand,
  },
  {
    name: 'sweep',
    summary: 'remove what was taken back or is too old from a store',
    load: async () => (await import('./sweep.ts')).sweepCommand,
  },
];
