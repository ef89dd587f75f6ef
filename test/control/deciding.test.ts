import { expect, test, vi } from 'vitest';
import { noticeAttention } from '../../src/control/attention.ts';
import type { CaptureRegistration } from '../../src/control/capture-registration.ts';
import { sameRegistrations } from '../../src/control/capture-registration.ts';
import type { DeskDeps } from '../../src/control/desk.ts';
import { ANSWER_MAX_MS, createDesk } from '../../src/control/desk.ts';
import type { GateFacts } from '../../src/control/gate.ts';
import { gateCounterOpen } from '../../src/control/gate.ts';
import { createOneAtATime } from '../../src/control/one-at-a-time.ts';
import type { PublishDeps } from '../../src/control/publish.ts';
import { createPublisher } from '../../src/control/publish.ts';
import { createWorkerApi } from '../../src/control/worker-api.ts';
import type { ControlState, Pause } from '../../src/model/control.ts';
import { NO_CONTROL } from '../../src/model/control.ts';
import type { GateCounter } from '../../src/model/message.ts';
import { RAW_POLICY, ruled, SITE, studying } from './facts.ts';

const NOW = new Date(2026, 10, 20, 10).getTime();
const MINUTE = 60_000;

/** A disk that outlives desks, and a machine whose managed storage can be set. */
function machine(managed: unknown = {}, installType = 'normal') {
  const disk = {
    control: NO_CONTROL as ControlState,
    managed,
    isBroken: false,
    hangs: undefined as Promise<void> | undefined,
    writes: 0,
    lateNews: 0,
    timeZone: 'Europe/Berlin',
    /** What lies in the storage that pages watch. */
    pressed: undefined as Pause | undefined,
    answer: async () => {},
  };
  const deps: DeskDeps = {
    readControl: async () => {
      if (disk.isBroken) throw new Error('UnknownError');
      return disk.control;
    },
    changeControl: async (change) => {
      await disk.hangs;
      disk.writes += 1;
      disk.control = change(disk.control);
      return disk.control;
    },
    readPressed: async () => disk.pressed,
    policies: { readManaged: () => disk.answer().then(() => disk.managed), readPackaged: async () => null },
    policyCameLate: () => {
      disk.lateNews += 1;
    },
    readInstallType: async () => installType,
    readTimeZone: () => disk.timeZone,
  };
  return { disk, wake: () => createDesk(deps) };
}

function apiOn({ wake, disk }: ReturnType<typeof machine>, now = NOW) {
  const desk = wake();
  const told: string[] = [];
  const api = createWorkerApi({
    desk,
    now: () => now,
    findTabUrl: async (tab) => (tab === 7 ? SITE : undefined),
    readDevice: async () => ({ waiting: 3, sent: 4 }),
    recordPause: async ({ pauses }) => void told.push(pauses.at(-1)?.resumedAt === undefined ? 'pause' : 'resume'),
    tellPause: async (facts, pressed) => {
      disk.pressed = pressed;
      told.push(gateCounterOpen(facts, now) ? 'open' : 'closed');
    },
    publish: async () => {
      disk.pressed = undefined;
      told.push('publish');
    },
    saveSession: async () => undefined,
    review: {
      sessions: async () => ({ sessions: [], deletions: [] }),
      records: async () => ({ records: [] }),
      countTakeBack: async () => ({ records: {}, left: 0, inSegments: 0 }),
    },
    countRecords: async () => ({}),
    withdraw: async () => ({ counts: {}, offered: [] }),
    randomId: () => '00000000-0000-4000-8000-00000000000'.concat(String(told.length)),
    language: 'en',
    recordDecision: async (action) => void told.push(action),
    askCollector: async () => void told.push('ask'),
    settleClock: async () => undefined,
  });
  return { api, told, desk };
}

test('a pause is told, is on disk before it is noted, and holds in the next life of the worker', async () => {
  const here = machine(RAW_POLICY);
  const { api, told } = apiOn(here);
  await api.pause(30);
  expect(told).toEqual(['closed', 'pause', 'publish']);
  const next = apiOn(here, NOW + 14 * MINUTE);
  expect((await next.api.view(7)).gate).toEqual({ state: 'paused', until: NOW + 15 * MINUTE });
  await next.api.resume();
  expect((await next.api.view(7)).gate).toEqual({ state: 'capturing' });
  expect(next.told).toEqual(['resume', 'publish']);
});

test('pages hear of a pause while the disk is busy, it counts at once, and the worker’s death in between does not undo it', async () => {
  const here = machine(RAW_POLICY);
  const { api, told } = apiOn(here);
  expect((await api.view(7)).gate).toEqual({ state: 'capturing' });
  here.disk.hangs = new Promise(() => undefined);
  void api.pause(10);
  await vi.waitFor(() => expect(told).toEqual(['closed']));
  expect((await api.view(7)).gate).toEqual({ state: 'paused', until: NOW + 10 * MINUTE });
  expect(here.disk.control.pauses).toEqual([]);

  here.disk.hangs = undefined;
  const next = apiOn(here, NOW + MINUTE);
  expect((await next.api.view(7)).gate).toEqual({ state: 'paused', until: NOW + 10 * MINUTE });
  expect(here.disk.control.pauses).toEqual([{ from: NOW, until: NOW + 10 * MINUTE }]);
  await next.api.resume();
  expect((await apiOn(here, NOW + 2 * MINUTE).api.view(7)).gate).toEqual({ state: 'capturing' });
});

test('a pause that the disk refuses is told as failed, and nothing is recorded while the disk refuses', async () => {
  const here = machine(RAW_POLICY);
  const { api, told } = apiOn(here);
  await api.view(7);
  here.disk.hangs = Promise.reject(new Error('QuotaExceededError'));
  await expect(api.pause(10)).rejects.toThrow('QuotaExceededError');
  expect(told).toEqual(['closed', 'publish']);
  expect((await api.view(7)).gate.state).toBe('stopped');
});

test('resuming without a pause tells nobody', async () => {
  const { api, told } = apiOn(machine(RAW_POLICY));
  await api.resume();
  expect(told).toEqual([]);
});

test('the popup sees the gate of its tab, the organisation, and what is on the device', async () => {
  const { api } = apiOn(
    machine({ ...RAW_POLICY, orgName: 'Desk & Co', contactEmail: 'it@desk.example', noticeUrl: 'javascript:alert(1)' }),
  );
  expect(await api.view(7)).toEqual({
    gate: { state: 'capturing' },
    site: 'https://desk.example',
    study: false,
    studySite: false,
    orgName: 'Desk & Co',
    contactEmail: 'it@desk.example',
    pauseMaxMinutes: 15,
  });
  expect(await api.device()).toEqual({ waiting: 3, sent: 4 });
  expect((await api.view(undefined)).gate).toEqual({ state: 'site' });
});

test('in study mode a site is switched on and off; where a policy rules it is refused', async () => {
  const { api, desk } = apiOn(machine());
  expect((await api.view(7)).gate).toEqual({ state: 'study' });
  await api.setStudySite('https://desk.example', true);
  await api.setStudySite('https://desk.example', true);
  expect((await desk.facts()).control.studySites).toEqual([{ origin: 'https://desk.example', since: NOW }]);
  expect(await api.view(7)).toMatchObject({ gate: { state: 'capturing' }, study: true, studySite: true });
  await api.setStudySite('https://desk.example', false);
  expect((await api.view(7)).gate).toEqual({ state: 'study' });
  await expect(api.setStudySite('chrome://settings', true)).rejects.toThrow();
  await expect(apiOn(machine(RAW_POLICY)).api.setStudySite('https://desk.example', true)).rejects.toThrow('policy');
  await expect(apiOn(machine({}, 'admin')).api.setStudySite('https://desk.example', true)).rejects.toThrow('policy');
});

test('a policy that was seen once ends study mode for good', async () => {
  const here = machine();
  await apiOn(here).api.setStudySite('https://desk.example', true);
  here.disk.managed = RAW_POLICY;
  await here.wake().facts();
  here.disk.managed = {};
  const { api } = apiOn(here);
  expect(await api.view(7)).toMatchObject({ gate: { state: 'waiting' }, study: false });
});

test('a policy that comes later is seen when it is read again, and remembered with one write', async () => {
  const here = machine({}, 'admin');
  const desk = here.wake();
  expect((await desk.facts()).policy).toEqual({ kind: 'none' });
  here.disk.managed = RAW_POLICY;
  expect((await desk.reread()).policy).toMatchObject({ kind: 'policy' });
  await desk.reread();
  expect(here.disk.writes).toBe(1);
});

test('a disk that cannot be read stops recording, and the popup says so', async () => {
  const here = machine(RAW_POLICY);
  here.disk.isBroken = true;
  expect((await apiOn(here).api.view(7)).gate.state).toBe('stopped');
});

function levers() {
  const seen = {
    counter: undefined as GateCounter | undefined,
    alarm: undefined as number | undefined,
    injected: 0,
    refused: 0,
  };
  const watched: (readonly string[])[] = [];
  let registered: readonly CaptureRegistration[] = [];
  const deps: PublishDeps = {
    browser: 'chromium',
    readCounter: async () => seen.counter,
    writeCounter: async (counter) => {
      seen.counter = counter;
    },
    setAlarm: async (_name, at) => {
      seen.alarm = at;
    },
    register: async (wanted) => {
      const isNew = !sameRegistrations(wanted, registered);
      registered = wanted;
      return isNew;
    },
    watchNavigation: (patterns) => void watched.push(patterns),
    injectIntoOpenTabs: async () => {
      seen.injected += 1;
    },
    onRefused: async () => {
      seen.refused += 1;
    },
  };
  return { deps, publisher: createPublisher(deps, () => NOW), seen, watched, registered: () => registered };
}

test('a change of the gate raises the counter, registers, and reaches open tabs once', async () => {
  const { publisher, seen, registered } = levers();
  await publisher.publish(ruled());
  expect(seen).toEqual({ counter: { n: 1, open: true }, alarm: undefined, injected: 1, refused: 0 });
  await publisher.publish(ruled());
  expect(seen).toMatchObject({ counter: { n: 2 }, injected: 1 });
  await publisher.publish(ruled({ sites: [] }));
  expect(seen).toMatchObject({ counter: { n: 3, open: false }, injected: 1 });
  expect(registered()).toEqual([]);
});

test('a start disturbs no page unless the gate changed while nobody was there', async () => {
  const { publisher, seen } = levers();
  await publisher.ensure(async () => ruled());
  await publisher.ensure(async () => ruled());
  expect(seen.counter).toEqual({ n: 1, open: true });
  await publisher.ensure(async () => studying([]));
  expect(seen.counter).toEqual({ n: 2, open: false });
});

test('navigations are heard on listed sites only, and on none while nothing is recorded', async () => {
  const { publisher, watched } = levers();
  await publisher.ensure(async () => ruled());
  const paused = { control: { ...NO_CONTROL, pauses: [{ from: NOW, until: NOW + MINUTE }] } };
  await publisher.publish(ruled({}, paused));
  await publisher.ensure(async () => ruled({}, { fault: 'disk-full' }));
  expect(watched).toEqual([['https://desk.example/*', 'https://*.shop.example/orders/*'], [], []]);
});

test('a pause is told at once, though the script is still on its way into a tab that hangs', async () => {
  const { deps, seen } = levers();
  const injectIntoOpenTabs = vi.fn(() => new Promise<void>(() => undefined));
  const publisher = createPublisher({ ...deps, injectIntoOpenTabs }, () => NOW);
  void publisher.publish(ruled());
  await vi.waitFor(() => expect(injectIntoOpenTabs).toHaveBeenCalled());
  void publisher.publish(ruled({}, { control: { ...NO_CONTROL, pauses: [{ from: NOW, until: NOW + MINUTE }] } }));
  await vi.waitFor(() => expect(seen.counter).toEqual({ n: 2, open: false }));
});

test('where the browser refuses the sites no page is told to begin, and that is said', async () => {
  const { deps, seen } = levers();
  const refusing: PublishDeps = { ...deps, register: () => Promise.reject(new Error('Invalid value for matches[0]')) };
  await createPublisher(refusing, () => NOW).publish(ruled());
  await createPublisher(refusing, () => NOW).ensure(async () => ruled());
  expect(seen).toMatchObject({ counter: undefined, injected: 0, refused: 2 });
});

test('pages that would hear that they may begin do not when a pause was pressed in the meantime', async () => {
  const { deps, seen } = levers();
  let isRegistered = (): void => undefined;
  const register = vi.fn(() => new Promise<boolean>((resolve) => (isRegistered = () => resolve(false))));
  const publisher = createPublisher({ ...deps, register }, () => NOW);
  const opening = publisher.publish(ruled());
  await vi.waitFor(() => expect(register).toHaveBeenCalled());
  const pressed = { from: NOW, until: NOW + MINUTE };
  await publisher.tellPause(ruled({}, { control: { ...NO_CONTROL, pauses: [pressed] } }), pressed);
  isRegistered();
  await opening;
  expect(seen.counter).toEqual({ n: 1, open: false });
});

test('a pause sets the alarm for its end', async () => {
  const { publisher, seen } = levers();
  await publisher.publish(ruled({}, { control: { ...NO_CONTROL, pauses: [{ from: NOW, until: NOW + MINUTE }] } }));
  expect(seen).toMatchObject({ alarm: NOW + MINUTE, counter: { open: false } });
});

test.each([
  ['a listed page', ruled(), SITE, undefined, 'capturing'],
  ['another page', ruled(), 'https://elsewhere.example/', { reason: 'unlisted' }, 'site'],
  ['a page of the browser', ruled(), undefined, { reason: 'unlisted' }, 'site'],
  [
    'a pause',
    ruled({}, { control: { ...NO_CONTROL, pauses: [{ from: NOW, until: NOW + MINUTE }] } }),
    SITE,
    { reason: 'paused', until: NOW + MINUTE },
    'paused',
  ],
  ['no policy', ruled({}, { policy: { kind: 'awaited' } }), SITE, { reason: 'policy' }, 'waiting'],
] as const)('with %s in front', async (_what, facts, url, absence, state) => {
  const seen: unknown[] = [];
  await noticeAttention({
    readFacts: async (): Promise<GateFacts> => facts,
    findActiveUrl: async () => url,
    recordAbsence: async (said) => void seen.push(said),
    showState: async (answer) => void seen.push(answer.state),
    now: () => NOW,
  });
  expect(seen).toEqual([absence, state]);
});

test('what must not overlap does not, and a failure holds up nobody', async () => {
  const oneAtATime = createOneAtATime();
  const log: string[] = [];
  const slow = (name: string) => async () => {
    log.push(`${name} begins`);
    await new Promise((resolve) => setTimeout(resolve, 5));
    log.push(`${name} ends`);
    if (name === 'b') throw new Error(name);
    return name;
  };
  const results = await Promise.allSettled([oneAtATime(slow('a')), oneAtATime(slow('b')), oneAtATime(slow('c'))]);
  expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

test('a browser that does not tell the policy is a state with its reason, and a late answer is heard', async () => {
  vi.useFakeTimers();
  try {
    const here = machine(RAW_POLICY);
    let tell = (): void => undefined;
    here.disk.answer = () => new Promise((resolve) => (tell = resolve));
    const { api } = apiOn(here);
    const asked = api.view(7);
    await vi.advanceTimersByTimeAsync(ANSWER_MAX_MS);
    expect((await asked).gate).toEqual({ state: 'stopped', why: 'unanswered' });
    expect(here.disk.lateNews).toBe(0);
    tell();
    await vi.advanceTimersByTimeAsync(1);
    expect(here.disk.lateNews).toBe(1);
    expect((await api.view(7)).gate).toEqual({ state: 'capturing' });
    await vi.advanceTimersByTimeAsync(2 * ANSWER_MAX_MS);
    expect(here.disk.lateNews).toBe(1);
  } finally {
    vi.useRealTimers();
  }
});

test('who travels out of the region is told so at once, and recorded again when back, in one life of the worker', async () => {
  const here = machine(RAW_POLICY);
  const { api } = apiOn(here);
  const state = async (): Promise<string> => (await api.view(7)).gate.state;
  expect(await state()).toBe('capturing');
  here.disk.timeZone = 'America/New_York';
  expect(await state()).toBe('region');
  here.disk.timeZone = 'Europe/Berlin';
  expect(await state()).toBe('capturing');
});
