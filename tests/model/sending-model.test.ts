import { describe, expect, test } from 'vitest';
import { someOf } from '../whole-course.ts';
import { MODEL_BREAKS } from './model-breaks.ts';
import { type Check, checkModel, hasSpin, readModel } from './spin.ts';

const withSpin = await hasSpin();
if (!withSpin) console.log('spin or gcc is not installed: docs/model/sending.pml was not checked');
const model = await readModel();

const KEPT: readonly [string, Check][] = [
  ['once, queuedOnce, lineTrue', {}],
  ['once, notAfterLeaving, lineTrue while she leaves', { define: ['LEAVES', 'DISPATCHES=1'] }],
  ['told', { claim: 'told' }],
  ['accounted', { claim: 'accounted' }],
];

test.each(someOf(KEPT, 2))('every run of the model keeps: %s', async (_, check) => {
  const checked = withSpin ? await checkModel(model, check) : null;
  expect(checked?.broken ?? null).toBeNull();
  if (checked === null) return;
  expect(checked.whole).toBe(true);
  expect(checked.states).toBeGreaterThan(10_000);
});

test('and fits on a page', () => {
  const lines = model.split('\n');
  expect(lines.length).toBeLessThan(150);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(130);
});

describe('a mistake made in the model is found:', () => {
  test.each(someOf(MODEL_BREAKS, 7))('$mistake breaks $invariant', async ({ changes, check, broken }) => {
    let wrong = model;
    for (const [from, to] of changes) {
      expect(wrong).toContain(from);
      wrong = wrong.replace(from, to);
    }
    if (withSpin) expect((await checkModel(wrong, check)).broken).toMatch(broken);
  });
});
