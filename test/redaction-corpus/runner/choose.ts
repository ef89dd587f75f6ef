// Which cases of the corpus a run plays: all, or a fixed sample with those that failed last.
import { existsSync, readFileSync } from 'node:fs';
import type { Case } from './case.ts';

const SAMPLE = 100;
/** One case of so many runs in Firefox too. */
const FIREFOX_PART = 4;
const FIREFOX_SAMPLE = 24;

/** The title of a case's test; the id is its first word. */
export const titleOf = ({ id, category, locale, note }: Case): string => `${id} ${category} (${locale}): ${note}`;

/** All cases with SHOWHOW_ALL; otherwise every sixth or so, always the same ones, and those named in SHOWHOW_LAST_FAILED. */
export function chooseCases(
  cases: readonly Case[],
  env: Readonly<Record<string, string | undefined>>,
): readonly Case[] {
  return sample(cases, SAMPLE, failedIds(env), env);
}

/** A quarter of all cases, of those that mouse and keys can play, spread over all kinds; a sample of it as `chooseCases`. */
export function chooseForFirefox(
  cases: readonly Case[],
  isPlayable: (wanted: Case) => boolean,
  env: Readonly<Record<string, string | undefined>>,
): readonly Case[] {
  const playable = cases.filter(isPlayable);
  const quarter = spread(playable, Math.ceil(cases.length / FIREFOX_PART));
  const failed = new Set([...failedIds(env)].flatMap((id) => (id.startsWith('firefox:') ? [id.slice(8)] : [])));
  return sample(quarter, FIREFOX_SAMPLE, failed, env);
}

const spread = <T>(all: readonly T[], count: number): readonly T[] =>
  Array.from({ length: Math.min(count, all.length) }, (_, i) => all[Math.floor((i * all.length) / count)]).filter(
    (one) => one !== undefined,
  );

function sample(
  cases: readonly Case[],
  count: number,
  failed: ReadonlySet<string>,
  env: Readonly<Record<string, string | undefined>>,
): readonly Case[] {
  if (env['SHOWHOW_ALL'] !== undefined && env['SHOWHOW_ALL'] !== '') return cases;
  const sampled = new Set(spread(cases, count));
  return cases.filter((wanted) => sampled.has(wanted) || failed.has(wanted.id));
}

const failedIds = (env: Readonly<Record<string, string | undefined>>): ReadonlySet<string> =>
  new Set(readFailed(env['SHOWHOW_LAST_FAILED']).map((title) => title.split(' ', 1)[0] ?? ''));

function readFailed(file: string | undefined): readonly string[] {
  if (file === undefined || !existsSync(file)) return [];
  const titles: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return Array.isArray(titles) ? titles.filter((title) => typeof title === 'string') : [];
}
