// Makes docs/works-council/capabilities.json. Run it after a change of what can be recorded: `npm run docs:capabilities`.
// With `--released`, at a release, it also becomes what the next release is compared with.
import { writeFile } from 'node:fs/promises';
import { makeCapabilities } from './capability.ts';

const FOLDER = new URL('../../docs/works-council/', import.meta.url);

const text = `${JSON.stringify(makeCapabilities(), null, 2)}\n`;
await writeFile(new URL('capabilities.json', FOLDER), text);
if (process.argv.includes('--released')) await writeFile(new URL('capabilities-released.json', FOLDER), text);
