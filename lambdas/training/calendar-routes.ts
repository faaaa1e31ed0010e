import type { Hono } from 'hono';
import { refusal, unknownLink } from '../http/answers.ts';
import type { TrainingDeps } from './deps.ts';

/** A calendar to subscribe to. 410 after she left, so that a calendar program stops asking (RFC 9110, section 15.5.11). */
export function calendarRoutes(app: Hono, deps: TrainingDeps): void {
  app.get('/calendar/:file', async (c) => {
    const token = (c.req.param('file') ?? '').replace(/[^\w-]+$/, '').replace(/\.ics$/, '');
    const shown = await deps.useCases.showCalendar(token);
    switch (shown.kind) {
      case 'unknown':
        return unknownLink(c, deps);
      case 'gone':
        return refusal(c, deps, {
          ...{ status: 410, why: 'calendar-gone' },
          page: { kind: 'calendar-gone' },
        });
      case 'calendar':
        return c.body(deps.calendars.write(shown.feed), 200, {
          'Content-Type': 'text/calendar; charset=utf-8',
          'Content-Disposition': 'inline; filename="20-minutes.ics"',
        });
    }
  });
}
