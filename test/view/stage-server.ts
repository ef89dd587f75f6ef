// Serves the stage: popup and pages as they are in the sources, on a worker of cardboard.
import { createViteServer } from 'vitest/node';
import { ROOT, WORK } from '../../src/dev/paths.ts';

export interface StageServer {
  /** Address of a scene; `page` is `popup`, `notice`, `exemptions`, `settings` or `review`. */
  readonly urlOf: (page: string, scene: string, locale?: string) => string;
  readonly close: () => Promise<void>;
}

/** `name` keeps the caches of servers apart that run at the same time. */
export async function serveStage(name: string): Promise<StageServer> {
  const server = await createViteServer({
    root: ROOT,
    configFile: false,
    publicDir: 'assets',
    cacheDir: `${WORK}/vite-stage-${name}`,
    logLevel: 'warn',
    server: { host: '127.0.0.1', port: 0, watch: null, hmr: false },
    optimizeDeps: { noDiscovery: true },
  });
  await server.listen();
  const origin = server.resolvedUrls?.local[0] ?? '';
  return {
    urlOf: (page, scene, locale = 'en') => `${origin}test/view/stage/?page=${page}&scene=${scene}&locale=${locale}`,
    close: () => server.close(),
  };
}
