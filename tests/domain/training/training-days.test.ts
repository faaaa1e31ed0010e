import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { days } from '../../../.build/words.js';
import { clockTime, trainingFromText, trainingToText } from '../../../lib/domain/training/training-days.ts';
import { timeInWords, trainingInWords } from '../../../lib/domain/training/training-words.ts';
import { OBJECT_WORDS } from '../../object-words.ts';
import { anyTraining } from './any-training.ts';

describe('training days', () => {
  test('come back from their text as they were, whatever she chose', () => {
    fc.assert(
      fc.property(anyTraining, (training) => {
        expect(trainingFromText(trainingToText(training))).toEqual(training);
      }),
    );
  });

  test('are read from a list in any order, and a time that is left out is the cue’s', () => {
    expect(trainingFromText('Friday, tuesday after-breakfast')).toEqual({
      ...{ days: [2, 5], time: '09:30', cue: 'after-breakfast', remind: false },
    });
    expect(trainingFromText('remind; 7pm; sun')).toMatchObject({ days: [7], time: '19:00', remind: true });
  });

  test.each(['', 'soon', 'mon tue wed', 'mon 25:00', '09:30', 'mon 9:00 10:00', ...OBJECT_WORDS])(
    'are not read out of "%s"',
    (text) => expect(trainingFromText(text)).toBeNull(),
  );

  test('are said as she would say them', () => {
    const training = trainingFromText('tue fri 09:30 after-breakfast');
    expect(training && trainingInWords(training, days)).toBe('Tuesday and Friday, after breakfast, 9:30am');
    const alone = trainingFromText('sun 00:05');
    expect(alone && trainingInWords(alone, days)).toBe('Sunday, 12:05am');
  });
});

describe('a time of day', () => {
  test.each([
    ['9:30', '09:30'],
    ['09:30', '09:30'],
    ['9.30am', '09:30'],
    ['12 am', '00:00'],
    ['12:15pm', '12:15'],
    ['19', '19:00'],
    ['07:00:00', '07:00'],
  ])('%s is %s', (typed, time) => expect(clockTime(typed)).toBe(time));

  test.each(['24:00', '9:60', '13pm', '0am', 'noon', '9:3'])('%s is none', (typed) =>
    expect(clockTime(typed)).toBeNull(),
  );

  test('reads back from its words', () => {
    fc.assert(
      fc.property(fc.nat(23), fc.nat(59), (hour, minute) => {
        const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
        expect(clockTime(timeInWords(time, days))).toBe(time);
      }),
    );
  });
});
