// `npm run build`: the extension for both browsers, unpacked.
import { buildExtension } from './build.ts';

for (const target of ['chrome', 'firefox'] as const) console.log(`built ${await buildExtension(target)}`);
