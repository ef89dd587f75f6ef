// Every case of the corpus.
import type { Case } from '../runner/case.ts';
import sample from './sample.json' with { type: 'json' };

export const CASES: readonly Case[] = [...(sample as readonly unknown[] as readonly Case[])];
