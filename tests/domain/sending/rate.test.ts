import { expect, test } from 'vitest';
import { latestAfter, momentsFrom, spacing } from '../../../lib/domain/sending/rate.ts';

test.each([1, 2, 5, 9, 10, 14, 19, 50, 200])(
  'at %i a second, whoever is as late as allowed breaks no rule',
  (rate) => {
    const moments = momentsFrom(0, rate * 12, rate);
    const [late = 0, ...others] = [(moments[0] ?? 0) + latestAfter(rate), ...moments.slice(1)];
    const sends = [late, ...others].sort((one, other) => one - other);
    const mostWithin = (ms: number) =>
      Math.max(...sends.map((from) => sends.filter((at) => at >= from && at < from + ms).length));
    expect(mostWithin(1_000)).toBeLessThanOrEqual(Math.max(1, Math.floor(rate * 1.1)));
    expect(mostWithin(10_000)).toBeLessThanOrEqual(rate * 10);
  },
);

test('a slow rate allows little, a fast one a tenth of a second and no more than a fifth', () => {
  expect(latestAfter(1)).toBe(20);
  expect(latestAfter(10)).toBe(122);
  expect(latestAfter(0.5)).toBe(200);
});

test('no moment comes before its time, and no rate is none', () => {
  expect(momentsFrom(1_000.2, 2, 3)).toEqual([1_001, Math.ceil(1_000.2 + spacing(3))]);
  expect(() => spacing(0)).toThrow('not a rate: 0 a second');
});
