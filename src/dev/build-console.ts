// Builds the admin page that a collector serves.
import path from 'node:path';
import { build } from 'vite';
import { ROOT } from './paths.ts';

/** Builds it and returns its folder. */
export async function buildConsole(): Promise<string> {
  const folder = path.join(ROOT, '.output/console');
  await build({
    root: path.join(ROOT, 'src/console'),
    base: './',
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'es2023',
      modulePreload: false,
      rolldownOptions: {
        output: { entryFileNames: 'console.js', assetFileNames: 'console[extname]', codeSplitting: false },
      },
    },
  });
  return folder;
}
