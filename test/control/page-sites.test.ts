import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { GateFacts } from '../../src/control/gate.ts';
import { listedSince } from '../../src/control/gate.ts';
import { sitesOn } from '../../src/control/page-sites.ts';
import { ruled, studying } from './facts.ts';

// The page's half reads elements elsewhere.
vi.stubGlobal('Element', class {});
const { createRules } = await import('../../src/capture/rules.ts');

const ORIGIN = 'https://desk.example';
/** What the page itself makes of it at an address. */
function isOpenAt(facts: GateFacts, path: string, isFixed = false): boolean {
  const sites = sitesOn(facts, `${ORIGIN}/`, 0, isFixed);
  const { pathname, search } = new URL(path, ORIGIN);
  const window = { location: { pathname, search } } as unknown as Window;
  return createRules(window, () => ({ fields: [], names: [], urls: [], ...(sites && { sites }) })).areOpen();
}

const pattern = fc
  .tuple(
    fc.constantFrom('*', 'https', 'http'),
    fc.constantFrom('desk.example', '*.example', '*', 'other.example'),
    fc.constantFrom('/*', '/hr/*', '/a/*', '/hr', '/*secret*', '/a?x=*'),
  )
  .map(([scheme, host, path]) => `${scheme}://${host}${path}`);
const path = fc.constantFrom('/', '/hr', '/hr/', '/hr/sick', '/a/b', '/a?x=1', '/a/secret', '/b?q=secret', '/c#/hr/x');

test('the page judges each of its addresses as the gate would', () => {
  let closed = 0;
  fc.assert(
    fc.property(
      fc.array(pattern, { minLength: 1, maxLength: 3 }),
      fc.array(pattern, { maxLength: 3 }),
      path,
      (sites, excludedSites, at) => {
        const facts = ruled({ sites, excludedSites });
        const isListed = listedSince(facts, ORIGIN + at) !== undefined;
        closed += Number(!isListed);
        expect(isOpenAt(facts, at), at).toBe(isListed);
      },
    ),
    { numRuns: 500 },
  );
  expect(closed).toBeGreaterThan(50);
});

test('a site that is exempt by itself is closed while it is', () => {
  const exemption = { until: 9_000, off: [{ from: 1_000 }], scope: { kind: 'sites', sites: [`${ORIGIN}/pay/*`] } };
  const facts = ruled({ sites: [`${ORIGIN}/*`] });
  const control = { ...facts.control, exemptions: [exemption] } as unknown as GateFacts['control'];
  const sites = (at: number) => sitesOn({ ...facts, control }, `${ORIGIN}/`, at, false)?.map(({ path: of }) => of);
  expect([0, 5_000, 9_000].map((at) => sites(at)?.includes('/pay/*'))).toEqual([false, true, false]);
});

test('a document without an address of its own, and study mode, have no paths to judge by', () => {
  expect(isOpenAt(ruled({ sites: [`${ORIGIN}/a/*`] }), '/', true)).toBe(true);
  expect(sitesOn(studying([ORIGIN]), `${ORIGIN}/`, 0, false)).toBeUndefined();
});
