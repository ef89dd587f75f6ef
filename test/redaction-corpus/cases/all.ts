// Every case of the corpus.
import type { Case } from '../runner/case.ts';
import { ATTRIBUTES } from './attributes.ts';
import { BOUNDARIES } from './boundaries.ts';
import { BYSTANDERS } from './bystanders.ts';
import { FURTHER } from './further.ts';
import { HOSTILES } from './hostile.ts';
import { MATRIX } from './matrix.ts';
import { ODD_WAYS } from './odd-ways.ts';
import { PADS } from './pads.ts';
import { PROVIDER_CASES } from './providers.ts';
import sample from './sample.json' with { type: 'json' };
import { SECOND_PATHS } from './second-paths.ts';
import { setApart } from './surroundings.ts';
import { TOGGLES } from './toggles.ts';

export const CASES: readonly Case[] = setApart([
  ...(sample as readonly unknown[] as readonly Case[]),
  ...TOGGLES,
  ...PADS,
  ...BOUNDARIES,
  ...ATTRIBUTES,
  ...BYSTANDERS,
  ...HOSTILES,
  ...ODD_WAYS,
  ...MATRIX,
  ...PROVIDER_CASES,
  ...FURTHER,
  ...SECOND_PATHS,
]);
