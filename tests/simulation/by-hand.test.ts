import { describe, expect, test } from 'vitest';
import { someOf } from '../whole-course.ts';
import type { Plant } from './function-ports.ts';
import * as planted from './planted-by-hand.ts';
import { simulate } from './simulation.ts';

const SIZE = { subscribers: 12, weeks: 16 };

test('notes go once to each they are for, and what is done by hand stands and is told, whatever dies', async () => {
  let notes = 0;
  const did = new Set<string>();
  for (const seed of someOf([2, 3, 101, 130, 149], 2)) {
    const run = await simulate({ ...SIZE, seed });
    expect({ seed, broken: run.broken }).toEqual({ seed, broken: null });
    notes += run.notes;
    for (const what of Object.keys(run.byHand)) did.add(what);
  }
  expect(notes).toBeGreaterThan(100);
  const done = ['note', 'urgent note', 'move: done', 'move: refused', 'change by hand: done'];
  expect([...did]).toEqual(expect.arrayContaining([...done, 'pause by hand: done']));
});

describe('a planted bug is found:', () => {
  test.each<[string, Plant, RegExp]>([
    ['a note that is claimed and forgotten', planted.noteForgotten, /claimed and forgotten/],
    ['a note that goes again after a restart', planted.noteTwice, /the note .* again/],
    ['a note to someone who left', planted.noteToWhoLeft, /the note .* after her leaving was answered/],
    ['a note into a pause', planted.noteIntoAPause, /the note .* while she pauses/],
    ['a move that ignores the fence', planted.moveIgnoresTheFence, /got session .* at week/],
    ['a move that a delivery loses', planted.moveLostToADelivery, /was moved to .* and it was lost/],
    ['a change that a delivery loses', planted.changeLostToADelivery, /by hand, and sending put it back/],
    ['a change that is never told', planted.changeNeverTold, /no mail will tell her/],
  ])('%s', async (_, plant, broken) => {
    let found: string | null = null;
    for (let seed = 1; seed <= 60 && found === null; seed += 1) {
      const run = await simulate({ ...SIZE, seed, plant });
      if (run.broken !== null && broken.test(run.broken)) found = run.broken;
    }
    expect(found).toMatch(broken);
  });
});
