import { expect, test } from 'vitest';
import { unitOf } from '../../../lib/domain/training/number-words.ts';

test.each([
  ['stands', 'GB', 'times'],
  ['legLeft', 'GB', 'seconds'],
  ['metres', 'US', 'yards'],
  ['metres', 'CA', 'metres'],
  ['kilos', 'US', 'lb'],
  ['kilos', 'IE', 'kg'],
] as const)('%s in %s is counted in %s', (name, country, unit) => {
  expect(unitOf(name, country)).toBe(unit);
});
