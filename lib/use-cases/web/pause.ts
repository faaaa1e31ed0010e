import type { LocalDate } from '../../domain/calendar.ts';
import type { Country } from '../../domain/countries.ts';
import type { Course } from '../../domain/course.ts';
import { applyChange } from '../../domain/joining/preferences.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Letters } from '../../ports/letters.ts';
import type { Log } from '../../ports/log.ts';
import type { Upcoming } from '../../ports/pages.ts';
import type { CourseSettings } from '../../ports/settings.ts';
import { type HerRecordDeps, whoReceives } from './her-record.ts';
import { preferencesUrl } from './lesson-links.ts';
import { upcoming } from './upcoming.ts';

export interface PauseDeps extends HerRecordDeps {
  course: Course;
  clock: Clock;
  letters: Pick<Letters, 'titleOf'>;
  log: Log;
  settings: Pick<CourseSettings, 'siteUrl'>;
}

export type PausedNow =
  | { kind: 'paused'; until: LocalDate; country: Country; next: Upcoming | null; preferencesUrl: string }
  | { kind: 'unknown' };

/** Whether the link still stands for someone. Changes nothing. */
export function showPause(deps: PauseDeps) {
  return async (token: string): Promise<boolean> => (await whoReceives(deps, 'pause', token)) !== null;
}

/** Pauses from today for so many weeks; pressed again, it counts from that day. */
export function pause(deps: PauseDeps) {
  return async (token: string, weeks: number): Promise<PausedNow> => {
    for (;;) {
      const owner = await whoReceives(deps, 'pause', token);
      if (owner === null) return { kind: 'unknown' };
      const { subscriber } = owner;
      const next = applyChange(deps.course, subscriber, { pause: weeks }, deps.clock.now());
      if ((await deps.subscribers.replace(next, 'pause')) === 'conflict') continue;
      if (next.state !== 'paused') throw new Error('a pause left her active');
      deps.log.info('paused', { subscriber: next.id, weeks });
      return {
        kind: 'paused',
        until: next.pausedUntil,
        country: next.country,
        next: upcoming(deps, next),
        preferencesUrl: await preferencesUrl(deps.tokens, deps.settings.siteUrl, next),
      };
    }
  };
}
