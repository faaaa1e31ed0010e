import { expect, test } from 'vitest';
import { counted } from '../../lib/domain/plural.ts';
import { filled, formFor } from '../../lib/domain/sentences.ts';

test('a blank takes its value; one without a value stays as it is written', () => {
  expect(filled('{day} at {send-hour}, {name}', { day: 'Friday', 'send-hour': '9' })).toBe(
    'Friday at 9, {name}',
  );
  expect(filled('{toString}', {})).toBe('{toString}');
});

test('a sentence has one form for all numbers, or one for each plural, and other where one is missing', () => {
  expect(formFor('as it is', 'few')).toBe('as it is');
  expect(formFor({ one: 'a week', other: 'weeks' }, 'one')).toBe('a week');
  expect(formFor({ one: 'a week', other: 'weeks' }, 'few')).toBe('weeks');
});

test.each([
  ['en', 1, '1 week'],
  ['en', 5, '5 weeks'],
  ['pl', 3, '3 tygodnie'],
  ['ja', 1, '1 weeks'],
])('counted in %s, %d: %s', (language, count, expected) => {
  const words = { one: '{n} week', few: '{n} tygodnie', other: '{n} weeks' };
  expect(counted(words, count, language)).toBe(expected);
});
