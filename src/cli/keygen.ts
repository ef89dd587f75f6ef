// `showhow keygen`: makes a key pair for encrypted sessions, in the format of age.
import { writeFile } from 'node:fs/promises';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import type { Command } from './command.ts';
import { CliProblem, EXIT } from './command.ts';

export const keygenCommand: Command = {
  operands: ['FILE'],
  options: {},
  help: `Writes a new age identity (the secret key) to FILE, which must not exist yet, readable by you alone, and prints
its recipient (the public key). The recipient belongs into \`recipients\` of the policy; from then on nothing
leaves a device unencrypted. Whoever has FILE can read the sessions; without it nobody can: keep a copy
where it is safe. Every file can also be opened by age itself: \`age -d -i FILE segment.jsonl.gz.age | zcat\`.

Ends with 0 when the file was written, 2 when it was not.`,
  run: async ([path = ''], _options, io) => {
    const identity = await generateX25519Identity();
    const recipient = await identityToRecipient(identity);
    const text = `# created: ${new Date().toISOString()}\n# public key: ${recipient}\n${identity}\n`;
    try {
      await writeFile(path, text, { flag: 'wx', mode: 0o600 });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
      if (error.code === 'EEXIST')
        throw new CliProblem(`${path} is there already.`, 'A key is never overwritten: choose another name.');
      throw new CliProblem(`${path} cannot be written: ${error.message}.`, 'Choose another place.');
    }
    io.out(recipient);
    return EXIT.ok;
  },
};
