import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plan } from '../../../.build/words.js';
import {
  comparedNumbers,
  NUMBERS,
  readNumber,
  writtenNumber,
} from '../../../lib/domain/training/her-numbers.ts';
import { comparedInWords } from '../../../lib/domain/training/number-words.ts';
import { OBJECT_WORDS } from '../../object-words.ts';

describe('a number', () => {
  test('is shown as it was typed, in kilos and in pounds', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('metric', 'customary'),
        fc.integer({ min: 0, max: 2_000 }),
        (units, tenths) => {
          const typed = String(tenths / 10);
          const read = readNumber('kilos', typed, units);
          if (typeof read !== 'number') throw new Error(`${typed} was not read`);
          expect(writtenNumber('kilos', read, units)).toBe(typed);
        },
      ),
    );
  });

  test('is shown as it was typed, in metres and in yards', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('metric', 'customary'),
        fc.integer({ min: 0, max: 1_000 }),
        (units, typed) => {
          const read = readNumber('metres', String(typed), units);
          if (typeof read !== 'number') throw new Error(`${typed} was not read`);
          expect(writtenNumber('metres', read, units)).toBe(String(typed));
        },
      ),
    );
  });

  test('is as far and as heavy after a move to a country of other units', () => {
    const [yards, metres] = [readNumber('metres', '30', 'customary'), readNumber('metres', '30', 'metric')];
    expect([yards, metres]).toEqual([27.43, 30]);
    expect(writtenNumber('metres', 27.43, 'metric')).toBe('27');
    expect(writtenNumber('metres', 30, 'customary')).toBe('33');
    expect(writtenNumber('kilos', 4.54, 'metric')).toBe('4.5');
    expect(readNumber('stands', '30', 'customary')).toBe(30);
  });

  test('may have a comma, and may be left out', () => {
    expect(readNumber('kilos', '4,5', 'metric')).toBe(4.5);
    expect(readNumber('kilos', '10', 'customary')).toBe(4.54);
    for (const name of NUMBERS) expect(readNumber(name, '  ', 'metric')).toBeNull();
  });

  test.each(['-1', '1e3', 'later', '10000', '101', '0x10', ...OBJECT_WORDS])(
    'is not read out of "%s"',
    (typed) => expect(readNumber('stands', typed, 'metric')).toBe('unreadable'),
  );
});

describe('numbers beside the first', () => {
  const first = { stands: 12, kilos: 4 };

  test('are those that were written both times', () => {
    const compared = comparedNumbers([first, { legLeft: 9 }], { kilos: 10, legLeft: 20, plankLeft: 5 });
    expect(compared.map((one) => comparedInWords(one, 'metric', plan.numbers))).toEqual([
      'left leg: 9 seconds then, 20 seconds now',
      'carry: 4 kg then, 10 kg now',
    ]);
  });

  test('are in pounds where she weighs in pounds', () => {
    const [carry] = comparedNumbers([{ kilos: 4.54 }], { kilos: 9.98 });
    expect(carry && comparedInWords(carry, 'customary', plan.numbers)).toBe('carry: 10 lb then, 22 lb now');
  });

  test('are none the first time', () => {
    expect(comparedNumbers([], first)).toEqual([]);
  });
});
