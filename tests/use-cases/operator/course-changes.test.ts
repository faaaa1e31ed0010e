import { describe, expect, test } from 'vitest';
import { type Course, courseFrom, type SessionId } from '../../../lib/domain/course.ts';
import type { Active } from '../../../lib/domain/subscriber.ts';
import { courseChanges } from '../../../lib/use-cases/operator/course-changes.ts';
import { sent, subscriber } from '../../builders.ts';
import { COURSE } from '../../course.ts';

/** The course without one session, as an edit of its map leaves it. */
function without(id: SessionId, gone: Course['gone'] = {}): Course {
  return courseFrom({
    ...COURSE,
    gone,
    sessions: [...COURSE.sessions.values()].filter((rule) => rule.id !== id),
    paths: COURSE.paths.map((path) => ({ ...path, goes: path.goes.filter((one) => one !== id) })),
  });
}

/** Someone in her 20th week or later, who had those sessions last. */
function who(id: string, sessions: readonly SessionId[]): Active {
  return subscriber({
    ...{ id, dueOn: '2026-06-08' },
    ...sent(sessions, '2026-06-01'),
    highestLadderSession: sessions.at(-1) ?? null,
  });
}

function changes(after: Course, women: readonly Active[], saysOther = false) {
  const all = async function* () {
    yield* women;
  };
  return courseChanges({ all }, { before: COURSE, after, saysOther: () => saysOther }, () => {});
}

describe('what an edit of the course means', () => {
  const anna = who('anna', ['17', '18']);

  test('nothing, where nothing changed', async () => {
    expect(await changes(COURSE, [anna])).toEqual({
      ...{ mothers: 1, newWords: 0, otherSession: 0, twice: [], back: [], gone: [], unreadable: [] },
    });
  });

  test('who gets new words with the same session is counted', async () => {
    expect(await changes(COURSE, [anna, who('ben', ['11', '12'])], true)).toMatchObject({
      ...{ mothers: 2, newWords: 2, otherSession: 0 },
    });
  });

  test('who sits on a session that is gone is counted, with the place ahead of it as the mend', async () => {
    const edited = await changes(without('18'), [anna, who('ben', ['11', '12'])]);
    expect(edited.gone).toEqual([{ session: '18', stands: null, place: '17', mothers: 1 }]);
    expect(edited).toMatchObject({ otherSession: 1, twice: [] });
  });

  test('who stands where the course says goes on from there, and gets nothing twice', async () => {
    const edited = await changes(without('18', { '18': '17' }), [anna]);
    expect(edited).toMatchObject({ newWords: 0, otherSession: 0, twice: [], back: [] });
    expect(edited.gone).toEqual([{ session: '18', stands: '17', place: '17', mothers: 1 }]);
  });

  test('a place too far back sends her back, to what she had already', async () => {
    const edited = await changes(without('18', { '18': '14' }), [who('anna', ['15', '16', '17', '18'])]);
    expect(edited).toMatchObject({ otherSession: 1, twice: ['anna'], back: ['anna'] });
  });
});
