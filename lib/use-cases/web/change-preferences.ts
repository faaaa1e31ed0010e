import { DAY_MS, type Instant, localDate } from '../../domain/calendar.ts';
import type { Country } from '../../domain/countries.ts';
import type { Course } from '../../domain/course.ts';
import type { Typed } from '../../domain/joining/field.ts';
import { shownAbout } from '../../domain/joining/fields.ts';
import { applyChange, type Change, partChange, type Raising } from '../../domain/joining/preferences.ts';
import type { Problem } from '../../domain/joining/problem.ts';
import { decide } from '../../domain/placement/decide.ts';
import { type Receiving, type Subscriber, transitionBetween } from '../../domain/subscriber.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Letters } from '../../ports/letters.ts';
import type { LimitStore } from '../../ports/limit-store.ts';
import type { HerPreferences, Saved } from '../../ports/pages.ts';
import type { CourseSettings } from '../../ports/settings.ts';
import { type AskChangeDeps, askChange } from './confirm-change.ts';
import { type HerRecordDeps, herRecord, whoReceives } from './her-record.ts';
import type { LeaveDeps } from './leave.ts';
import { weekUrl } from './lesson-links.ts';
import { readPreferences } from './preferences-form.ts';
import { upcoming } from './upcoming.ts';

export interface PreferencesDeps extends HerRecordDeps {
  course: Course;
  clock: Clock;
  asking: AskChangeDeps;
  limits: Pick<LimitStore, 'take'>;
  letters: Pick<Letters, 'titleOf'>;
  settings: Pick<CourseSettings, 'siteUrl'>;
  leaving: LeaveDeps;
}

export type PreferencesChanged =
  | { kind: 'saved'; view: HerPreferences; changes: Saved }
  | { kind: 'invalid'; view: HerPreferences; problems: readonly Problem[] }
  | { kind: 'exit'; exit: string; country: Country }
  | { kind: 'unknown' };

/** Null for a link that stands for nobody. Changes nothing. */
export function showPreferences(deps: PreferencesDeps) {
  return async (token: string): Promise<HerPreferences | null> => {
    const owner = await herRecord(deps, 'preferences', token);
    return owner === null ? null : viewOf(deps, owner.subscriber);
  };
}

/**
 * Changes what she asks for, all or nothing; what raises her ceiling waits for her yes. A reason to leave changes nothing
 * here: it asks once, on a page of its own.
 */
export function changePreferences(deps: PreferencesDeps) {
  return async (token: string, typed: Typed): Promise<PreferencesChanged> => {
    for (;;) {
      const owner = await whoReceives(deps, 'preferences', token);
      if (owner === null) return { kind: 'unknown' };
      const { subscriber } = owner;
      const exit = deps.course.exits.find((one) => typed[one] === 'yes');
      if (exit !== undefined) {
        return { kind: 'exit', exit, country: subscriber.country };
      }
      const now = deps.clock.now();
      const reading = readPreferences(deps.course, typed, subscriber, now);
      if (reading.kind === 'invalid')
        return { kind: 'invalid', view: await viewOf(deps, subscriber), problems: reading.problems };
      const { atOnce, raising } = partChange(subscriber, reading.change);
      const next = applyChange(deps.course, subscriber, atOnce, now);
      if ((await deps.subscribers.replace(next, transitionBetween(subscriber, next))) === 'conflict')
        continue;
      deps.leaving.log.info('preferences-changed', { subscriber: next.id });
      const asked = raising === null ? null : await ask(deps, next, raising, now);
      return saved(deps, { before: subscriber, after: next, change: atOnce, now, asked });
    }
  };
}

/** Weekly mails get passed on, so whoever holds one may ask, but not fill her inbox. */
const CHANGES_A_DAY = 3;

async function ask(
  { asking, limits }: PreferencesDeps,
  subscriber: Receiving,
  raising: Raising,
  now: Instant,
): Promise<Saved['asked']> {
  const { id } = subscriber;
  if ((await limits.take(`change#${id}`, CHANGES_A_DAY, DAY_MS, now)) === 'exceeded') return 'too-often';
  await askChange(asking, subscriber, raising);
  return 'mailed';
}

interface Step {
  asked: Saved['asked'];
  before: Receiving;
  after: Receiving;
  change: Change;
  now: Instant;
}

async function saved(
  deps: PreferencesDeps,
  { before, after, change, now, asked }: Step,
): Promise<PreferencesChanged> {
  const moved = before.birthDate !== after.birthDate || before.pace !== after.pace;
  const day = localDate(Math.max(now, after.dueAt), after.timeZone);
  return {
    kind: 'saved',
    view: await viewOf(deps, after),
    changes: {
      asked,
      paused: change.pause !== undefined,
      resumed: change.resume === true && before.state === 'paused',
      movedTo: moved ? deps.letters.titleOf(decide(deps.course, after, day), after.country) : null,
    },
  };
}

async function viewOf(deps: PreferencesDeps, subscriber: Subscriber): Promise<HerPreferences> {
  const { state, country, id } = subscriber;
  const last = subscriber.recent.at(-1);
  const token = await deps.tokens.sign('unsubscribe', { id, subject: '' });
  return {
    state,
    country,
    fields: shownAbout(subscriber),
    pausedUntil: subscriber.state === 'paused' ? subscriber.pausedUntil : null,
    next: upcoming(deps, subscriber),
    pauses: deps.course.pauses,
    level: last?.level === undefined || last.level === null ? null : subscriber.level,
    hasBirthDate: subscriber.birthDate !== null,
    unsubscribeUrl: `${deps.settings.siteUrl}/unsubscribe/${token}`,
    weekUrl: await weekUrl(deps.tokens, deps.settings.siteUrl, subscriber),
  };
}
