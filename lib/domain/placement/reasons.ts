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
      return `${stepsBack(reason.back)}: too much${reason.running < 2 ? '' : ' twice'}`;
    case 'weeks-more':
      return `${stepsBack(reason.back)}: not strong enough yet`;
    case 'by-hand':
      return `${reason.did} by hand`;
    case 'gone':
      return `session ${reason.session} is gone`;
    case 'return':
      return `back after ${reason.weeksAway} ${reason.weeksAway === 1 ? 'week' : 'weeks'}`;
    default:
      return PLAIN[reason.rule];
  }
}

const STEPS = ['the same again, easier', 'one back', 'two back', 'three back'];

function stepsBack(steps: number): string {
  return STEPS[steps] ?? `${steps} back`;
}

const PLAIN = {
  next: 'next',
  'on-ramp': 'on-ramp',
  'on-ramp-done': 'on-ramp done',
  'ladder-done': 'ladder done',
  harder: 'take the harder version: too easy twice',
  'level-up': 'a level up',
  'level-ahead': 'a level up from the next block',
  'level-down': 'a level down: too much twice',
  missed: 'same again: missed',
  'not-yet': 'back to where it is safe: not yet',
  hold: 'stays until ready',
  ready: 'ready',
  changed: 'date or pace changed',
  moved: 'moved by hand',
} as const;
