import { expect, test } from 'vitest';
import { FIELDS } from '../../../lib/domain/joining/fields.ts';
import { aboutWith, readAbout, readChangedAbout } from '../../../lib/domain/joining/read-fields.ts';
import { FIELD_NAMES } from '../../../lib/domain/joining/stored-fields.ts';
import { kuduJoined, kuduOfOneVoice, kuduWithDates } from '../../course/courses.ts';
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

test('where everyone has a date, the tick for none says nothing', () => {
  const ticked = { noDate: 'yes', country: 'ZA' };
  expect(readAbout({ ...asked(ticked), course: kuduWithDates })).toMatchObject({
    kind: 'invalid',
    problems: [{ input: 'birthDate', code: 'date-missing' }],
  });
  expect(readAbout({ ...asked({ ...ticked, birthDate: '1970-01-01' }), course: kuduWithDates }).kind).toBe(
    'invalid',
  );
  expect(aboutWith(kuduWithDates, {}).birthDate).toBeNull();
});

test('where the course counts from joining, a form gives no date, and a list may', () => {
  const typed = { birthDate: '2015-03-04', country: 'ZA' };
  const now = Date.parse('2026-01-05T09:00:00Z');
  const read = (door: 'sign-up' | 'preferences' | 'import') =>
    readAbout({ ...asked(typed), door, now, course: kuduJoined });
  expect(read('sign-up')).toMatchObject({ about: { birthDate: null } });
  expect(read('preferences')).toMatchObject({ about: { birthDate: null } });
  expect(read('import')).toMatchObject({ about: { birthDate: '2015-03-04' } });
});

test('a course of one voice asks nobody about it', () => {
  const quiet = asked({ babyMentions: 'no', noDate: 'yes', country: 'ZA' });
  expect(readAbout({ ...quiet, course: kuduOfOneVoice })).toMatchObject({ about: { babyMentions: true } });
});
