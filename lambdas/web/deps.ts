import type { Country } from '../../lib/domain/countries.ts';
import type { Clock } from '../../lib/ports/clock.ts';
import type { Log } from '../../lib/ports/log.ts';
import type { Asset, HelpView, Pages } from '../../lib/ports/pages.ts';
import type { CourseSettings } from '../../lib/ports/settings.ts';
import type { SiteProblems } from '../../lib/ports/site-words.ts';
import type { WebUseCases } from '../../lib/use-cases/web/web-use-cases.ts';

/** What the web app is made of; its host chooses it. */
export interface WebDeps {
  useCases: WebUseCases;
  /** What the course is called. */
  name: string;
  pages: Pages;
  /** The reasons to leave that have a page of their own. */
  exits: readonly string[];
  /** The country whose language this app speaks; null: the words of home. */
  asked: Country | null;
  /** What is said when something is wrong. */
  problems: SiteProblems;
  /** The picture of that name; null when there is none. Its name carries its hash, so it never changes. */
  picture: (name: string) => Promise<Asset | null>;
  /** The help page of that name and edition, without one for readers anywhere; null when there is none. */
  help: (page: string, edition: string | null) => HelpView | null;
  clock: Pick<Clock, 'now' | 'machineNow'>;
  log: Log;
  settings: Pick<CourseSettings, 'siteUrl'>;
  /** The sender's internet address, as this host knows it. */
  clientAddress: (env: unknown) => string;
}
