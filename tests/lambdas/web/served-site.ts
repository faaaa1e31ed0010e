import { serve } from '@hono/node-server';
import { afterAll, beforeAll } from 'vitest';
import { openSite, type Site } from './site.ts';

/** The site on a port of this machine, one for a test file. */
export interface ServedSite extends Site {
  url: string;
}

export function serveSite(): () => ServedSite {
  let served: ServedSite | undefined;
  let close: (() => void) | undefined;
  beforeAll(async () => {
    let site: Site | undefined;
    const server = serve({
      fetch: (request) => site?.app.fetch(request) ?? new Response(null),
      port: 0,
      hostname: '127.0.0.1',
    });
    close = () => server.close();
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('the site has no port');
    const url = `http://127.0.0.1:${address.port}`;
    site = await openSite({ siteUrl: url });
    served = Object.assign(site, { url });
  });
  afterAll(() => close?.());
  return () => {
    if (served === undefined) throw new Error('the site opens before the first test, not sooner');
    return served;
  };
}
