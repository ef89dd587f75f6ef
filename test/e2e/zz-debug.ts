import { Rig } from './rig.ts';
import { endAll } from '../../src/dev/child-process.ts';
const rig = await Rig.open();
try {
  const sw = rig.context.serviceWorkers()[0]!;
  sw.on('console', (m) => console.log('SW:', m.text()));
  await rig.page.waitForTimeout(1000);
  await rig.page.goto(rig.site + '/index.html');
  await rig.page.waitForTimeout(500);
  await rig.page.locator('#search').click(); await rig.page.keyboard.type('hello');
  await rig.page.waitForTimeout(1500);
  console.log(await sw.evaluate(async () => {
    const dbs = await indexedDB.databases();
    const out: Record<string, unknown> = { dbs, local: await chrome.storage.local.get(), scripts: await chrome.scripting.getRegisteredContentScripts(), alarms: await chrome.alarms.getAll(), badge: await chrome.action.getTitle({}) };
    for (const { name } of dbs) { const db: IDBDatabase = await new Promise((r) => { const q = indexedDB.open(name!); q.onsuccess = () => r(q.result); });
      for (const s of db.objectStoreNames) out[s] = await new Promise((r) => { const q = db.transaction(s).objectStore(s).count(); q.onsuccess = () => r(q.result); }); db.close(); }
    return JSON.stringify(out, null, 1);
  }));
  console.log(rig.consoleLines);
} finally { await rig.close(); await endAll(); }
