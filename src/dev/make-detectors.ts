// Makes the data files of the detectors out of two kept rule sets, so that the worker carries their rules and not their code:
// the patterns of secretlint's recommended preset (MIT) and the number plans of libphonenumber (Apache-2.0).
//
//   node src/dev/make-detectors.ts
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '@secretlint/secretlint-rule-preset-recommend';
import plans from 'libphonenumber-js/metadata.min.json';
import { ROOT } from './paths.ts';

/** Rules about comments for the tool itself, not about secrets. */
const NOT_SECRETS = /filter-comments$/;
/** Where most people work whom the product is for. Numbers of other countries are found by their country code. */
const COUNTRIES =
  'US GB DE FR ES IT NL PL BR IN CN JP CH AT BE PT SE DK NO FI MX TR KR AU CZ IE ZA GR HU RO IL TW HK SG'.split(' ');
/** Where an array of a number plan holds how numbers are set in print. */
const FORMATS = 4;

/** Patterns of all rules: each rule is run on a text that writes down what it is searched with. */
export async function readSecretPatterns(): Promise<ReadonlyMap<string, readonly RegExp[]>> {
  const found = new Map<string, readonly RegExp[]>();
  for (const rule of rules) {
    const id = rule.meta.id.replace(/^.*secretlint-rule-/, '');
    if (!NOT_SECRETS.test(id)) found.set(id, await recordPatterns(rule));
  }
  return found;
}

async function recordPatterns(rule: (typeof rules)[number]): Promise<readonly RegExp[]> {
  const patterns = new Map<string, RegExp>();
  const search = (pattern: RegExp): readonly never[] => {
    patterns.set(String(pattern), pattern);
    return [];
  };
  const content = Object.assign(Object(' '), { matchAll: search, match: search }) as string;
  const context = { createTranslator: () => () => ({}), report: () => undefined, ignore: () => undefined };
  const handlers = rule.create(context as never, { allows: [] } as never);
  await handlers.file?.({ content, filePath: 'a.txt', ext: '.txt', contentType: 'text' });
  return [...patterns.values()];
}

/** The plans of `COUNTRIES`, without what serves only to print numbers. */
export function readNumberPlans(): unknown {
  const toPlan = (country: string): unknown =>
    (plans.countries as Readonly<Record<string, readonly unknown[]>>)[country]?.map((part, i) =>
      i === FORMATS ? 0 : part,
    );
  const codes = Object.entries(plans.country_calling_codes)
    .map(([code, countries]) => [code, countries.filter((country) => COUNTRIES.includes(country))] as const)
    .filter(([, countries]) => countries.length > 0);
  return {
    version: plans.version,
    country_calling_codes: Object.fromEntries(codes),
    countries: Object.fromEntries(COUNTRIES.map((country) => [country, toPlan(country)])),
  };
}

/** Text of `src/redaction/secret-patterns.ts`. */
export function toSecretFile(found: ReadonlyMap<string, readonly RegExp[]>): string {
  const lines = [...found].flatMap(([id, patterns]) => patterns.map((pattern) => `  /* ${id} */ ${String(pattern)},`));
  return `// Made by src/dev/make-detectors.ts out of @secretlint/secretlint-rule-preset-recommend ${version('@secretlint/secretlint-rule-preset-recommend')} (MIT, by azu). Do not edit.

/** What tokens, keys and connection strings of known services look like. */
// biome-ignore-start format: made
// biome-ignore-start lint: the patterns of others, as they are
export const SECRET_PATTERNS: readonly RegExp[] = [
${lines.join('\n')}
];
// biome-ignore-end format: made
// biome-ignore-end lint: the patterns of others, as they are
`;
}

/** Text of `src/redaction/number-plans.ts`. */
export function toPlanFile(numberPlans: unknown): string {
  return `// Made by src/dev/make-detectors.ts out of libphonenumber-js ${version('libphonenumber-js')} (MIT) and its metadata (Apache-2.0, by Google). Do not edit.
import type { MetadataJson } from 'libphonenumber-js/core';

/** Number plans of the countries whose numbers are told without a country code. */
// biome-ignore-start format: made
export const NUMBER_PLANS = JSON.parse(
  ${JSON.stringify(JSON.stringify(numberPlans)).replaceAll("'", "\\'").replaceAll('\\"', '"').replace(/^"|"$/g, "'")},
) as MetadataJson;
// biome-ignore-end format: made
`;
}

function version(name: string): string {
  const { version: found } = JSON.parse(
    readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8'),
  ) as Readonly<{ version: string }>;
  return found;
}

if (import.meta.main) {
  writeFileSync(join(ROOT, 'src/redaction/secret-patterns.ts'), toSecretFile(await readSecretPatterns()));
  writeFileSync(join(ROOT, 'src/redaction/number-plans.ts'), toPlanFile(readNumberPlans()));
}
