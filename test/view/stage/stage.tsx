// The popup as in the extension, on a worker of cardboard: `?scene=` names what the worker answers.
import { render } from 'preact';
import type { ControlView, WorkerApi } from '../../../src/model/worker-api.ts';
import { Popup } from '../../../src/view/popup.tsx';
import { sayFrom } from '../say-english.ts';
import { SCENES } from './scenes.ts';

declare global {
  interface Window {
    /** What the popup asked of the worker, such as `pause 15`. */
    calls: string[];
    /** What the worker answers; a test may change it and then call `gateChanged`. */
    view: ControlView;
    gateChanged: () => void;
    /** While set, every call rejects. */
    isGone: boolean;
    offered: { readonly name: string; readonly text: string } | undefined;
  }
}

const scene = new URLSearchParams(location.search).get('scene') ?? 'capturing';
window.calls = [];
window.isGone = scene === 'gone';
const answer = SCENES[window.isGone || scene === 'asking' ? 'capturing' : scene];
if (answer === undefined) throw new Error(`No such scene: ${scene}`);
window.view = answer(Date.now());

/** Changes the view as the worker would, and tells the popup as storage would. */
async function call(name: string, change: (view: ControlView) => ControlView): Promise<void> {
  window.calls.push(name);
  if (window.isGone) throw new Error('The port is closed.');
  window.view = change(window.view);
  window.gateChanged();
}

const messages = await (await fetch('/_locales/en/messages.json')).json();

const worker: WorkerApi = {
  async view() {
    if (scene === 'asking') return new Promise(() => undefined);
    if (window.isGone) throw new Error('The port is closed.');
    return window.view;
  },
  pause: (minutes) =>
    call(`pause ${minutes}`, (view) => ({ ...view, gate: { state: 'paused', until: Date.now() + minutes * 60_000 } })),
  resume: () => call('resume', (view) => ({ ...view, gate: { state: 'capturing' } })),
  countRecords: async () => ({}),
  withdraw: async () => ({ counts: {}, offered: [] }),
  setStudySite: (origin, isOn) =>
    call(`study ${origin} ${isOn}`, (view) => ({
      ...view,
      studySite: isOn,
      gate: { state: isOn ? 'capturing' : 'study' },
    })),
  async saveSession(piece) {
    window.calls.push(`save ${piece}`);
    if (window.view.waiting + window.view.sent === 0) return undefined;
    const pieces = ['SGVs', 'bG8='];
    return {
      name: 'showhow-2026-03-05.jsonl.gz',
      base64: pieces[piece] ?? '',
      ...(piece + 1 < pieces.length ? { next: piece + 1 } : {}),
    };
  },
};

const listeners = new Set<() => void>();
window.gateChanged = () => {
  for (const listener of listeners) listener();
};

render(
  <Popup
    worker={worker}
    tabId={1}
    say={sayFrom(messages)}
    now={Date.now}
    onGateChange={(changed, signal) => {
      listeners.add(changed);
      signal.addEventListener('abort', () => listeners.delete(changed));
    }}
    offerFile={({ name, parts }) => {
      void new Blob([...parts]).text().then((text) => {
        window.offered = { name, text };
      });
    }}
  />,
  document.getElementById('popup') ?? document.body,
);
