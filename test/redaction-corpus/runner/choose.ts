// Which cases of the corpus a run plays: all, or a fixed sample with those that failed last.
import { existsSync, readFileSync } from 'node:fs';
import type { Case } from './case.ts';

const SAMPLE = 100;

/** The title of a case's test; the id is its first word. */
export const titleOf = ({ id, category, locale, note }: Case): string => `${id} ${category} (${locale}): ${note}`;

/** All cases with SHOWHOW_ALL; otherwise every sixth or so, always the same ones, and those named in SHOWHOW_LAST_FAILED. */
export function chooseCases(
  cases: readonly Case[],
  env: Readonly<Record<string, string | undefined>>,
): readonly Case[] {
  if (env['SHOWHOW_ALL'] !== undefined && env['SHOWHOW_ALL'] !== '') return cases;
  const failed = new Set(readFailed(env['SHOWHOW_LAST_FAILED']).map((title) => title.split(' ', 1)[0]));
  const stride = cases.length / SAMPLE;
  const sampled = new Set(Array.from({ length: SAMPLE }, (_, i) => Math.floor(i * stride)));
  return cases.filter(({ id }, i) => sampled.has(i) || failed.has(id));
}

function readFailed(file: string | undefined): readonly string[] {
  if (file === undefined || !existsSync(file)) return [];
  const titles: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return Array.isArray(titles) ? titles.filter((title) => typeof title === 'string') : [];
}
