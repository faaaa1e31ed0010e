import type { Instant } from '../../domain/calendar.ts';
import { type Course, LEVELS } from '../../domain/course.ts';
import { type Typed, typedIn } from '../../domain/joining/field.ts';
import { type Change, mayRemoveDate } from '../../domain/joining/preferences.ts';
import type { Problem } from '../../domain/joining/problem.ts';
import { readChangedAbout } from '../../domain/joining/read-fields.ts';
import type { Receiving } from '../../domain/subscriber.ts';

export type PreferencesReading =
  | { kind: 'ok'; change: Change }
  | { kind: 'invalid'; problems: readonly Problem[] };

/** What the preferences page asks beside the fields of the table and the reasons to leave. */
export const PREFERENCE_ACTIONS = ['level', 'pause', 'resume', 'removeName'] as const;

/** Reads what she asks to change. What is left out stays, and so do an empty name and date: the page never shows them. */
export function readPreferences(
  course: Course,
  typed: Typed,
  subscriber: Receiving,
  now: Instant,
): PreferencesReading {
  const { country, timeZone } = subscriber;
  const current = { country, timeZone, mayRemoveDate: mayRemoveDate(course, subscriber, now) };
  const asked = { course, typed, now, current, listOrder: null };
  const about = readChangedAbout({ door: 'preferences', ...asked }, subscriber);
  const actions = readActions(typed, course);
  if (about.kind === 'ok' && actions.problems.length === 0)
    return { kind: 'ok', change: { ...about.about, ...actions.change } };
  return {
    kind: 'invalid',
    problems: [...(about.kind === 'invalid' ? about.problems : []), ...actions.problems],
  };
}

interface Actions {
  change: Pick<Change, 'level' | 'pause' | 'resume' | 'firstName'>;
  problems: readonly Problem[];
}

function readActions(typed: Typed, { pauses, exits }: Course): Actions {
  const [level, rest] = [readLevel(typed), readRest(typed, pauses)];
  const name = typedIn(typed, 'removeName') === 'yes' ? { firstName: null } : {};
  return {
    change: { ...changeOf(level), ...changeOf(rest), ...name },
    problems: [level, rest, ...exits.map((exit) => readExit(typed, exit))].flatMap((one) =>
      'problem' in one ? [one.problem] : [],
    ),
  };
}

function changeOf(action: Action): Actions['change'] {
  return 'change' in action ? action.change : {};
}

type Action = { change: Actions['change'] } | { problem: Problem };

function readLevel(typed: Typed): Action {
  const text = typedIn(typed, 'level');
  if (text === '') return { change: {} };
  const level = LEVELS.find((one) => String(one) === text);
  return level === undefined ? { problem: { input: 'level', code: 'level-unknown' } } : { change: { level } };
}

function readRest(typed: Typed, pauses: readonly number[]): Action {
  const text = typedIn(typed, 'pause');
  const resume = typedIn(typed, 'resume');
  const pause = pauses.find((weeks) => String(weeks) === text);
  if (text !== '' && pause === undefined)
    return { problem: { input: 'pause', code: 'pause-unknown', choices: pauses.map(String) } };
  if (resume !== '' && resume !== 'yes') return { problem: { input: 'resume', code: 'resume-unknown' } };
  if (pause === undefined) return { change: resume === 'yes' ? { resume: true } : {} };
  if (resume === 'yes') return { problem: { input: 'pause', code: 'pause-and-resume' } };
  return { change: { pause } };
}

/** Her yes is handled before the rest of the form is read: it leaves, and nothing else is asked. */
function readExit(typed: Typed, exit: string): Action {
  const text = typedIn(typed, exit);
  return text === '' || text === 'yes' ? { change: {} } : { problem: { input: exit, code: 'exit-unknown' } };
}
