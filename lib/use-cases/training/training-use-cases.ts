import { showWeek } from './her-week.ts';
import type { HerCalendarDeps, HerYearDeps } from './her-year.ts';
import { showCalendar, showYear } from './her-year.ts';
import { chooseDays, requestYearLink, tick, type WriteDownDeps, writeNumbers } from './write-down.ts';

/** What the use cases of her plan need together. */
export type TrainingPorts = WriteDownDeps & HerYearDeps & HerCalendarDeps;

export type TrainingUseCases = ReturnType<typeof trainingUseCases>;

/** Everything that she can do with her plan, ready to be called. */
export function trainingUseCases(ports: TrainingPorts) {
  return {
    showWeek: showWeek(ports),
    tick: tick(ports),
    chooseDays: chooseDays(ports),
    writeNumbers: writeNumbers(ports),
    requestYearLink: requestYearLink(ports),
    showYear: showYear(ports),
    showCalendar: showCalendar(ports),
  };
}
