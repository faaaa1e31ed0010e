import { expect, test } from 'vitest';
import { wordsOf } from '../../lib/authoring/country-words.ts';

const TABLE = [
  { GB: 'cot', US: 'crib' },
  { GB: 'travel cot', US: 'travel crib' },
  { GB: 'ring', US: 'call' },
  { GB: 'physio', US: 'physical therapist' },
  { GB: 'pelvic health physio', US: 'pelvic floor physical therapist' },
  { GB: 'A&E', US: 'the emergency room', IE: 'the emergency department' },
];

test('each word is said in the country’s own, a longer phrase before a word inside it', () => {
  const say = wordsOf('US', TABLE);
  expect(say('The travel cot stands by the cot. See a pelvic health physio.')).toBe(
    'The travel crib stands by the crib. See a pelvic floor physical therapist.',
  );
});

test('a capital at the start of a sentence is kept', () => {
  expect(wordsOf('US', TABLE)('Ring your doctor. Cot lift.')).toBe('Call your doctor. Crib lift.');
});

test('a word inside another word, in a link’s target or in a blank stays as it is', () => {
  const say = wordsOf('US', TABLE);
  expect(say('Bring a scotch cotton string.')).toBe('Bring a scotch cotton string.');
  expect(say('[ring](tel:ring) and {ring}')).toBe('[call](tel:ring) and {ring}');
});

test('British readers read what was written', () => {
  expect(wordsOf('GB', TABLE)('Ring A&E from the cot.')).toBe('Ring A&E from the cot.');
});
