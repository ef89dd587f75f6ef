// Firefox under the same hands as Chromium: Playwright over WebDriver BiDi, on a profile that holds the extension.
import type { BrowserContext } from '@playwright/test';
import { firefox } from '@playwright/test';
import { findBrowser } from '../../src/dev/find-browser.ts';
import { FIREFOX_PREFS } from '../../src/dev/launch-firefox.ts';

/** What Playwright asks of every Firefox, and Firefox ESR does not know yet. Nothing here needs it. */
const UNKNOWN_METHODS = ['emulation.setMediaFeaturesOverride'];

/** Opens Firefox on a profile that another launch has made. */
export async function openFirefox(profile: string): Promise<BrowserContext> {
  excuseUnknown();
  return await firefox.launchPersistentContext(profile, {
    channel: 'moz-firefox',
    executablePath: findBrowser('firefox'),
    headless: true,
    viewport: { width: 1280, height: 800 },
    firefoxUserPrefs: { ...FIREFOX_PREFS },
  });
}

interface Message {
  readonly id?: number;
  readonly method?: string;
}

interface Transport {
  send(message: Message): void;
  onmessage?: (message: object) => void;
}

interface BidiType {
  connectToTransport(transport: Transport, options: unknown): Promise<unknown>;
  isExcused?: true;
}

/** Playwright has no switch for this: its own line to the browser answers for Firefox. */
function excuseUnknown(): void {
  const client = firefox as unknown as { _connection: { toImpl(of: unknown): { _bidiFirefox: BidiType } } };
  const type = client._connection.toImpl(firefox)._bidiFirefox;
  if (type.isExcused === true) return;
  type.isExcused = true;
  const connect = type.connectToTransport.bind(type);
  type.connectToTransport = (transport, options) => {
    const send = transport.send.bind(transport);
    transport.send = (message) => {
      if (!UNKNOWN_METHODS.includes(message.method ?? '')) send(message);
      else setTimeout(() => transport.onmessage?.({ id: message.id, type: 'success', result: {} }));
    };
    return connect(transport, options);
  };
}
