import type { Context } from 'hono';
import type { Pages } from '../../lib/pages.ts';
import type { Clock, CourseSettings, Log } from '../../lib/ports.ts';
import type { WebUseCases } from '../../lib/use-cases/web.ts';

/** What the web app is made of; its host chooses it. */
export interface WebDeps {
  useCases: WebUseCases;
  pages: Pages;
  clock: Pick<Clock, 'now' | 'machineNow'>;
  log: Log;
  settings: Pick<CourseSettings, 'siteUrl'>;
  /** The sender's internet address, as this host knows it. */
  clientAddress: (env: unknown) => string;
}

export type WebContext = Context;
