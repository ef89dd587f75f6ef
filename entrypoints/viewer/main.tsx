// Wires the viewer. The same page runs in the extension and, served by `showhow view`, without it: it calls no browser API.
import { proxy, wrap } from 'comlink';
import { render } from 'preact';
import type { MessageKey, Say } from '../../src/view/message-key.ts';
import { OpenSessionPage } from '../../src/view/open-session.tsx';
import type { SessionReader } from '../../src/view/session-reader.ts';

/** What the extension's page has and a served one has not. */
interface Extension {
  readonly i18n?: { readonly getMessage: (key: string, values: readonly string[]) => string };
}
const { i18n } = (globalThis as { chrome?: Extension }).chrome ?? {};
type Words = Readonly<Record<MessageKey, { readonly message: string }>>;
const english = i18n === undefined ? ((await (await fetch('_locales/en/messages.json')).json()) as Words) : undefined;

const say: Say = (key, ...values) =>
  i18n?.getMessage(key, values) ??
  english?.[key].message.replace(/\$([1-9])/g, (_, n) => values[Number(n) - 1] ?? '') ??
  key;

function offerFile(name: string, file: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
}

/** `showhow view` serves the file beside the page and names it in the address. */
async function fetchFirst(name: string): Promise<File> {
  const response = await fetch('session');
  return new File([await response.blob()], name);
}

const reader = wrap<SessionReader>(
  new Worker(new URL('./reader-worker.ts', import.meta.url), { type: 'module' }),
) as unknown as SessionReader;
const named = new URLSearchParams(location.search).get('file');
document.documentElement.lang = say('locale');
render(
  <OpenSessionPage
    reader={reader}
    toRemote={(onProgress) => proxy(onProgress)}
    first={named === null ? undefined : fetchFirst(named)}
    say={say}
    offerFile={offerFile}
  />,
  document.getElementById('viewer') ?? document.body,
);
