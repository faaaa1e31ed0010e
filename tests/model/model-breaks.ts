import type { Check } from './spin.ts';

/** A mistake made in the model, and the invariant that it breaks. */
export interface ModelBreak {
  mistake: string;
  invariant: string;
  changes: readonly (readonly [from: string, to: string])[];
  check?: Check;
  broken: RegExp;
}

const ONCE = /age\[b\]/;
const CYCLE = /acceptance cycle/;

/** A checker that finds nothing in a wrong model proves nothing of the right one. */
export const MODEL_BREAKS: readonly ModelBreak[] = [
  {
    mistake: 'a claim without a condition',
    invariant: 'once',
    changes: [['open && claim == 0 && dueAt == m', 'open && dueAt == m']],
    broken: ONCE,
  },
  {
    mistake: 'a second attempt before the hour is over',
    invariant: 'once',
    changes: [
      ['age[a] != hour -> goto idle :: else', 'false :: else'],
      ['(age[claim] == hour || line == sent', '(true || line == sent'],
    ],
    broken: ONCE,
  },
  {
    mistake: 'a second attempt while an event waits as a dead letter',
    invariant: 'once',
    changes: [['recording == 0 && deadLetter == 0;', 'recording == 0;']],
    check: { define: ['FAULTS=2', 'DISPATCHES=1'] },
    broken: ONCE,
  },
  {
    mistake: 'no look at the line before the second attempt',
    invariant: 'once',
    changes: [
      ['if :: tries > 0 && line == sent -> goto profile :: !(tries > 0 && line == sent) ::', 'if :: true ::'],
    ],
    broken: ONCE,
  },
  {
    mistake: 'leaving without waiting',
    invariant: 'notAfterLeaving',
    changes: [['(a == 0 || age[a] != fresh);', 'skip;']],
    check: { define: ['LEAVES'] },
    broken: /!\(answered\)|answered/,
  },
  {
    mistake: 'a mark moved without a condition',
    invariant: 'queuedOnce',
    changes: [['atomic { mark == was -> mark = d;', 'atomic { true -> mark = d;']],
    broken: /queued\[d\]/,
  },
  {
    mistake: 'a line that says sent though no answer came',
    invariant: 'lineTrue',
    changes: [['if :: reply[a] == accepted ::', 'if :: reply[a] == accepted || reply[a] == silent ::']],
    broken: /taken/,
  },
  {
    mistake: 'an event without a week of its own is dropped',
    invariant: 'told',
    changes: [
      [
        'else -> if :: line != none -> putSent(recording); did(MERGE, recording) :: else fi; goto done',
        'else -> goto done',
      ],
    ],
    check: { claim: 'told' },
    broken: CYCLE,
  },
  {
    mistake: 'a deletion that is not repeated',
    invariant: 'nothingLeft',
    changes: [['!busy[3] -> wipe(); did(REST, 0); a = 0', '!busy[3] -> a = 0']],
    check: { claim: 'nothingLeft', define: ['LEAVES', 'DISPATCHES=1'] },
    broken: CYCLE,
  },
  {
    mistake: 'a lost message that is not queued again',
    invariant: 'accounted',
    changes: [['empty(lessons) -> lessons!dueAt;', 'empty(lessons) && mark > 9 -> lessons!dueAt;']],
    check: { claim: 'accounted' },
    broken: CYCLE,
  },
];
