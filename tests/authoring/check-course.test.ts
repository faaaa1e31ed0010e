import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { checkCourse } from '../../lib/authoring/check-course.ts';
import { type Finding, printFinding } from '../../lib/authoring/findings.ts';
import { readCourse } from '../../lib/authoring/read-course.ts';

const ROOT = join(import.meta.dirname, '../..');
const COURSE = 'templates/course';
const made: string[] = [];

afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true });
});

/** What the check finds in a copy of the course in which `from` was replaced by `to` in one file. */
function findingsWith(file: string, from: string | RegExp, to: string): string[] {
  const root = mkdtempSync(join(tmpdir(), 'course-'));
  made.push(root);
  cpSync(join(ROOT, 'templates'), join(root, 'templates'), { recursive: true });
  const path = join(root, COURSE, file);
  const before = readFileSync(path, 'utf8');
  const after = before.replace(from, to);
  if (before === after) throw new Error(`${file} does not say ${from}`);
  writeFileSync(path, after);
  return findingsIn(root).map(printFinding);
}

function findingsIn(root: string): readonly Finding[] {
  const read = readCourse(root);
  return read.kind === 'read' ? checkCourse(read.course) : read.findings;
}

test('a file that is missing is named', () => {
  const root = mkdtempSync(join(tmpdir(), 'course-'));
  made.push(root);
  cpSync(join(ROOT, 'templates'), join(root, 'templates'), { recursive: true });
  rmSync(join(root, COURSE, 'helplines.yaml'));
  expect(findingsIn(root).map(printFinding)).toEqual([
    'templates/course/helplines.yaml:1 present: this file is missing; put it back',
  ]);
});

test('the course as it stands has nothing to mend', () => {
  expect(findingsIn(ROOT)).toEqual([]);
});

test.each([
  {
    fault: 'a session that is missing',
    file: 'sessions/30.yaml',
    from: 'id: "30"',
    to: 'id: "31"',
    says: 'templates/course/sessions:0 present: session 30 is missing',
  },
  {
    fault: 'a tip that is missing',
    file: 'tips/m09.md',
    from: 'id: M9',
    to: 'id: M10',
    says: 'templates/course/tips:0 present: tip M9 is missing',
  },
  {
    fault: 'a move that no exercise explains',
    file: 'sessions/04.yaml',
    from: 'move: CL',
    to: 'move: CX',
    says: 'templates/course/sessions/04.yaml:11 present: there is no exercise CX',
  },
  {
    fault: 'a move before its earliest session',
    file: 'sessions/09.yaml',
    from: 'move: CR',
    to: 'move: DB',
    says: 'templates/course/sessions/09.yaml:12 early: DB may not come before session 12',
  },
  {
    fault: 'a move on the on-ramp that the fence does not allow yet',
    file: 'sessions/r3.yaml',
    from: 'move: PA',
    to: 'move: SC',
    says: 'templates/course/sessions/r3.yaml:12 early: SC may not come before session 13',
  },
  {
    fault: 'impact that is not by choice',
    file: 'sessions/18.yaml',
    from: ', optional: true',
    to: '',
    says: 'templates/course/sessions/18.yaml:12 impact: HD is impact and must be optional',
  },
  {
    fault: 'a full session without a back or bum move',
    file: 'sessions/e03.yaml',
    from: /3:[\s\S]*?easier:/,
    to: `3:
    - { move: OHP, sets: 3, reps: 6 }
    - { move: SP, sets: 3, seconds: 30, each-side: true }
    - { move: BAL, sets: 3, seconds: 30, each-side: true }
    - { move: PL, sets: 3, seconds: 30 }
easier:`,
    says: 'templates/course/sessions/e03.yaml:1 back-or-bum: a full session needs a back or bum move, and level 3 has none',
  },
  {
    fault: 'a fourth week that is not easier',
    file: 'sessions/27.yaml',
    from: 'easier-week: true',
    to: 'easier-week: false',
    says: 'templates/course/sessions/27.yaml:5 easier-week: every fourth week is an easier one, this is not',
  },
  {
    fault: 'a stage that is not its own',
    file: 'sessions/16.yaml',
    from: 'stage: S5',
    to: 'stage: S6',
    says: 'templates/course/sessions/16.yaml:2 stage: session 16 stands in S5',
  },
  {
    fault: 'a banned claim',
    file: 'tips/m19.md',
    from: 'Moving can lift your mood a little.',
    to: 'Moving treats depression, and it will burn off the day.',
    says: 'templates/course/tips/m19.md:8 banned: says "treats depression": no promises',
  },
  {
    fault: 'another country’s word',
    file: 'exercises.yaml',
    from: 'Two bags of 2 to 12 kg',
    to: 'Two diaper bags of 2 to 12 kg',
    says: 'countries: says "diaper" in GB',
  },
  {
    fault: 'a baby where none was wanted',
    file: 'exercises.yaml',
    from: 'no-baby: "Strong shoulders, for high shelves."',
    to: 'no-baby: "Strong shoulders, for your baby."',
    says: 'no-baby: says "baby" in',
  },
  {
    fault: 'a sentence that goes on too long',
    file: 'tips/m12.md',
    from: 'None of it needs special clothes. It is real training, cut into small pieces.',
    to: `It is${' very'.repeat(30)} small.`,
    says: 'templates/course/tips/m12.md:8 reading: a sentence of 33 words (at most 30)',
  },
  {
    fault: 'a text above the reading age',
    file: 'tips/m20.md',
    from: /## Ten minutes of sky[\s\S]*?\*\*/,
    to: `## Ten minutes of sky\n\n${'Experiencing environmental surroundings considerably facilitates psychological recuperation. '.repeat(9)}**`,
    says: 'templates/course/tips/m20.md:8 reading: reads at grade',
  },
  {
    fault: 'a sign that was left out of the block',
    file: 'safety.yaml',
    from: /chest pain, trouble breathing, /g,
    to: '',
    says: 'safety: the safety block lacks "chest pain" in GB',
  },
  {
    fault: 'a sign that was left out of the table',
    file: 'safety.yaml',
    from: 'sign: "A fit."',
    to: 'sign: "Fits."',
    says: 'safety: the table of signs lacks',
  },
  {
    fault: 'a number that was left out',
    file: 'helplines.yaml',
    from: 'or Samaritans [116 123](tel:116123)."\n  routes',
    to: 'or a friend."\n  routes',
    says: 'safety: the safety block names no 116 123 in GB',
  },
  {
    fault: 'the British advice line where it is none',
    file: 'helplines.yaml',
    from: '[811](tel:811) in most provinces, or your doctor or midwife, today',
    to: '[111](tel:111), today',
    says: 'safety: 111 is no number in CA',
  },
  {
    fault: 'the ambulance in place of the advice line',
    file: 'helplines.yaml',
    from: 'ring: "Ring your midwife or Healthline [0800 611 116](tel:0800611116) now"',
    to: 'ring: "Ring your midwife or [111](tel:111) now"',
    says: 'safety: 111 is the ambulance in NZ, not an advice line',
  },
  {
    fault: 'a blank that nothing fills',
    file: 'safety.yaml',
    from: '{ask-for-check}"',
    to: '{ask-for-chek}"',
    says: 'blank: nothing fills {ask-for-chek}',
  },
  {
    fault: 'a dose that has two measures',
    file: 'sessions/10.yaml',
    from: 'sets: 2, reps: 10, hold-seconds: 2',
    to: 'sets: 2, reps: 10, seconds: 20',
    says: 'templates/course/sessions/10.yaml:9 shape: moves.1: a dose has exactly one of',
  },
  {
    fault: 'text where a number belongs, in a session that could be of the ladder or of the loop',
    file: 'sessions/10.yaml',
    from: 'minutes: 14',
    to: 'minutes: ten',
    says: 'templates/course/sessions/10.yaml:4 shape: minutes: write a number here, not text',
  },
  {
    fault: 'a wrong dose deep in a level of the loop',
    file: 'sessions/e03.yaml',
    from: 'sets: 2',
    to: 'sets: two',
    says: 'shape: levels.1.0.sets: write a number here, not text',
  },
  {
    fault: 'a field that is not there',
    file: 'sessions/10.yaml',
    from: /title: .*\n/,
    to: '',
    says: 'templates/course/sessions/10.yaml:1 shape: title: it is missing; write text here',
  },
  {
    fault: 'a field that nothing reads',
    file: 'sessions/10.yaml',
    from: 'minutes: 14',
    to: 'minutes: 14\nminuets: 14',
    says: 'shape: the file: there is no field minuets; mend its spelling or take it out',
  },
  {
    fault: 'a line that is neither text nor a pair',
    file: 'sessions/10.yaml',
    from: /easier: .*/,
    to: 'easier: 7',
    says: 'shape: easier: write text here, not a number',
  },
  {
    fault: 'an empty file',
    file: 'sessions/10.yaml',
    from: /[\s\S]*/,
    to: '',
    says: 'templates/course/sessions/10.yaml:1 shape: the file: write a block of fields here, not nothing',
  },
  {
    fault: 'a file that does not parse',
    file: 'sessions/10.yaml',
    from: 'minutes: 14',
    to: 'minutes: [14',
    says: 'templates/course/sessions/10.yaml:5 yaml:',
  },
  {
    fault: 'a tip of the loop with too few wordings',
    file: 'tips/m21.md',
    from: /## The part you like[\s\S]*$/,
    to: '',
    says: 'templates/course/tips/m21.md:1 present: M21 comes round in the loop and needs 3 wordings',
  },
])('$fault is found, with its file and line', ({ file, from, to, says }) => {
  expect(findingsWith(file, from, to)).toContainEqual(expect.stringContaining(says));
});
