import { Hono } from 'hono';
import { plan, problems } from '../../../.build/words.js';
import { isTrainingPath } from '../../../lambdas/http/training-paths.ts';
import { trainingApp } from '../../../lambdas/training/app.ts';
import { icalCalendars } from '../../../lib/adapters/calendar/ical-calendars.ts';
import { courseWordsFrom } from '../../../lib/adapters/letters/course-words.ts';
import type { SiteProblems } from '../../../lib/ports/site-words.ts';
import { type TrainingPorts, trainingUseCases } from '../../../lib/use-cases/training/training-use-cases.ts';
import { readEdition } from '../../adapters/letters/sample-letters.ts';
import { sampleTrainingPages } from '../../adapters/pages/every-training-page.ts';

/** The pages of her plan over the ports of a site in memory. */
export function trainingSite(
  siteUrl: string,
  ports: Omit<TrainingPorts, 'words'>,
  clientAddress: () => string,
  said: SiteProblems = problems,
): Hono {
  const words = courseWordsFrom({ course: ports.course, edition: readEdition });
  return trainingApp({
    useCases: trainingUseCases({ ...ports, words }),
    pages: sampleTrainingPages(siteUrl),
    problems: said,
    calendars: icalCalendars({ name: 'Strong Weeks', host: 'course.example', summary: plan.calendar }),
    ...{ log: ports.log, settings: ports.settings, clientAddress },
  });
}

/** Both functions behind one address, as API Gateway and the runner put them. */
export function mounted(training: Hono, web: Hono): Hono {
  const app = new Hono({ strict: false });
  app.all('*', ({ req, env }) => (isTrainingPath(req.path) ? training : web).fetch(req.raw, env));
  return app;
}
