import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { goldenDecisions, goldenPlans } from './cases.ts';

const recorded = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8').split('\n');

test('ten thousand decisions are those that were recorded', () => {
  expect(goldenDecisions().split('\n')).toEqual(recorded('decisions.txt'));
});

test('the plans from every beginning are those that were recorded', () => {
  expect(goldenPlans().split('\n')).toEqual(recorded('plans.txt'));
});
