import { expect, test } from 'vitest';
import { FIELD_NAMES, FIELDS } from '../../../lib/domain/joining/fields.ts';
import { aboutWith, readAbout, readChangedAbout } from '../../../lib/domain/joining/read-fields.ts';
import { COURSE } from '../../course.ts';

const asked = (typed: Readonly<Record<string, string>>) => ({
  ...({ course: COURSE, door: 'sign-up', typed, now: 0, current: null, listOrder: null } as const),
});

test('what the form asks for at once is what it cannot do without', () => {
  const empty = readAbout(asked({}));
  const missing = empty.kind === 'invalid' ? empty.problems.map(({ input }) => input) : [];
  expect(missing).toEqual(FIELD_NAMES.filter((name) => FIELDS[name].atSignUp === 'asked'));
  expect(missing.toSorted()).toEqual(['birthDate', 'country']);
});

test('every problem is told at once, and none of the rest is taken', () => {
  const reading = readAbout(asked({ birthDate: 'soon', country: 'GB', pace: 'quick' }));
  expect(reading).toMatchObject({
    kind: 'invalid',
    problems: [{ input: 'birthDate' }, { input: 'pace', code: 'pace-unknown' }],
  });
});

test('a change leaves as it is what it does not tell', () => {
  const before = aboutWith(COURSE, { pace: 'gentle', firstName: 'Ada', country: 'GB' });
  const after = readChangedAbout(asked({ pace: 'standard' }), before);
  expect(after).toEqual({ kind: 'ok', about: { ...before, pace: 'standard' } });
});
