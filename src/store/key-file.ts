// The file of keys in the extension's private folder (OPFS), beside the database and not in it. Worker.
import type { KeyFile } from './vault.ts';

const KEY_FILE = 'keys.json';

/**
 * The browser writes to a file aside and moves it over the old one when it is closed: after a crash the one or the other is
 * there, whole. https://fs.spec.whatwg.org/#api-filesystemwritablefilestream
 */
export function opfsKeyFile(): KeyFile {
  return {
    read: async () => {
      try {
        const folder = await navigator.storage.getDirectory();
        return await (await (await folder.getFileHandle(KEY_FILE)).getFile()).text();
      } catch (error) {
        if (error instanceof DOMException && error.name === 'NotFoundError') return undefined;
        throw error;
      }
    },
    write: async (text) => {
      const folder = await navigator.storage.getDirectory();
      const stream = await (await folder.getFileHandle(KEY_FILE, { create: true })).createWritable();
      await stream.write(text);
      await stream.close();
    },
  };
}
