import { expect, test } from 'vitest';
import { plan } from '../../../.build/words.js';
import { unitName } from '../../../lib/domain/training/number-words.ts';

test.each([
  ['stands', 'metric', 'times'],
  ['legLeft', 'metric', 'seconds'],
  ['metres', 'customary', 'yards'],
  ['metres', 'metric', 'metres'],
  ['kilos', 'customary', 'lb'],
  ['kilos', 'metric', 'kg'],
] as const)('%s in %s units is counted in %s', (name, units, unit) => {
  expect(unitName(name, units, plan.numbers)).toBe(unit);
});
