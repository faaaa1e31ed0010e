import { type Instant, isoInstant, type TimeZone } from '../domain/calendar.ts';
import type { Decision, Reason } from '../domain/placement/decision.ts';
import { describeReasons } from '../domain/placement/reasons.ts';
import type { Receiving } from '../domain/subscriber.ts';

/** Her next lesson, in one sentence that says why it is this one. */
export function nextSentence(subscriber: Receiving, next: Decision): string {
  const when = formatInstant(subscriber.dueAt, subscriber.timeZone);
  return `Her next lesson is ${sessionName(next)}, ${when}, because ${reasonWords(next.reasons)}.`;
}

/** Her next lesson for machines. */
export function nextForMachines(subscriber: Receiving, next: Decision) {
  return {
    session: next.session,
    level: next.level,
    dueAt: isoInstant(subscriber.dueAt),
    reason: describeReasons(next.reasons),
    claimed: subscriber.claim !== null,
  };
}

export function sessionName({ session, level }: Pick<Decision, 'session' | 'level'>): string {
  return `session ${session}${level === null ? '' : `, level ${level}`}`;
}

export function formatInstant(at: Instant, timeZone: TimeZone = 'UTC'): string {
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone });
  return timeZone === 'UTC' ? `${format.format(at)} UTC` : `${format.format(at)} her time`;
}

/** The reasons as the rest of a sentence: "it is the next on her path". */
export function reasonWords(reasons: readonly Reason[]): string {
  const words = reasons.map(wordsFor);
  const last = words.at(-1) ?? 'it is the next on her path';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}

function wordsFor(reason: Reason): string {
  switch (reason.rule) {
    case 'first-lesson':
      return reason.weeksSinceBirth === null
        ? 'it is her first lesson, without a date'
        : `it is her first lesson, ${reason.weeksSinceBirth} weeks after her date`;
    case 'ceiling':
      return `nothing past session ${reason.ceiling} is open in week ${reason.week} after her date`;
    case 'fence':
      return `session ${reason.refused} is not safe for her yet`;
    case 'too-much':
      return reason.back === 0
        ? 'she said too much, and nothing lies further back'
        : `she said too much${reason.running < 2 ? '' : ' twice'}, so it is ${steps(reason.back)} back`;
    case 'weeks-more':
      return `she said she is not strong enough yet, so it is ${steps(reason.back)} back`;
    case 'return':
      return `she was away for ${reason.weeksAway} ${reason.weeksAway === 1 ? 'week' : 'weeks'}, so she comes back to it`;
    case 'gone':
      return `session ${reason.session}, which she had last, is gone from the course`;
    case 'by-hand':
      return BY_HAND_WORDS[reason.did];
    default:
      return PLAIN[reason.rule];
  }
}

function steps(back: number): string {
  return back === 1 ? 'one session' : `${back} sessions`;
}

const BY_HAND_WORDS = {
  changed: 'her details were changed by hand',
  paused: 'she was paused by hand',
  resumed: 'her pause was ended by hand',
} as const;

const PLAIN = {
  next: 'it is the next on her path',
  'on-ramp': 'she goes on along the on-ramp',
  'on-ramp-done': 'she has done the on-ramp',
  'ladder-done': 'she has done the ladder, and the loop begins',
  harder: 'she is told to take the harder version, having said too easy twice',
  'level-up': 'it is a level up',
  'level-ahead': 'a level up begins with the next block',
  'level-down': 'she said too much twice, so it is a level down',
  missed: 'she did not get to the last one',
  'not-yet': 'she said not yet, so it is the gentle one',
  hold: 'she stays there until she taps Ready',
  ready: 'she tapped Ready',
  changed: 'her date or pace changed',
  moved: 'you moved her there',
} as const;
