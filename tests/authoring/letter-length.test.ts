import { expect, test } from 'vitest';
import type { CourseSource } from '../../lib/authoring/course-source.ts';
import { lengthFaults } from '../../lib/authoring/letter-length.ts';
import type { Level, SessionId } from '../../lib/domain/course.ts';
import { letterFor, sampleLetters } from '../adapters/letters/sample-letters.ts';
import { courseToChange } from './planted.ts';

/** The lengths of docs/rules/content.md#length: no lesson is over them, and each of them holds something. */

const letters = sampleLetters();

function faultsOf(
  session: SessionId,
  change: (limits: Limits) => void = () => undefined,
  level: Level | null = null,
) {
  const course = courseToChange();
  change(course.programmeRules.data.letter);
  const lesson = letterFor({ session, level });
  return lengthFaults(course, lesson, letters.lesson(lesson));
}

type Limits = CourseSource['programmeRules']['data']['letter'];

test.each<[string, SessionId, Level | null, (limits: Limits) => void, RegExp]>([
  ['a full week', '13', null, (limits) => (limits.full = 300), /^\d+ words \(at most 300\)$/],
  ['an easier week', '15', null, (limits) => (limits.easier = 300), /\(at most 300\)$/],
  ['the first week of a block', '20', null, (limits) => (limits.full = 300), /\(at most 300\)$/],
  ['the first lesson', '0', null, (limits) => (limits.first = 100), /\(at most 100\)$/],
  ['a gate', '7', null, (limits) => (limits.full = 300), /\(at most 300\)$/],
  ['a gate and a stage line in one', '12', null, (limits) => (limits.full = 700), /\(at most 700\)$/],
  ['the last session', '52', null, (limits) => (limits.full = 700), /\(at most 700\)$/],
  [
    'what stands first',
    '13',
    null,
    (limits) => (limits['before-first-move'] = 20),
    /before the first move \(at most 20\)$/,
  ],
  ['a week of the loop', 'E6', 1, (limits) => (limits.full = 300), /\(at most 300\)$/],
])('%s that is too long is found', (_, session, level, change, says) => {
  expect(faultsOf(session, undefined, level)).toEqual([]);
  expect(faultsOf(session, change, level)).toEqual([expect.stringMatching(says)]);
});

test('the longest wording of its tip counts, and every country does', () => {
  const course = courseToChange();
  const [tip] = course.tips.filter(({ id }) => id === 'M8');
  const long = letterFor({ session: '13', level: null }, { record: { country: 'NZ', babyMentions: false } });
  expect(lengthFaults(course, long, letters.lesson(long))).toEqual([]);
  const last = tip?.variants.at(-1);
  if (last === undefined) throw new Error('no tip');
  last.body += ' word'.repeat(300);
  expect(lengthFaults(course, long, letters.lesson(long))).toEqual([
    expect.stringMatching(/\(at most 800\)$/),
  ]);
});

test('the table of signs is not counted', () => {
  // The third lesson has the table, and as every later one the link to send to a friend.
  const signs = letterFor({ session: '13', level: null }, { number: 3 });
  const none = letterFor({ session: '13', level: null }, { number: 9 });
  const course = courseToChange();
  course.programmeRules.data.letter.full = 300;
  expect(letters.lesson(signs).html.length).toBeGreaterThan(letters.lesson(none).html.length + 2000);
  expect(lengthFaults(course, signs, letters.lesson(signs))).toEqual(
    lengthFaults(course, none, letters.lesson(none)),
  );
});
