// Says something to the person through the system's notifications: what they asked to hear, and nothing else.
import browser from 'webextension-polyfill';
import type { MessageKey } from '../../src/view/message-key.ts';
import { iconPath } from '../../src/view/state-words.ts';

type News = Extract<MessageKey, `notify${string}`>;

/** The same news takes the place of older news of its kind. */
export async function notify(news: News): Promise<void> {
  await browser.notifications.create(news, {
    type: 'basic',
    iconUrl: browser.runtime.getURL(iconPath('capturing', 128)),
    title: 'Showhow',
    message: browser.i18n.getMessage(news),
  });
}
