// Builds what `showhow policy test` puts into the copy of a page.
import path from 'node:path';
import { build } from 'vite';
import { ROOT } from './paths.ts';

/** Builds it and returns its folder. */
export async function buildProbe(): Promise<string> {
  const folder = path.join(ROOT, '.output/probe');
  await build({
    root: ROOT,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'es2023',
      rolldownOptions: {
        input: path.join(ROOT, 'src/capture/field-probe.ts'),
        output: { format: 'iife', entryFileNames: 'field-probe.js' },
      },
    },
  });
  return folder;
}
