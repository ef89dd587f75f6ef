// `npm run build`: the extension for both browsers, unpacked, and the collector's admin page.
import { buildExtension } from './build.ts';
import { buildConsole } from './build-console.ts';
import { buildProbe } from './build-probe.ts';

for (const target of ['chrome', 'firefox'] as const) console.log(`built ${await buildExtension(target)}`);
console.log(`built ${await buildConsole()}`);
console.log(`built ${await buildProbe()}`);
