import { expect, test } from 'vitest';
import { someOf } from '../whole-course.ts';
import { type Edit, findingsWith } from './planted.ts';

/** Each rule of the programme, broken once. A finding names its file, its line and what to do. */
const PLANTED: readonly { fault: string; edits: readonly Edit[]; says: string }[] = [
  {
    fault: 'a full session without a push',
    edits: [
      ['sessions/24.yaml', 'move: PU, rung: 4, sets: 3, reps: 6', 'move: PP, rung: 0, sets: 3, reps: 6'],
    ],
    says: 'sessions/24.yaml:11 pattern: a full session has a push move, this has none',
  },
  {
    fault: 'two full weeks without a carry',
    edits: [
      ['sessions/16.yaml', / {2}- \{ move: SC.*\n/, ''],
      ['sessions/17.yaml', / {2}- \{ move: SC.*\n/, ''],
    ],
    says: 'sessions/17.yaml:11 pattern: 2 full weeks running without a carry',
  },
  {
    fault: 'moves that change within a block',
    edits: [
      [
        'sessions/25.yaml',
        'move: SU, rung: 2, sets: 3, reps: 7, each-side: true, kg: [3, 4], per: one hand',
        'move: SQ, rung: 4, sets: 3, reps: 7, kg: [6, 8], per: total',
      ],
    ],
    says: 'sessions/25.yaml:13 block: the moves of block E stay for three weeks: SU stands here in week 1',
  },
  {
    fault: 'a dose that shrinks',
    edits: [
      ['sessions/30.yaml', 'move: HT, rung: 3, sets: 3, reps: 10', 'move: HT, rung: 3, sets: 3, reps: 6'],
    ],
    says: 'sessions/30.yaml:11 growth: HT asks less than the week before',
  },
  {
    fault: 'an easier week that is hard',
    edits: [['sessions/35.yaml', 'move: DL, rung: 2, sets: 2', 'move: DL, rung: 2, sets: 4']],
    says: 'sessions/35.yaml:11 easier-week: 4 sets in an easier week (at most 2)',
  },
  {
    fault: 'a step back at the doorstep of the loop',
    edits: [
      [
        'sessions/E1.yaml',
        'move: SQ, rung: 3, sets: 2, reps: 10, kg: [3, 5], per: total',
        'move: SQ, rung: 1, sets: 2, reps: 10',
      ],
    ],
    says: 'sessions/E1.yaml:16 growth: SQ is a step back from R6 (level 1)',
  },
  {
    fault: 'a year that does not grow',
    edits: [
      ['sessions/48.yaml', 'move: ROW, rung: 5, sets: 3', 'move: ROW, rung: 5, sets: 1'],
      ['sessions/49.yaml', 'move: ROW, rung: 5, sets: 3', 'move: ROW, rung: 5, sets: 1'],
      ['sessions/50.yaml', 'move: ROW, rung: 5, sets: 4', 'move: ROW, rung: 5, sets: 1'],
    ],
    says: 'sessions/50.yaml:11 growth: the top of block K, 1854 kg x reps, is no more than 2094, 2 blocks before',
  },
  {
    fault: 'a level up that is less work',
    edits: [
      ['sessions/E2.yaml', 'move: DL, rung: 3, sets: 3, reps: 7', 'move: DL, rung: 3, sets: 1, reps: 7'],
    ],
    says: 'sessions/E2.yaml:47 growth: a level up is no more work (level 3)',
  },
  {
    fault: 'an on-ramp that does not grow',
    edits: [['sessions/R3.yaml', /sets: 2/g, 'sets: 1']],
    says: 'sessions/R3.yaml:11 growth: R3 is no more work than R2',
  },
  {
    fault: 'a weight that got lost',
    edits: [
      [
        'sessions/33.yaml',
        'move: DL, rung: 2, sets: 3, reps: 9, kg: [15, 17], per: total',
        'move: DL, rung: 2, sets: 3, reps: 9',
      ],
    ],
    says: 'sessions/33.yaml:11 load: DL rung 2 carries a weight: write kg and per',
  },
  {
    fault: 'a move that gets lighter',
    edits: [
      [
        'sessions/36.yaml',
        'each-side: true, kg: [8, 9], per: one hand',
        'each-side: true, kg: [7, 7.5], per: one hand',
      ],
    ],
    says: 'sessions/36.yaml:12 growth: ROW gets lighter: 7 to 7.5 kg',
  },
  {
    fault: 'a weight before its session',
    edits: [
      [
        'sessions/9.yaml',
        'move: HH, rung: 1, sets: 2, reps: 10',
        'move: HH, rung: 1, sets: 2, reps: 10, kg: [1, 2], per: hand',
      ],
    ],
    says: 'sessions/9.yaml:11 load: a weight before session 10',
  },
  {
    fault: 'a weight that could be and is not',
    edits: [
      [
        'sessions/12.yaml',
        'move: SQ, rung: 3, sets: 2, reps: 8, kg: [3, 5], per: total',
        'move: SQ, rung: 2, sets: 2, reps: 8',
      ],
    ],
    says: 'sessions/12.yaml:13 load: SQ could carry a weight and names none: write kg and per',
  },
  {
    fault: 'a weight outside its rung',
    edits: [
      [
        'sessions/20.yaml',
        'move: SQ, rung: 4, sets: 3, reps: 8, kg: [6, 8]',
        'move: SQ, rung: 4, sets: 3, reps: 8, kg: [6, 12]',
      ],
    ],
    says: 'sessions/20.yaml:13 load: 6 to 12 kg stands outside rung 4, 6 to 9 kg',
  },
  {
    fault: 'a likeness that is not in the table',
    edits: [
      [
        'sessions/12.yaml',
        'metres: 20, kg: [3, 5], per: hand',
        'metres: 20, kg: [3, 5], per: hand, like: 99',
      ],
    ],
    says: 'sessions/12.yaml:16 load: kit.yaml has no weight of 99 kg',
  },
  {
    fault: 'a child in each hand',
    edits: [['kit.yaml', 'in-hand: "a packed laptop bag"', 'in-hand: "a newborn"']],
    says: 'sessions/12.yaml:16 load: "a newborn" in each hand: give row 4 of kit.yaml an in-hand without "newborn"',
  },
  {
    fault: 'a step-up without a hand for the rail',
    edits: [['sessions/24.yaml', 'kg: [3, 4], per: one hand', 'kg: [3, 4], per: hand']],
    says: 'sessions/24.yaml:13 load: SU needs a hand for the rail: write per: one hand',
  },
  {
    fault: 'an Easier that is no lighter',
    edits: [['sessions/47.yaml', 'easier: [7, 9]', 'easier: [12, 15]']],
    says: 'sessions/47.yaml:11 easier: Easier of HT is 12 to 15 kg, no lighter than 10 to 11: write easier: [kilos]',
  },
  {
    fault: 'a move before its session',
    edits: [['sessions/12.yaml', 'move: DB, rung: 1', 'move: PP, rung: 1']],
    says: 'sessions/12.yaml:15 early: PP may not come before session 13',
  },
  {
    fault: 'a rung before its session',
    edits: [['sessions/14.yaml', 'move: DB, rung: 1', 'move: DB, rung: 3']],
    says: 'sessions/14.yaml:15 early: DB rung 3 may not come before session 24',
  },
  {
    fault: 'a rung that is not there',
    edits: [['sessions/14.yaml', 'move: DB, rung: 1', 'move: DB, rung: 5']],
    says: 'sessions/14.yaml:15 rung: DB has rungs 0 to 3, not 5',
  },
  {
    fault: 'a rung that is skipped',
    edits: [['sessions/36.yaml', 'move: PL, rung: 3', 'move: PL, rung: 4']],
    says: 'sessions/36.yaml:15 rung: PL leaps from rung 2 to 4: one at a time',
  },
  {
    fault: 'a rung lighter than the one below',
    edits: [['exercises.yaml', 'from: 20, kg: [6, 9]', 'from: 20, kg: [1, 9]']],
    says: 'exercises.yaml:397 rung: SQ rung 4 is lighter than the rung below it',
  },
  {
    fault: 'a rung that comes before the one below',
    edits: [
      ['exercises.yaml', '{ say: "Knees on the floor.", from: 24', '{ say: "Knees on the floor.", from: 10'],
    ],
    says: 'exercises.yaml:296 rung: PU rung 4 may come before the rung below it: raise its from',
  },
  {
    fault: 'kilos that an offer does not say',
    edits: [['exercises.yaml', 'A bag of 6 to 9 kg hugged', 'A bag of 5 to 9 kg hugged']],
    says: 'exercises.yaml:397 rung: SQ rung 4 has kilos that its offer does not say: 6 to 9 kg',
  },
  {
    fault: 'twenty sets',
    edits: [['sessions/14.yaml', 'move: HH, rung: 3, sets: 3', 'move: HH, rung: 3, sets: 20']],
    says: 'sessions/14.yaml:11 dose-over-cap: 20 sets is more than 3, the most in S4',
  },
  {
    fault: 'eight hundred reps',
    edits: [
      [
        'sessions/14.yaml',
        'sets: 3, reps: 8, kg: [3, 4], per: hand',
        'sets: 3, reps: 800, kg: [3, 4], per: hand',
      ],
    ],
    says: 'sessions/14.yaml:11 dose-over-cap: 800 reps is more than 10, the most of HH',
  },
  {
    fault: 'sixty kilos at session 12',
    edits: [['sessions/12.yaml', 'kg: [3, 5], per: total', 'kg: [20, 60], per: total']],
    says: 'sessions/12.yaml:13 dose-over-cap: 60 kg is more than 14, the most of SQ',
  },
  {
    fault: 'a hold of ten minutes',
    edits: [['sessions/16.yaml', 'seconds: 12', 'seconds: 600']],
    says: 'sessions/16.yaml:15 dose-over-cap: 600 seconds is more than 45, the most of SP',
  },
  {
    fault: 'seven moves',
    edits: [
      ['sessions/13.yaml', '  - { move: FC', '  - { move: CR, rung: 0, sets: 1, reps: 8 }\n  - { move: FC'],
    ],
    says: 'sessions/13.yaml:11 moves: 7 moves; a session has 4 to 6',
  },
  {
    fault: 'a move that no exercise explains',
    edits: [['sessions/4.yaml', 'move: CL', 'move: CX']],
    says: 'sessions/4.yaml:14 present: there is no exercise CX; did you mean',
  },
  {
    fault: 'a drawing that is not there',
    edits: [
      [
        'exercises.yaml',
        /(^SQ:[\s\S]*?(?:- \{ say: [^\n]*\n\s*){3}- \{ say: [^\n]*) \}/m,
        '$1, picture: SQ-goblin }',
      ],
    ],
    says: 'sessions/12.yaml:13 picture: there is no drawing SQ-goblin in templates/pictures/poses',
  },
];

test.each(someOf(PLANTED, 2))('$fault is found, with its file and line', ({ edits, says }) => {
  expect(findingsWith(edits)).toContainEqual(expect.stringContaining(`templates/course/${says}`));
});
