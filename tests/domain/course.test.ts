import { expect, test } from 'vitest';
import { courseFrom, ruleOf } from '../../lib/domain/course.ts';
import { COURSE } from '../course.ts';

test('a course without a ladder is none', () => {
  const map = {
    ...COURSE,
    sessions: [...COURSE.sessions.values()].filter(({ track }) => track !== 'ladder'),
  };
  expect(() => courseFrom(map)).toThrow('a course needs a ladder');
});

test('a course that asks for no check is safe to its end', () => {
  const sessions = [...COURSE.sessions.values()].map((rule) => ({ ...rule, gates: [] }));
  expect(courseFrom({ ...COURSE, sessions }).safest).toBe(COURSE.ladder.at(-1));
});

test('a session that the course does not have is named', () => {
  expect(() => ruleOf(COURSE, '99')).toThrow('the course has no session 99');
});
