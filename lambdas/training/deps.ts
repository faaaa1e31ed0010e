import type { Calendars } from '../../lib/ports/calendars.ts';
import type { Log } from '../../lib/ports/log.ts';
import type { CourseSettings } from '../../lib/ports/settings.ts';
import type { SiteProblems } from '../../lib/ports/site-words.ts';
import type { TrainingPages } from '../../lib/ports/training-pages.ts';
import type { TrainingUseCases } from '../../lib/use-cases/training/training-use-cases.ts';

/** What the pages of her plan are made of; their host chooses it. */
export interface TrainingDeps {
  useCases: TrainingUseCases;
  pages: TrainingPages;
  /** What is said when something is wrong. */
  problems: SiteProblems;
  calendars: Calendars;
  log: Log;
  settings: Pick<CourseSettings, 'siteUrl'>;
  /** The sender's internet address, as this host knows it. */
  clientAddress: (env: unknown) => string;
}
