// A sample of the recall report in every run: the same hands, the built extension, and the session file that comes of it.
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { ROOT } from '../../src/dev/paths.ts';
import { compare } from '../recall/compare.ts';
import type { Driven, Served } from '../recall/record.ts';
import { record } from '../recall/record.ts';
import { serveSite } from '../recall/serve.ts';
import { SITES } from '../recall/sites.ts';

const PAGES = path.join(ROOT, 'test/fixtures/capture');
/** What no other test here does with the whole extension: pen and finger, dialogs, an editor that others wrote. */
const SAMPLE = ['pointers', 'dialogs', 'prosemirror'];
/** Further: files from outside, lists that scroll, frames, hostile pages, pages that are no HTML. */
const MORE = ['drags', 'scrolls', 'frames', 'changes', 'flood', 'xhtml', 'drawing', 'codemirror6'];

for (const [sites, leastDeeds, tag] of [
  [SAMPLE, 40, ''],
  [MORE, 150, ' @long'],
] as const) {
  test(`what hands did on ${sites.join(', ')} is in the file, each deed once and in order${tag}`, async () => {
    const served: Served = await Promise.all(
      SITES.filter(({ name }) => sites.includes(name)).map(
        async (site) => [site, await serveSite({ pages: PAGES, modules: path.join(ROOT, 'node_modules') })] as const,
      ),
    );
    try {
      const { driven, sessions } = await record('chromium', served, PAGES);
      const found = compare(driven.expected, sessions, siteOf(served));
      expect(served).toHaveLength(sites.length);
      expect(driven.broken).toEqual([]);
      expect(found.missed.map(({ site, kind, note }) => `${site}: ${kind}, ${note}`)).toEqual([]);
      expect(found.extra).toEqual([]);
      expect(found.disordered).toEqual([]);
      expect([found.lost, found.homeless]).toEqual([0, 0]);
      expect([found.points.outside, found.places.astray]).toEqual([[], []]);
      expect(found.points.inRange).toBe(found.points.points);
      expect(deeds(driven)).toBeGreaterThan(leastDeeds);
    } finally {
      for (const [, server] of served) await server.close();
    }
  });
}

function siteOf(served: Served): (url: string) => string | undefined {
  return (url) =>
    served.find(([, { origin, other }]) => url.startsWith(`${origin}/`) || url.startsWith(`${other}/`))?.[0].name;
}

function deeds({ expected }: Driven): number {
  return expected.filter(({ isOptional }) => !isOptional).length;
}
