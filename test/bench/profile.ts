// Main-thread time spent in scripts of a given address, from V8's sampling profiler, with everything that they called.
import type { CDPSession } from '@playwright/test';

/** The part of V8's profile that is used here; `timeDeltas` are in µs. */
export interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly url: string };
    readonly children?: readonly number[];
  }[];
  readonly samples?: readonly number[];
  readonly timeDeltas?: readonly number[];
}

/** Starts the profiler of a page; the returned function stops it and gives the profile. */
export async function startProfile(session: CDPSession): Promise<() => Promise<Profile>> {
  await session.send('Profiler.enable');
  await session.send('Profiler.setSamplingInterval', { interval: 200 });
  await session.send('Profiler.start');
  return async () => (await session.send('Profiler.stop')).profile;
}

export interface ScriptTime {
  /** ms in functions of the script, including what they called (native code of the browser too). */
  readonly totalMs: number;
  /** The longest single stretch of it, in ms: what a long task of the script would be. */
  readonly longestMs: number;
}

/** Time in functions whose script's URL matches. */
export function timeIn(profile: Profile, url: RegExp): ScriptTime {
  const ours = nodesOf(profile, url);
  const deltas = profile.timeDeltas ?? [];
  let total = 0;
  let longest = 0;
  let stretch = 0;
  for (const [index, id] of (profile.samples ?? []).entries()) {
    const us = deltas[index] ?? 0;
    stretch = ours.has(id) ? stretch + us : 0;
    if (ours.has(id)) total += us;
    longest = Math.max(longest, stretch);
  }
  return { totalMs: total / 1_000, longestMs: longest / 1_000 };
}

function nodesOf(profile: Profile, url: RegExp): ReadonlySet<number> {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const ours = new Set<number>();
  const visit = (id: number, isInside: boolean): void => {
    const node = nodes.get(id);
    if (node === undefined) return;
    const inside = isInside || url.test(node.callFrame.url);
    if (inside) ours.add(id);
    for (const child of node.children ?? []) visit(child, inside);
  };
  const root = profile.nodes[0];
  if (root !== undefined) visit(root.id, false);
  return ours;
}
