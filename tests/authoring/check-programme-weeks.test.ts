import { expect, test } from 'vitest';
import { someOf } from '../whole-course.ts';
import { type Edit, findingsWith } from './planted.ts';

/** Each rule of a week of the programme, and of its words, broken once. A finding names its file, its line and what to do. */
const PLANTED: readonly { fault: string; edits: readonly Edit[]; says: string }[] = [
  {
    fault: 'a full week longer than its stage allows',
    edits: [['sessions/30.yaml', 'minutes: 25', 'minutes: 26']],
    says: 'sessions/30.yaml:7 minutes: 26 minutes; this week has 20 to 25',
  },
  {
    fault: 'walking that jumps',
    edits: [['sessions/9.yaml', 'walk: { minutes: 20', 'walk: { minutes: 30']],
    says: 'sessions/9.yaml:16 walk: from 19 to 30 minutes is more than 5 at once',
  },
  {
    fault: 'walking past the kind ceiling',
    edits: [['sessions/30.yaml', 'walk: { minutes: 30, times: 3', 'walk: { minutes: 30, times: 4']],
    says: 'sessions/30.yaml:18 walk: walks and two sessions come to 170 minutes (at most 150)',
  },
  {
    fault: 'a jump before its bounces',
    edits: [['sessions/28.yaml', 'impact: { move: MB', 'impact: { move: JS']],
    says: 'sessions/28.yaml:17 impact: JS rung 2 may not come before session 36',
  },
  {
    fault: 'bounces too few for the jump',
    edits: [
      ['sessions/24.yaml', 'impact: { move: MB', 'impact: { move: HD'],
      ['sessions/25.yaml', 'impact: { move: MB', 'impact: { move: HD'],
      ['sessions/26.yaml', 'impact: { move: MB, rung: 2', 'impact: { move: HD, rung: 2'],
    ],
    says: 'sessions/30.yaml:17 impact: JS comes before 4 weeks of MB',
  },
  {
    fault: 'impact among the moves',
    edits: [['sessions/18.yaml', 'move: SC, rung: 1', 'move: HD, rung: 1']],
    says: 'sessions/18.yaml:16 impact-not-optional: HD is impact: write it as "impact:", not among the moves',
  },
  {
    fault: 'impact in an easier week',
    edits: [
      [
        'sessions/19.yaml',
        'walk: {',
        'impact: { move: HD, rung: 1, sets: 2, reps: 10, week: 1, of: 2 }\nwalk: {',
      ],
    ],
    says: 'sessions/19.yaml:17 impact: no impact here',
  },
  {
    fault: 'a full week without its optional move',
    edits: [['sessions/20.yaml', /impact: .*\n/, '']],
    says: 'sessions/20.yaml:1 impact: a full week has its optional move: write "impact:"',
  },
  {
    fault: 'a reader without a date who is not asked',
    edits: [['safety.yaml', ', and 22 weeks or more after a birth', '']],
    says: 'safety.yaml:124 impact: a reader without a date is not asked: say "22 weeks or more after a birth"',
  },
  {
    fault: 'numbers that got lost',
    edits: [['sessions/23.yaml', /numbers: .*\n/, '']],
    says: 'sessions/23.yaml:1 numbers: "numbers" belongs here',
  },
  {
    fault: 'the running page that got lost',
    edits: [['sessions/24.yaml', /ready-to-run: .*\n/, '']],
    says: 'sessions/24.yaml:1 running: "ready-to-run" belongs here',
  },
  {
    fault: 'the word on the next level before the round is over',
    edits: [['sessions/E11.yaml', '    subject:', '    next-level: "On to the next."\n    subject:']],
    says: 'sessions/E11.yaml:6 level: "next-level" stands where none is due (level 1)',
  },
  {
    fault: 'a thing that nobody announced',
    edits: [['sessions/15.yaml', /ready-next: .*\n/, '']],
    says: 'sessions/15.yaml:1 kit: session 16 first needs "sofa": announce it in ready-next',
  },
  {
    fault: 'a thing that the kit does not know',
    edits: [['sessions/15.yaml', 'needs: [bags', 'needs: [bag']],
    says: 'sessions/15.yaml:8 kit: kit.yaml has no thing "bag"',
  },
  {
    fault: 'two subjects alike',
    edits: [['sessions/19.yaml', /subject: .*/, 'subject: "Half the work, on purpose: 14 minutes"']],
    says: 'sessions/19.yaml:3 subject: the same subject as session 11',
  },
  {
    fault: 'a subject that tells a stranger',
    edits: [['sessions/7.yaml', /subject: .*/, 'subject: "Your caesarean and the squat: 12 minutes"']],
    says: 'sessions/7.yaml:2 subject: "caesarean" on a locked phone tells a stranger: say it otherwise',
  },
  {
    fault: 'a subject without its minutes',
    edits: [['sessions/7.yaml', /subject: .*/, 'subject: "Sit back, stand tall"']],
    says: 'sessions/7.yaml:2 subject: the subject does not say its 12 minutes',
  },
  {
    fault: 'a why that goes on',
    edits: [['sessions/26.yaml', / {2}no-baby: .*/, `  no-baby: "${'Do it and '.repeat(16)}stop."`]],
    says: 'sessions/26.yaml:5 why: 49 words (at most 45)',
  },
  {
    fault: 'a why of a later round that goes on',
    edits: [
      ['sessions/E3.yaml', 'Rest a whole minute between pairs.', 'Rest a whole minute. Then go again.'],
    ],
    says: 'sessions/E3.yaml:56 why: 3 sentences (at most 2)',
  },
  {
    fault: 'two whys alike',
    edits: [
      ['sessions/6.yaml', /why:\n.*\n.*\n/, 'why: "Rest was right."\n'],
      ['sessions/7.yaml', /why:\n.*\n.*\n/, 'why: "Rest was right."\n'],
    ],
    says: 'sessions/7.yaml:3 why: the same why as session 6',
  },
  {
    fault: 'a baby in the why of who asked for none',
    edits: [['sessions/8.yaml', / {2}no-baby: "/, '  no-baby: "Your baby waits. ']],
    says: 'sessions/8.yaml:5 no-baby: says "baby" in GB without baby mentions',
  },
  {
    fault: 'a mood week without its questions',
    edits: [['sessions/6.yaml', 'tip: M16', 'tip: M7']],
    says: 'sessions/6.yaml:8 tip: session 6 carries the mood questions: tip M16',
  },
  {
    fault: 'a tip that nobody gets',
    edits: [['sessions/37.yaml', 'tip: M27', 'tip: M5']],
    says: 'tips/m27.md:1 tip: M27 is sent with no session: give it one, or take it out',
  },
  {
    fault: 'a tip twice running',
    edits: [['sessions/8.yaml', 'tip: M17', 'tip: M28']],
    says: 'sessions/8.yaml:9 tip: M28 comes twice running',
  },
  {
    fault: 'the same words again within eight weeks',
    edits: [
      ['sessions/10.yaml', 'tip: M25', 'tip: M17'],
      ['sessions/9.yaml', 'tip: M9', 'tip: M17'],
      ['sessions/11.yaml', 'tip: M12', 'tip: M17'],
    ],
    says: 'sessions/10.yaml:9 tip: M17 comes in the same words within 8 weeks: write another wording, or move it',
  },
  {
    fault: 'a tip of the loop with too few wordings',
    edits: [['tips/m21.md', /## The part you like[\s\S]*$/, '']],
    says: 'tips/m21.md:1 tip: M21 comes round in the loop and needs 4 wordings, it has 2',
  },
  {
    fault: 'a tip without its one action',
    edits: [
      [
        'tips/m25.md',
        '**Write your two days on a bit of paper now, and stick it up.**',
        'Write your two days down.',
      ],
    ],
    says: 'tips/m25.md:8 tip: a wording has one action, between ** and **',
  },
  {
    fault: 'an effort that rose',
    edits: [['stages.yaml', 'effort: [5, 6]', 'effort: [5, 8]']],
    says: 'stages.yaml:42 effort: effort 5 to 8, not 5 to 6',
  },
  {
    fault: 'a warm-up that goes on',
    edits: [
      ['stages.yaml', '8 hinges with no weight."\n  rest', `8 hinges${', 8 hinges'.repeat(12)}."\n  rest`],
    ],
    says: 'stages.yaml:46 warm-up: 39 words before the first move (at most 30)',
  },
];

test.each(someOf(PLANTED, 2))('$fault is found, with its file and line', ({ edits, says }) => {
  expect(findingsWith(edits)).toContainEqual(expect.stringContaining(`templates/course/${says}`));
});
