// The `atif` export: trajectories in the Agent Trajectory Interchange Format 1.7, one for each session.
import type { Action, ActionOf, Before } from '../session/reduce/action.ts';
import { REDUCE_VERSION } from '../session/reduce/action.ts';
import type { ExportFacts, Format, SessionInfo } from './exporter.ts';
import { NO_FRAME } from './exporter.ts';
import { placeholder } from './placeholder.ts';
import type { GapBody, SessionWriter } from './session-files.ts';
import { sessionFiles } from './session-files.ts';

/** The one version that readers of the format take. */
export const ATIF_VERSION = 'ATIF-v1.7';
const NO_INSTRUCTION = 'Recorded work of a person in a browser. What it was meant to achieve was not recorded.';

export const atifFormat: Format = {
  summary: 'trajectories (ATIF 1.7) for agent training',
  tables: [],
  usage: `\`\`\`python
import json
trajectory = json.load(open('SESSION.json', encoding='utf-8'))
calls = [call for step in trajectory['steps'] for call in step.get('tool_calls') or []]
\`\`\`

Calls have the names of BrowserGym's actions; \`bid\` is \`n\` and the number of the element in its document. What stands
in \`observation\` of a step is the state after it. There is no outline of the page yet: \`axtree\` is null.`,
  frame: () => NO_FRAME,
  open: async (openFile, facts) =>
    sessionFiles(openFile, { ending: '.json', mediaType: 'application/json', between: ',\n' }, (info) =>
      openSession(info, facts),
    ),
};

interface Call {
  readonly function_name: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

function openSession({ session, participant, head }: SessionInfo, { purpose, version }: ExportFacts): SessionWriter {
  const startMs = Date.parse(head.startedAt);
  let steps = 0;
  let waiting: Action | undefined;
  const write = (step: object): string => {
    steps++;
    return JSON.stringify({ step_id: steps, ...step });
  };
  const timestamp = (t: number) => {
    const ms = startMs + t;
    return Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : undefined;
  };
  const first = () => (steps === 0 ? [write({ source: 'system', message: NO_INSTRUCTION })] : []);
  /** A step holds the state after it, which is the state before the next. */
  const release = (after: Before | undefined): string[] => {
    if (waiting === undefined) return [];
    const action = waiting;
    waiting = undefined;
    return [write({ timestamp: timestamp(action.t), source: 'agent', message: '', ...toStep(action, after) })];
  };
  return {
    head: () => {
      const agent = {
        name: 'human-demonstration',
        version: `showhow-${version}`,
        extra: { reduceVersion: REDUCE_VERSION },
      };
      const extra = {
        participant,
        purpose,
        region: head.region,
        browser: head.browser,
        os: head.os,
        policy: head.policy,
      };
      const whole = JSON.stringify({ schema_version: ATIF_VERSION, session_id: session, agent, extra });
      return `${whole.slice(0, -1)},"steps":[\n`;
    },
    record: () => {},
    action: (action) => {
      const pieces = [...first(), ...release(action.before)];
      waiting = action;
      return pieces;
    },
    gap: (gap) => [...first(), ...release(undefined), write(toGapStep(gap, timestamp(gap.to)))],
    rest: () => [...first(), ...release(undefined)],
    tail: () => '\n]}\n',
  };
}

function toGapStep({ reason, from, to, counts }: GapBody, at: string | undefined): object {
  const message = `Nothing was recorded for ${Math.max(0, (to - from) / 1_000).toFixed(1)} s (${reason}).`;
  return { timestamp: at, source: 'system', message, extra: { gap: { reason, from, to, counts } } };
}

function toStep(action: Action, after: Before | undefined): object {
  const { n, lacks, seqs, field } = action;
  const call = toCall(action);
  const id = `call_${n}`;
  const extra = {
    n,
    kind: action.kind,
    seqs,
    usable: lacks.length === 0,
    lacks,
    ...(field !== undefined && { field }),
    ...('target' in action && action.target !== undefined && { target: action.target }),
    ...('point' in action && action.point !== undefined && { point: action.point }),
    web: toWeb(action.before),
  };
  const state = after ?? stateFromEffects(action);
  const observation = state && { results: [{ source_call_id: id, content: '', extra: { web: toWeb(state) } }] };
  return { tool_calls: [{ tool_call_id: id, ...call, extra }], ...(observation !== undefined && { observation }) };
}

function stateFromEffects({ effects }: Action): Before | undefined {
  const page = effects.findLast((effect) => effect.kind === 'page');
  return page?.kind === 'page' ? { url: page.url } : undefined;
}

/** A web observation as the Agent Data Protocol has it. */
function toWeb({ url, viewport }: Before): object {
  const size = viewport === undefined ? null : [Math.round(viewport.width), Math.round(viewport.height)];
  return { html: null, axtree: null, url: url ?? null, viewport_size: size, image_observation: null };
}

const BUTTONS: Readonly<Record<string, string>> = { primary: 'left', auxiliary: 'middle', secondary: 'right' };

/** An action in the words of BrowserGym. */
function toCall(action: Action): Call {
  const call = (function_name: string, args: Call['arguments']): Call => ({ function_name, arguments: args });
  switch (action.kind) {
    case 'click':
      return call('click', clickArguments(action));
    case 'doubleClick':
      return call('dblclick', clickArguments(action));
    case 'type':
      return call('fill', { bid: bid(action.target), value: action.text ?? placeholder(action.field) });
    case 'press':
      return call('press', { bid: bid(action.target), key_comb: [...(action.modifiers ?? []), action.key].join('+') });
    case 'select':
      return call('select_option', { bid: bid(action.target), options: action.value ?? placeholder(action.field) });
    case 'scroll': {
      const { from, to, target } = action;
      const delta = { delta_x: to.x - from.x, delta_y: to.y - from.y };
      return call('scroll', target === undefined ? delta : { ...delta, bid: bid(target) });
    }
    case 'drag':
      return call('drag_and_drop', {
        from_bid: bid(action.target),
        to_bid: bid(action.to?.target),
        from: action.point && [action.point.x, action.point.y],
        to: action.to && [action.to.point.x, action.to.point.y],
      });
    case 'hover':
      return call('mouse_move', { x: action.point.x, y: action.point.y });
    case 'navigate':
      return call('goto', { url: action.url });
    case 'tab': {
      const names = { opened: 'new_tab', activated: 'tab_focus', closed: 'tab_close' } as const;
      return call(names[action.action], { tab: action.tab });
    }
    case 'clipboard':
      return call(action.action, { bid: bid(action.target) });
    case 'wait':
      return call('noop', { wait_ms: action.ms ?? 0 });
  }
}

function clickArguments({ target, button, modifiers = [] }: ActionOf<'click' | 'doubleClick'>): Call['arguments'] {
  return { bid: bid(target), button: BUTTONS[button] ?? button, modifiers };
}

function bid(target: { readonly node: number } | undefined): string | null {
  return target === undefined ? null : `n${target.node}`;
}
