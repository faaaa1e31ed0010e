import type { Country } from '../../domain/countries.ts';
import type { Course } from '../../domain/course.ts';
import { applyChange } from '../../domain/joining/preferences.ts';
import type { Clock } from '../../ports/clock.ts';
import { type HerRecordDeps, whoReceives } from './her-record.ts';
import { type LeaveDeps, leaveNow } from './leave.ts';

/** What one button of a page does for whoever holds a link to her preferences. */
export interface OneButtonDeps extends HerRecordDeps {
  course: Course;
  clock: Clock;
  leaving: LeaveDeps;
}

export type OneButton = { kind: 'ask'; country: Country } | { kind: 'unknown' };

/** Whether the link still stands for someone. Changes nothing. */
export function showOneButton(deps: HerRecordDeps) {
  return async (token: string): Promise<OneButton> => {
    const owner = await whoReceives(deps, 'preferences', token);
    return owner === null ? { kind: 'unknown' } : { kind: 'ask', country: owner.subscriber.country };
  };
}

/** From her next mail on, nothing mentions a baby. Pressed twice it says the same. */
export function leaveOutBaby(deps: OneButtonDeps) {
  return async (token: string): Promise<'saved' | 'unknown'> => {
    for (;;) {
      const owner = await whoReceives(deps, 'preferences', token);
      if (owner === null) return 'unknown';
      const next = applyChange(deps.course, owner.subscriber, { babyMentions: false }, deps.clock.now());
      if ((await deps.subscribers.replace(next, 'change')) === 'conflict') continue;
      deps.leaving.log.info('preferences-changed', { subscriber: next.id });
      return 'saved';
    }
  };
}

/**
 * A reason of the course to leave: she leaves, kindly. As leaving by the link of a mail, it works on a record that cannot
 * be parsed.
 */
export function leaveByExit(deps: OneButtonDeps) {
  return async (token: string): Promise<{ kind: 'left'; country: Country | null } | { kind: 'unknown' }> => {
    const content = await deps.tokens.verify('preferences', token);
    const record = content === null ? null : await deps.leaving.subscribers.getRaw(content.id);
    if (content === null || record === null || record.run !== content.subject) return { kind: 'unknown' };
    const { country } = await leaveNow(deps.leaving, content.id);
    return { kind: 'left', country };
  };
}
