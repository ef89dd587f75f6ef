// What the collector decides, whatever networks make of it.
import { expect, test } from 'vitest';
import { deleteExemption, fetchControl, postExemption } from '../../src/upload/control-client.ts';

const COLLECTOR = 'https://collector.example/';
const ANSWER = { serverTime: '2026-11-20T10:00:00.000Z', stop: false, exemptions: [] };

function network(respond: (url: string, init: RequestInit) => Response | Promise<Response>) {
  const asked: string[] = [];
  return {
    asked,
    deps: {
      fetch: async (url: string, init: RequestInit) => {
        asked.push(`${init.method} ${url}`);
        return respond(url, init);
      },
    },
  };
}

test('the decisions of these requests are asked for, by id', async () => {
  const { deps, asked } = network(() => Response.json(ANSWER));
  expect(await fetchControl(deps, COLLECTOR, ['a'.repeat(16), 'b'.repeat(16)])).toEqual({
    kind: 'answered',
    answer: ANSWER,
  });
  expect(asked).toEqual([`GET https://collector.example/v1/control?exemptions=${'a'.repeat(16)},${'b'.repeat(16)}`]);
});

test.each([
  ['a page instead of an answer', () => new Response('<html>Sign in</html>', { status: 200 })],
  ['an answer of another form', () => Response.json({ stop: 'no' })],
  ['an error', () => new Response(null, { status: 503 })],
  ['no network', () => Promise.reject(new TypeError('Failed to fetch'))],
  ['no answer in time', () => Promise.reject(new DOMException('Timed out', 'TimeoutError'))],
])('%s changes nothing: ask again later', async (_name, respond) => {
  const { deps } = network(respond);
  expect(await fetchControl(deps, COLLECTOR, [])).toEqual({ kind: 'failed' });
  const request = {
    id: 'a'.repeat(16),
    category: 'other',
    scope: { kind: 'everything' },
    until: '2026-12-01T00:00:00.000Z',
  } as const;
  expect((await postExemption(deps, COLLECTOR, request)).kind).not.toBe('refused');
});

test('a request that was taken back and one that the collector never knew are both gone', async () => {
  for (const status of [204, 404, 410]) {
    const { deps } = network(() => new Response(null, { status }));
    expect(await deleteExemption(deps, COLLECTOR, 'a'.repeat(16))).toEqual({ kind: 'taken' });
  }
});
