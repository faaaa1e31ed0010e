import { describe, expect, test } from 'vitest';
import { batchPerTick } from '../../../lib/adapters/dynamodb/batch-per-tick.ts';

/** Squares, asked for at most three at once, and what was asked together. */
function squares(fails = false) {
  const calls: (readonly number[])[] = [];
  const square = batchPerTick(3, async (numbers: readonly number[]) => {
    calls.push([...numbers]);
    if (fails) throw new Error('no answer');
    return numbers.map((number) => number * number);
  });
  return { square, calls };
}

describe('questions of one turn', () => {
  test('are one call, and each gets its own answer', async () => {
    const { square, calls } = squares();
    expect(await Promise.all([square(3), square(2), square(3)])).toEqual([9, 4, 9]);
    expect(calls).toEqual([[3, 2, 3]]);
  });

  test('beyond the most that one call takes are another', async () => {
    const { square, calls } = squares();
    expect(await Promise.all([1, 2, 3, 4, 5, 6, 7].map(square))).toEqual([1, 4, 9, 16, 25, 36, 49]);
    expect(calls).toEqual([[1, 2, 3], [4, 5, 6], [7]]);
  });

  test('are never answered by a call that was made before they were asked', async () => {
    const { square, calls } = squares();
    const first = square(1);
    await first;
    await square(1);
    expect(calls).toEqual([[1], [1]]);
  });

  test('fail together, and the next turn asks anew', async () => {
    const { square, calls } = squares(true);
    const outcomes = await Promise.allSettled([square(1), square(2)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(square(3)).rejects.toThrow('no answer');
    expect(calls).toEqual([[1, 2], [3]]);
  });
});
