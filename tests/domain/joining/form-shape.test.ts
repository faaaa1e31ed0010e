import { expect, test } from 'vitest';
import { formShape } from '../../../lib/domain/joining/form-shape.ts';
import { FIELD_NAMES } from '../../../lib/domain/joining/stored-fields.ts';
import { kudu, kuduJoined, kuduOfOneVoice, kuduWithDates } from '../../course/courses.ts';

test('a course asks every field, and offers the tick for no date', () => {
  expect(formShape(kudu)).toEqual({ names: FIELD_NAMES, noDate: true });
});

test('where everyone has a date, the tick goes', () => {
  expect(formShape(kuduWithDates)).toEqual({ names: FIELD_NAMES, noDate: false });
});

test('counted from joining, the date goes with its tick', () => {
  const names = FIELD_NAMES.filter((name) => name !== 'birthDate');
  expect(formShape(kuduJoined)).toEqual({ names, noDate: false });
});

test('with one voice, nobody is asked about it', () => {
  const names = FIELD_NAMES.filter((name) => name !== 'babyMentions');
  expect(formShape(kuduOfOneVoice)).toEqual({ names, noDate: true });
});
