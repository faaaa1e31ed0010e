import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plan } from '../../../.build/words.js';
import { plotsOf } from '../../../lib/adapters/pages/year-plots.ts';
import { countryOf } from '../../../lib/domain/countries.ts';
import { COURSE } from '../../course.ts';

const LESSON = { number: 24, session: '23', level: null, on: '2026-06-22', done: 0 } as const;
const LETTER_HEIGHT = 16;

test('the values of left and right can both be read, however near they are', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }), (legLeft, legRight) => {
      const numbers = { legLeft, legRight };
      const [plot] = plotsOf([{ ...LESSON, numbers }], countryOf(COURSE.countries, 'GB'), plan.numbers);
      const [left, right] = plot?.lines.map(({ dots }) => dots[0]) ?? [];
      if (left === undefined || right === undefined) throw new Error('a line has no dot');
      expect(Math.abs(left.textAt - right.textAt)).toBeGreaterThan(LETTER_HEIGHT);
      for (const dot of [left, right])
        for (const other of [left, right]) expect(textMeets(dot.textAt, other.y)).toBe(false);
    }),
  );
});

/** Whether a text with that base line reaches into a dot, whose radius is 6. */
function textMeets(textAt: number, y: number): boolean {
  return textAt > y - 6 && textAt - LETTER_HEIGHT < y + 6;
}
