import { expect, test } from 'vitest';
import { wordsOf } from '../../lib/authoring/country-words.ts';

const AMERICAN = {
  cot: 'crib',
  'travel cot': 'travel crib',
  ring: 'call',
  physio: 'physical therapist',
  'pelvic health physio': 'pelvic floor physical therapist',
  'A&E': 'the emergency room',
};

test('each word is said in the country’s own, a longer phrase before a word inside it', () => {
  const say = wordsOf(AMERICAN);
  expect(say('The travel cot stands by the cot. See a pelvic health physio.')).toBe(
    'The travel crib stands by the crib. See a pelvic floor physical therapist.',
  );
});

test('a capital at the start of a sentence is kept', () => {
  expect(wordsOf(AMERICAN)('Ring your doctor. Cot lift.')).toBe('Call your doctor. Crib lift.');
});

test('a word inside another word, in a link’s target or in a blank stays as it is', () => {
  const say = wordsOf(AMERICAN);
  expect(say('Bring a scotch cotton string.')).toBe('Bring a scotch cotton string.');
  expect(say('[ring](tel:ring) and {ring}')).toBe('[call](tel:ring) and {ring}');
});

test('where the list is empty, readers read what was written', () => {
  expect(wordsOf({})('Ring A&E from the cot.')).toBe('Ring A&E from the cot.');
});
