import { describe, expect, test } from 'vitest';
import { someOf } from '../whole-course.ts';
import { explore } from './explore.ts';
import { PLANTED } from './planted.ts';
import { scenario } from './scenarios.ts';
import { STANDARD_SET } from './standard-set.ts';

describe('whatever comes in whatever order, every invariant holds:', () => {
  test.each(someOf([...STANDARD_SET], 3))('%s', async (_, told) => {
    const explored = await explore(scenario(told));
    expect({ broken: explored.broken, trace: explored.trace }).toEqual({ broken: null, trace: [] });
    expect(explored.whole).toBe(true);
    expect(explored.ends).toBeGreaterThan(0);
  });
});

describe('a planted bug is found without a seed, by a shortest run:', () => {
  test.each(someOf(PLANTED, 2))('$mistake', async ({ plant, scenario: name, breaks }) => {
    const told = STANDARD_SET.get(name);
    const explored = await explore(scenario({ faults: 0, ...told }, { plant }));
    expect(explored.broken).toMatch(breaks);
    expect(explored.trace.length).toBeGreaterThan(0);
  });
});

test('the same is explored in the same steps', async () => {
  const leaving = STANDARD_SET.get('she leaves');
  const [one, other] = [scenario({ faults: 0, ...leaving }), scenario({ faults: 0, ...leaving })];
  const { states, steps, depth } = await explore(one);
  expect(await explore(other)).toMatchObject({ states, steps, depth });
});
