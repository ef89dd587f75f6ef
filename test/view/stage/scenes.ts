// One scene for each thing that the popup can show: what the worker would answer.
import type { ControlView, DeviceView } from '../../../src/model/worker-api.ts';

const MINUTE_MS = 60_000;

/** What a scene shows: the state, and what is on the device. */
export type Scene = ControlView & DeviceView;

const policy = (now: number): Scene => ({
  gate: { state: 'capturing' },
  site: 'https://tickets.example.com',
  study: false,
  studySite: false,
  orgName: 'Nordwind Logistics',
  noticeUrl: 'https://intranet.example.com/recording',
  contactEmail: 'showhow@example.com',
  pauseMaxMinutes: 30,
  waiting: 214,
  sent: 5_820,
  lastSentAt: now - 22 * MINUTE_MS,
  today: { sentBytes: 1_340_000, budgetBytes: 10_000_000 },
});

const study = (): Scene => ({
  gate: { state: 'study' },
  site: 'https://mail.example.org',
  study: true,
  studySite: false,
  orgName: '',
  pauseMaxMinutes: 30,
  waiting: 0,
  sent: 0,
});

/** By name; each takes the time, in ms since 1970. */
export const SCENES: Readonly<Record<string, (now: number) => Scene>> = {
  capturing: policy,
  waiting: () => {
    const { lastSentAt: _, noticeUrl: __, contactEmail: ___, today: ____, ...view } = policy(0);
    return { ...view, gate: { state: 'waiting' }, orgName: '', waiting: 0, sent: 0 };
  },
  'policy-error': (now) => ({
    ...policy(now),
    gate: {
      state: 'policy-error',
      problems: [
        {
          key: 'recipients',
          problem: 'Named in policyKeys but did not arrive: the browser dropped it. Check its value.',
        },
        {
          key: 'allowedSites, pauseMaximumMinutesPerDayAndPerson',
          problem: 'Unknown key. Remove it or correct its name.',
        },
      ],
    },
  }),
  off: (now) => ({ ...policy(now), gate: { state: 'off' } }),
  acknowledge: (now) => ({ ...policy(now), gate: { state: 'acknowledge' } }),
  paused: (now) => ({ ...policy(now), gate: { state: 'paused', until: now + 11.5 * MINUTE_MS } }),
  exempt: (now) => ({
    ...policy(now),
    gate: { state: 'exempt', until: now + 3 * 24 * 60 * MINUTE_MS, isPending: false },
  }),
  'exempt-pending': (now) => ({
    ...policy(now),
    gate: { state: 'exempt', until: now + 3 * 24 * 60 * MINUTE_MS, isPending: true },
  }),
  hours: (now) => ({ ...policy(now), gate: { state: 'hours' } }),
  'hours-own': (now) => ({ ...policy(now), gate: { state: 'hours', own: true } }),
  site: (now) => ({ ...policy(now), gate: { state: 'site' }, site: 'https://news.example.net' }),
  'no-site': (now) => {
    const { site: _, ...view } = policy(now);
    return { ...view, gate: { state: 'site' } };
  },
  region: (now) => ({ ...policy(now), gate: { state: 'region' } }),
  study,
  'study-on': () => ({ ...study(), gate: { state: 'capturing' }, studySite: true, waiting: 1_204 }),
  stopped: (now) => ({
    ...policy(now),
    gate: {
      state: 'stopped',
      why: 'disk-full',
    },
  }),
  'not-sending': (now) => ({
    ...policy(now),
    pauseMaxMinutes: 15,
    lastSentAt: now - 26 * 60 * MINUTE_MS,
    waiting: 48_310,
    uploadProblem: { kind: 'answered', status: 503 },
    site: 'https://a-very-long-subdomain-name-for-a-customer.eu-central-1.applications.example.com',
  }),
};
