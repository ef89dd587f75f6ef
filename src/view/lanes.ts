// What happened when, as a few lanes of stretches: small enough to draw at once, however long the session. Pure.
import { pathMs } from '../model/path-time.ts';
import type { RecordKind, SessionRecord } from '../model/record.ts';

/** A stretch in ms since the session started. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export const LANE_NAMES = ['pointer', 'press', 'keys', 'gap'] as const;
export type LaneName = (typeof LANE_NAMES)[number];
export type Lanes = Readonly<Record<LaneName, readonly Stretch[]>>;

/** Stretches of a lane are joined across less than this at first; more finely than a pixel shows nobody sees. */
const JOIN_MS = 250;
/** More stretches than these are joined more coarsely: screens have about as many pixels. */
const STRETCHES_MAX = 4_000;

const LANE_OF: Readonly<Record<RecordKind, LaneName | undefined>> = {
  pointer: 'pointer',
  scroll: 'pointer',
  click: 'press',
  drag: 'press',
  change: 'press',
  submit: 'press',
  key: 'keys',
  typing: 'keys',
  clipboard: 'keys',
  gap: 'gap',
  page: undefined,
  viewport: undefined,
  tab: undefined,
  visibility: undefined,
  focus: undefined,
  dialog: undefined,
  control: undefined,
  end: undefined,
};

/** Takes records in the order of their time. */
export function createLanes() {
  const lanes = { pointer: createLane(), press: createLane(), keys: createLane(), gap: createLane() };
  return {
    add: (record: SessionRecord): void => {
      const name = LANE_OF[record.kind];
      if (name !== undefined) lanes[name].add(stretchOf(record));
    },
    lanes: (): Lanes => ({
      pointer: lanes.pointer.stretches(),
      press: lanes.press.stretches(),
      keys: lanes.keys.stretches(),
      gap: lanes.gap.stretches(),
    }),
  };
}

/** How long a record took, up to the time that it carries. */
function stretchOf(record: SessionRecord): Stretch {
  if (record.kind === 'gap') return { from: record.from, to: record.to };
  const ms = record.kind === 'pointer' ? pathMs(record) : 'ms' in record ? record.ms : 0;
  return { from: record.t - ms, to: record.t };
}

function createLane() {
  let stretches: { from: number; to: number }[] = [];
  let joinMs = JOIN_MS;
  const append = (list: { from: number; to: number }[], { from, to }: Stretch): void => {
    const last = list.at(-1);
    if (last !== undefined && from - last.to <= joinMs) last.to = Math.max(last.to, to);
    else list.push({ from, to });
  };
  return {
    add: (stretch: Stretch): void => {
      append(stretches, stretch);
      while (stretches.length > STRETCHES_MAX) {
        joinMs *= 2;
        const joined: { from: number; to: number }[] = [];
        for (const one of stretches) append(joined, one);
        stretches = joined;
      }
    },
    stretches: (): readonly Stretch[] => stretches.map((stretch) => ({ ...stretch })),
  };
}
