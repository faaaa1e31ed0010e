import { expect, test } from 'vitest';
import { systemChance } from '../../../lib/adapters/system/chance.ts';
import { systemClock } from '../../../lib/adapters/system/clock.ts';

test('the course’s clock is ahead by its offset, also when that moves, and the machine’s is not', () => {
  let offset = 0;
  const clock = systemClock(() => offset);
  expect(Math.abs(clock.now() - clock.machineNow())).toBeLessThan(1_000);
  offset = 7 * 86_400_000;
  expect(Math.round((clock.now() - clock.machineNow()) / 86_400_000)).toBe(7);
  expect(Math.abs(clock.machineNow() - Date.now())).toBeLessThan(1_000);
});

test('ids fit an SES tag and a token, and do not come twice', () => {
  const ids = Array.from({ length: 1_000 }, () => [systemChance.attemptId(), systemChance.signUpId()]).flat();
  expect(new Set(ids).size).toBe(2_000);
  expect(ids.every((id) => /^[\w-]{22}$/.test(id))).toBe(true);
});
