import type { Reason } from './decision.ts';

/** The reasons as people read them: "ceiling at week 8", "on-ramp", "one back: too much". */
export function describeReasons(reasons: readonly Reason[]): string {
  return reasons.map(describe).join(', ');
}

function describe(reason: Reason): string {
  switch (reason.rule) {
    case 'first-lesson':
      return reason.weeksSinceBirth === null
        ? 'first lesson, no date'
        : `first lesson at week ${reason.weeksSinceBirth}`;
    case 'ceiling':
      return `ceiling at week ${reason.week}`;
    case 'fence':
      return `not safe yet: ${reason.refused}`;
    case 'too-much':
      return reason.running < 2 ? 'one back: too much' : 'three back: too much twice';
    case 'return':
      return `back after ${reason.weeksAway} ${reason.weeksAway === 1 ? 'week' : 'weeks'}`;
    default:
      return PLAIN[reason.rule];
  }
}

const PLAIN = {
  next: 'next',
  'on-ramp': 'on-ramp',
  'on-ramp-done': 'on-ramp done',
  'ladder-done': 'ladder done',
  'too-easy': 'two on: too easy twice',
  'level-up': 'a level up: too easy twice',
  'level-down': 'a level down: too much twice',
  missed: 'same again: missed',
  'not-yet': 'back to where it is safe: not yet',
  hold: 'stays until ready',
  ready: 'ready',
  changed: 'date or pace changed',
} as const;
