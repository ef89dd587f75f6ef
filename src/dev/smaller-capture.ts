// Makes the capture script small, since every page parses it: a step of the build, before and after Vite's own minifier.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { minify } from 'terser';
import type { Plugin } from 'vite';
import { ROOT } from './paths.ts';

const SCRIPT = 'capture.js';
const WORKER = 'background.js';
/** Rooms whose code is in the script. */
const ROOMS = ['capture', 'redaction', 'wire'] as const;
/**
 * `readonly someName?:`, `someName(`: a member that an interface or a class of ours declares. Of two words and more: shorter ones are
 * keys of tables too, looked up by what a page says (`week`).
 */
const MEMBER = /^ +(?:readonly )?([a-z]+[A-Z]\w*)\??[:(]/gm;
/** Members of one word that are keys of nothing: each was looked for in every table of the script. */
const ONE_WORD =
  'listen describe element touch outlet draft keypad tails terms clock timer nodes into hear ' +
  'tell left keep watch hold drop lose release pressed gate begin ask';
const WORD = /[a-z_$][\w$]*/gi;
/** Names in texts: `facts[key]` reads by them. */
const QUOTED = /(["'`])([a-z_$][\w$]*)\1/gi;
/** WXT's own start of a script: it catches what the script throws, says so in the page's console, and throws it again. */
const STARTER =
  /(?:const|let|var) result = \(\(\) => \{\s+try \{[^}]*initPlugins\(\);.*? (\w+)\.main\(\);.*?return result;\s+\}\)\(\);/s;

/**
 * Shortens names that never leave the script: members that its rooms declare, but none that a message or a record has, nor the browser's
 * API (`bare-api.ts`), nor what scripts of two builds know of each other (`one-per-world.ts`), nor one that stands in a text; terser
 * leaves what any browser's objects have by itself. Vite then minifies, and terser goes over what is left, without renaming: Vite's
 * names pack better.
 */
export function smallerCapture(): Plugin {
  const isIt = (file: string): boolean => file === SCRIPT;
  return {
    name: 'smaller-capture',
    async renderChunk(code, chunk) {
      if (!isIt(chunk.fileName)) return null;
      if (!STARTER.test(code)) throw new Error(`What starts ${SCRIPT} is not what is known of WXT: see STARTER.`);
      const oneWord = ONE_WORD.split(' ');
      const leave = [...namesThatLeave(), ...Array.from(code.matchAll(QUOTED), ([, , name = '']) => name)];
      const reserved = leave.filter((name) => !oneWord.includes(name));
      const regex = new RegExp(`^(?:${[...ownMembers(), ...oneWord].join('|')})$`);
      const properties = { regex, reserved, keep_quoted: true };
      const bare = code.replace(STARTER, 'const result = $1.main();');
      return { code: await run(bare, { compress: false, mangle: { keep_fnames: true, properties } }) };
    },
    async generateBundle(_options, bundle) {
      for (const [file, chunk] of Object.entries(bundle)) {
        if (chunk.type !== 'chunk') continue;
        // `unsafe` as terser calls it: that nobody changed what `RegExp` and strings are, which holds in a world of our own.
        const own = { toplevel: true, pure_getters: true, unsafe: true, unsafe_arrows: true };
        // What packs best by gzip was tried out.
        const compress = { ...own, passes: 5, hoist_funs: true, inline: 1, sequences: false };
        if (isIt(file)) chunk.code = await run(chunk.code, { compress, mangle: false, format: { quote_style: 2 } });
        // The worker too, which is read at each of its starts: what is safe for any code takes 3 % off.
        if (file === WORKER)
          chunk.code = await run(chunk.code, {
            compress: { passes: 1, hoist_funs: true, inline: 1, reduce_vars: false },
            mangle: false,
          });
      }
    },
  };
}

async function run(code: string, options: Parameters<typeof minify>[1]): Promise<string> {
  const made = await minify(code, { ecma: 2020, ...options });
  if (made.code === undefined) throw new Error('terser made nothing of a script.');
  return made.code;
}

const read = (...parts: readonly string[]): string => readFileSync(path.join(ROOT, 'src', ...parts), 'utf8');
const filesOf = (room: string): string[] =>
  readdirSync(path.join(ROOT, 'src', room)).filter((file) => file.endsWith('.ts'));

function ownMembers(): Set<string> {
  const texts = ROOMS.flatMap((room) => filesOf(room).map((file) => read(room, file)));
  return new Set(texts.flatMap((text) => Array.from(text.matchAll(MEMBER), ([, name = '']) => name)));
}

function namesThatLeave(): Set<string> {
  const shared = ['bare-api.ts', 'one-per-world.ts'].map((file) => read('capture', file));
  const texts = [...filesOf('model').map((file) => read('model', file)), ...shared];
  return new Set(texts.flatMap((text) => text.match(WORD) ?? []));
}
