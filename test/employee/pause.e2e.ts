// Pausing without the popup.
import { expect, test } from '@playwright/test';
import { Rig } from '../e2e/rig.ts';

declare const chrome: {
  readonly alarms: { get(name: string): Promise<{ scheduledTime: number } | undefined> };
  readonly commands: {
    getAll(): Promise<{ name: string }[]>;
    readonly onCommand: { dispatch(command: string): void };
  };
  readonly contextMenus: { readonly onClicked: { dispatch(info: object): void } };
};

test('the keyboard command and the button’s menu pause and resume, and the end is announced a minute before', async () => {
  const rig = await Rig.open();
  try {
    await rig.untilReady();
    const popup = await rig.openExtensionPage('popup.html');
    await expect(popup.getByRole('heading', { level: 1 })).not.toHaveText('Paused');
    const [worker] = rig.context.serviceWorkers();
    if (worker === undefined) throw new Error('No worker.');
    expect(await worker.evaluate(() => chrome.commands.getAll())).toEqual(
      expect.arrayContaining([expect.objectContaining({ name: 'toggle-pause' })]),
    );
    await worker.evaluate(() => chrome.commands.onCommand.dispatch('toggle-pause'));
    await expect(popup.getByRole('timer')).toHaveText('Time left: 15 minutes');
    const soon = await worker.evaluate(() => chrome.alarms.get('pause-soon'));
    expect(Math.round(((soon?.scheduledTime ?? 0) - Date.now()) / 60_000)).toBe(14);
    await worker.evaluate(() => chrome.commands.onCommand.dispatch('toggle-pause'));
    await expect(popup.getByRole('heading', { level: 1 })).not.toHaveText('Paused');
    expect(await worker.evaluate(() => chrome.alarms.get('pause-soon'))).toBeUndefined();
    await worker.evaluate(() => chrome.contextMenus.onClicked.dispatch({ menuItemId: 'pause-5' }));
    await expect(popup.getByRole('timer')).toHaveText('Time left: 5 minutes');
    await worker.evaluate(() => chrome.contextMenus.onClicked.dispatch({ menuItemId: 'resume' }));
    await expect(popup.getByRole('heading', { level: 1 })).not.toHaveText('Paused');
  } finally {
    await rig.close();
  }
});
