// The popup and the pages as in the extension, on a worker of cardboard: `?scene=` names what the worker answers, `?page=` the page.
import type { JSX } from 'preact';
import { render } from 'preact';
import type { WorkerApi } from '../../../src/model/worker-api.ts';
import { ExemptionsPage } from '../../../src/view/exemptions-page.tsx';
import { NoticePage } from '../../../src/view/notice-page.tsx';
import type { PageProps } from '../../../src/view/page-frame.tsx';
import { Popup } from '../../../src/view/popup.tsx';
import { ReviewPage } from '../../../src/view/review-page.tsx';
import { SettingsPage } from '../../../src/view/settings-page.tsx';
import { sayFrom } from '../say-english.ts';
import type { PageScene } from './page-scenes.ts';
import { pageScene } from './page-scenes.ts';
import type { Scene } from './scenes.ts';
import { SCENES } from './scenes.ts';

declare global {
  interface Window {
    /** What the page asked of the worker, such as `pause 15`. */
    calls: string[];
    /** What the worker answers; a test may change it and then call `gateChanged`. */
    view: Scene;
    pages: PageScene;
    gateChanged: () => void;
    /** While set, every call rejects. */
    isGone: boolean;
    offered: { readonly name: string; readonly text: string } | undefined;
    mail: string;
  }
}

const query = new URLSearchParams(location.search);
const scene = query.get('scene') ?? 'capturing';
window.calls = [];
window.mail = '';
window.isGone = scene === 'gone';
const answer = SCENES[window.isGone || scene === 'asking' ? 'capturing' : scene] ?? SCENES['capturing'];
if (answer === undefined) throw new Error(`No such scene: ${scene}`);
window.view = answer(Date.now());
window.pages = pageScene(scene, Date.now());

/** Changes the view as the worker would, and tells the page as storage would. */
async function call(name: string, change: (view: Scene) => Scene = (view) => view): Promise<void> {
  window.calls.push(name);
  if (window.isGone) throw new Error('The port is closed.');
  window.view = change(window.view);
  window.gateChanged();
}

const locale = query.get('locale') ?? 'en';
const isPseudo = locale === 'pseudo';
const messages = await (await fetch(`/_locales/${isPseudo ? 'en' : locale}/messages.json`)).json();

const worker: WorkerApi = {
  async view() {
    if (scene === 'asking') return new Promise(() => undefined);
    if (window.isGone) throw new Error('The port is closed.');
    return window.view;
  },
  device: async () => window.view,
  pause: (minutes) =>
    call(`pause ${Math.round(minutes)}`, (view) => ({
      ...view,
      gate: { state: 'paused', until: Date.now() + minutes * 60_000 },
    })),
  resume: () => call('resume', (view) => ({ ...view, gate: { state: 'capturing' } })),
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
  notice: async () => window.pages.notice,
  acknowledge: async (version) => {
    if (version !== window.pages.notice.noticeVersion) throw new Error('The notice has changed.');
    window.pages = { ...window.pages, notice: { ...window.pages.notice, acknowledgedAt: Date.now() } };
    await call(`acknowledge ${version}`);
  },
  setOwnHours: (hours) => call(`hours ${hours.join('; ')}`),
  exemptions: async () => window.pages.exemptions,
  askExemption: async (wish) => {
    const { exemptions } = window.pages;
    const via = exemptions.via === 'mail' ? 'mail' : 'collector';
    const now = Date.now();
    const asked = { ...wish, id: 'new', via, state: 'draft', dates: { draft: now }, off: [{ from: now }] } as const;
    window.pages = {
      ...window.pages,
      exemptions: { ...exemptions, exemptions: [asked, ...exemptions.exemptions] },
    };
    await call(`ask ${wish.category} ${JSON.stringify(wish.scope)}`);
    return asked;
  },
  noteMailSent: (id) => call(`mail sent ${id}`),
  withdrawExemption: (id) => call(`withdraw ${id}`),
  sessions: async () => window.pages.review,
  records: async (_, after) => {
    const from = after === undefined ? 0 : after.id;
    const records = window.pages.records.slice(from, from + 1_000);
    const last = records.at(-1);
    const isMore = last !== undefined && from + 1_000 < window.pages.records.length;
    // As the port does: what arrives is a copy.
    return JSON.parse(JSON.stringify({ records, ...(isMore && { next: { at: last.at, id: last.id } }) }));
  },
  countRecords: async () => ({ click: 12, pointer: 30 }),
  countTakeBack: async ({ kind }) => {
    window.calls.push(`count ${kind}`);
    return { records: { click: 12, pointer: 30 }, left: 14, inSegments: 210 };
  },
  withdraw: async (selection) => {
    await call(`take back ${selection.kind}`);
    return { counts: { click: 12, pointer: 30 }, offered: [] };
  },
};

function bracketed(key: string, text: string): string {
  return key === 'locale' ? text : `⟦${text}⟧`;
}

const listeners = new Set<() => void>();
window.gateChanged = () => {
  for (const listener of listeners) listener();
};

const props: PageProps = {
  worker,
  // In the pseudo language every message is in brackets: what is read outside of them was not said through a message.
  say: isPseudo ? (key, ...values) => bracketed(key, sayFrom(messages)(key, ...values)) : sayFrom(messages),
  now: Date.now,
  onGateChange: (changed, signal) => {
    listeners.add(changed);
    signal.addEventListener('abort', () => listeners.delete(changed));
  },
  offerFile: (name, parts) => {
    void new Blob([...parts]).text().then((text) => {
      window.offered = { name, text };
    });
  },
};

const PAGES: Readonly<Record<string, () => JSX.Element>> = {
  popup: () => <Popup {...props} tabId={1} />,
  notice: () => <NoticePage {...props} />,
  review: () => <ReviewPage {...props} />,
  settings: () => <SettingsPage {...props} />,
  exemptions: () => (
    <ExemptionsPage
      {...props}
      site="desk.example"
      openMail={(address) => {
        window.mail = address;
      }}
    />
  ),
};

const page = query.get('page') ?? 'popup';
const style = document.createElement('link');
style.rel = 'stylesheet';
style.href = page === 'popup' ? '/entrypoints/popup/style.css' : '/src/view/page.css';
const styled = new Promise((resolve) => style.addEventListener('load', resolve));
document.head.append(style);
await styled;
document.documentElement.lang = locale.replace('_', '-');
document.documentElement.dir = locale === 'ar' ? 'rtl' : 'ltr';
const drawn = PAGES[page];
if (drawn === undefined) throw new Error(`No such page: ${page}`);
render(drawn(), document.getElementById('page') ?? document.body);
