import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inOrder } from '../../lib/cli/in-order.ts';

async function* from<Value>(values: readonly Value[]): AsyncGenerator<Value> {
  yield* values;
}

test('results come in the order of what they are made of, with no more under way than allowed', async () => {
  const works = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(works, fc.integer({ min: 1, max: 4 }), async (waits, most) => {
      let underWay = 0;
      let highest = 0;
      const results = inOrder(from([...waits.entries()]), most, async ([at, wait]) => {
        underWay += 1;
        highest = Math.max(highest, underWay);
        for (let turn = 0; turn < wait; turn += 1) await null;
        underWay -= 1;
        return at;
      });
      expect(await Array.fromAsync(results)).toEqual([...waits.keys()]);
      expect(highest).toBeLessThanOrEqual(most);
    }),
  );
});

test('a failure comes in its turn, and nothing runs on behind it', async () => {
  const ended: number[] = [];
  const results = inOrder(from([1, 2, 3, 4]), 3, async (one) => {
    if (one === 2) throw new Error('two');
    await sleep(one === 1 ? 1 : 20);
    ended.push(one);
    return one;
  });
  const seen: number[] = [];
  await expect(
    (async () => {
      for await (const one of results) seen.push(one);
    })(),
  ).rejects.toThrow('two');
  expect({ seen, ended }).toEqual({ seen: [1], ended: [1, 4, 3].sort() });
});
