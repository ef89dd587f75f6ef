// Makes what is generated from the policy's schema: assets/managed-schema.json, docs/policy.md, docs/policy.schema.json.
// Run it after a change of the schema or its words: `node src/cli/policy-docs.ts`.
import { writeFile } from 'node:fs/promises';
import { makeManagedSchema } from '../policy/managed-schema.ts';
import { makePolicyPage, makePolicySchema } from '../policy/reference.ts';

const ROOT = new URL('../../', import.meta.url);

async function write(name: string, text: string): Promise<void> {
  await writeFile(new URL(name, ROOT), text);
}

await write('assets/managed-schema.json', `${JSON.stringify(makeManagedSchema(), null, 2)}\n`);
await write('docs/policy.md', makePolicyPage());
await write('docs/policy.schema.json', `${JSON.stringify(makePolicySchema(), null, 2)}\n`);
