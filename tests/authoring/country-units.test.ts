import { expect, test } from 'vitest';
import type { Amounts } from '../../lib/authoring/amounts.ts';
import { inUnitsOf } from '../../lib/authoring/country-units.ts';
import { doseWords } from '../../lib/authoring/dose-words.ts';
import { readYaml } from '../../lib/authoring/source-file.ts';
import { units } from '../../lib/authoring/unit-schemas.ts';
import { ROOT } from './planted.ts';

const words = ourUnits();
const english: Amounts = { words, plurals: new Intl.PluralRules('en') };

test.each([
  [{ sets: 2, reps: 8 }, '2 sets of 8'],
  [{ sets: 1, reps: 10, 'hold-seconds': 2 }, '1 set of 10, hold each 2 seconds'],
  [{ sets: 2, metres: 20 }, '2 walks of 20 m'],
  [{ sets: 3, seconds: 30, 'each-side': true }, '3 sets of 30 seconds each side'],
  [
    { squeezes: 5, 'hold-seconds': 3, quick: 5, often: '3 times a day' },
    '5 squeezes of 3 seconds, then 5 quick ones, 3 times a day',
  ],
  [{ reps: 10, 'of-each': true, often: 'often' }, '10 of each, often'],
  [{ minutes: [10, 15], note: 'outside' }, '10 to 15 minutes, outside'],
] satisfies [Parameters<typeof doseWords>[1], string][])('a dose reads as she does it', (dose, said) => {
  expect(doseWords(english, dose)).toBe(said);
});

test('a dose takes the form that the plurals of its language have', () => {
  const minutes = { one: '{n} minuta', few: '{n} minuty', many: '{n} minut', other: '{n} minuty' };
  const polish = {
    words: { ...words, span: '{from}–{to}', dose: { ...words.dose, minutes } },
    plurals: new Intl.PluralRules('pl'),
  };
  expect([1, 3, 5].map((each) => doseWords(polish, { minutes: each }))).toEqual([
    '1 minuta',
    '3 minuty',
    '5 minut',
  ]);
  expect(doseWords(polish, { minutes: [2, 5] })).toBe('2–5 minut');
});

test('in customary units kilos are pounds, metres are yards, and inches have the metric figure behind', () => {
  const convert = inUnitsOf('customary', words);
  expect(convert('2 walks of 20 m, 1.5 to 2 kg in each hand')).toBe(
    '2 walks of 20 yards, 3 to 4 lb in each hand',
  );
  expect(convert('A baby of 7 or 8 kg.')).toBe('A baby of 15 or 18 lb.');
  expect(convert('Step of 10 to 20 cm')).toBe('Step of 4 to 8 in (10 to 20 cm)');
  expect(convert('10 minutes of 5 moves')).toBe('10 minutes of 5 moves');
});

test('everyone else reads metric', () => {
  expect(inUnitsOf('metric', words)('20 m with 4 kg')).toBe('20 m with 4 kg');
});

function ourUnits() {
  const read = readYaml(ROOT, 'templates/course/words/units.yaml', units);
  if (read.kind === 'broken') throw new Error(read.findings[0]?.message);
  return read.source.data;
}
