import type { Site, SiteAnswer } from '../../ports/site.ts';

/** API Gateway itself gives up after 30 seconds; no reader waits as long. */
const PATIENCE_MS = 10_000;

export function httpSite(url: string): Site {
  const ask = async (path: string, request: RequestInit): Promise<SiteAnswer> => {
    const answer = await fetch(`${url}${path}`, {
      ...request,
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return {
      status: answer.status,
      location: answer.headers.get('location'),
      body: await answer.text(),
    };
  };
  return {
    get: (path) => ask(path, {}),
    post: (path, fields) => ask(path, { method: 'POST', body: new URLSearchParams(fields) }),
  };
}
