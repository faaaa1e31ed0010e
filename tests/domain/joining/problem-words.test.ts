import { expect, test } from 'vitest';
import { messagesFor } from '../../../lib/domain/joining/problem-words.ts';

test('of two things wrong at one field the first is said', () => {
  const messages = messagesFor([
    { input: 'birthDate', code: 'date-and-tick' },
    { input: 'birthDate', code: 'date-missing' },
    { input: 'noDate', code: 'tick-unknown' },
  ]);
  expect(Object.keys(messages)).toEqual(['birthDate', 'noDate']);
  expect(messages).toMatchObject(messagesFor([{ input: 'birthDate', code: 'date-and-tick' }]));
});
