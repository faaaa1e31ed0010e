import { expect, test } from 'vitest';
import { CANARY_ADDRESS } from '../../../lib/domain/canary.ts';
import { stats } from '../../../lib/use-cases/operator/stats.ts';
import { sent } from '../../builders.ts';
import { idOf } from '../../simulation/ports.ts';
import { courseInMemory } from '../course-in-memory.ts';

const ALL = { sample: 1, unitsPerSecond: Number.POSITIVE_INFINITY, onProgress: () => {} };

const NO_TRAINING = { days: 0, ticked: 0, numbers: 0 };

test('what was answered is counted by session and outlives the records; weeks have no gaps', async () => {
  const course = courseInMemory();
  const { counts } = course.stores;
  await counts.add('2026-W52', 'joined', 3);
  await counts.add('2027-W02', 'left:9');
  await counts.add('2026-W52#9', 'hard', 7);
  await counts.add('2027-W01#9', 'hard', 2);
  await counts.add('2027-W01#9', 'easy');
  await counts.add('2026-W52#9', 'hard>8', 7);
  await counts.add('2027-W01#9', 'hard>8', 2);
  await counts.add('2027-W01#9', 'easy>11');
  await counts.add('2027-W01#8', 'back>5', 1);
  await counts.add('2027-W01#9', 'missed>9', 1);
  await counts.add('2027-W01#9', 'missed>9', -1);
  await course.joins({ ...sent(['8'], '2026-01-05'), tap: 'right' });
  await course.joins({ id: 'canary', address: CANARY_ADDRESS });
  const read = await stats({
    ...course.ports,
    identities: { idOf: async (address) => (address === CANARY_ADDRESS ? 'canary' : idOf(address)) },
  })(ALL);
  expect(read.answers).toEqual({ '9': { hard: 9, easy: 1 }, '8': { right: 1 } });
  expect(read.moves).toEqual([
    { from: '8', answer: 'back', to: '5', count: 1 },
    { from: '9', answer: 'easy', to: '11', count: 1 },
    { from: '9', answer: 'hard', to: '8', count: 9 },
  ]);
  expect(read.tally.here).toEqual({ '8': 1 });
  expect(read.weeks).toEqual([
    { week: '2026-W52', joined: 3, left: 0, ...NO_TRAINING },
    { week: '2026-W53', joined: 0, left: 0, ...NO_TRAINING },
    { week: '2027-W01', joined: 0, left: 0, ...NO_TRAINING },
    { week: '2027-W02', joined: 0, left: 1, ...NO_TRAINING },
  ]);
});
