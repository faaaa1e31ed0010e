import { expect, test } from 'vitest';
import { problems } from '../../../.build/words.js';
import { messagesFor } from '../../../lib/domain/joining/problem-words.ts';

test('of two things wrong at one field the first is said', () => {
  const messages = messagesFor(
    [
      { input: 'birthDate', code: 'date-and-tick' },
      { input: 'birthDate', code: 'date-missing' },
      { input: 'noDate', code: 'tick-unknown' },
    ],
    problems,
  );
  expect(messages).toEqual({
    birthDate: problems.fields['date-and-tick'],
    noDate: problems.fields['tick-unknown'],
  });
});

test('the choices stand between the course’s own word for or', () => {
  const fields = { ...problems.fields, 'choice-unknown': 'Nimm {choices}.' };
  expect(
    messagesFor([{ input: 'day', code: 'choice-unknown', choices: ['mon', 'tue'] }], { or: 'oder', fields }),
  ).toEqual({ day: 'Nimm mon oder tue.' });
});
