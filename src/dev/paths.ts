// Where things are in the clone. Everything that a run writes goes below `.showhow/`, `.output/` and `node_modules/`.
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '../..');
export const WORK = path.join(ROOT, '.showhow');
export const BIN = path.join(ROOT, 'node_modules/.bin');
export const DESK = path.join(ROOT, 'test/fixtures/desk');
export const CLI = path.join(ROOT, 'src/cli/main.ts');
