import { describe, expect, test } from 'vitest';
import type { SessionId } from '../../../lib/domain/course.ts';
import { advance } from '../../../lib/domain/placement/advance.ts';
import { decide } from '../../../lib/domain/placement/decide.ts';
import { moveByHand } from '../../../lib/domain/placement/move-by-hand.ts';
import { describeReasons } from '../../../lib/domain/placement/reasons.ts';
import type { Active } from '../../../lib/domain/subscriber.ts';
import { at, sent, subscriber } from '../../builders.ts';
import { COURSE } from '../../course.ts';

/** 21 weeks after her date; her next lesson is due on that day. */
const TODAY = '2026-06-01';
const NOW = at(`${TODAY} 08:00`);

const mother = (overrides: Partial<Active> = {}) =>
  subscriber({
    ...sent(['0', '1', '19', '20'], '2026-05-25'),
    dueAt: at(`${TODAY} 09:00`),
    dueOn: TODAY,
    ...overrides,
  });

const moved = (to: SessionId, overrides: Partial<Active> = {}) => {
  const outcome = moveByHand(COURSE, mother(overrides), to, NOW);
  if (outcome.kind === 'refused') throw new Error(`refused: ${outcome.refusal.why}`);
  return outcome.next;
};
const refused = (to: SessionId, overrides: Partial<Active> = {}) => {
  const outcome = moveByHand(COURSE, mother(overrides), to, NOW);
  if (outcome.kind === 'moved') throw new Error('she was moved');
  return outcome.refusal;
};

describe('a move by hand', () => {
  test.each(['9', '16', '20', '21', 'R2'])(
    'back or on to session %s is what comes next, and says so',
    (to) => {
      const { session, reasons } = decide(COURSE, moved(to), TODAY);
      expect([session, describeReasons(reasons)]).toEqual([to, 'moved by hand']);
    },
  );

  test('her path goes on from there, and the move is done once', () => {
    const her = moved('9');
    const after = { ...her, ...advance(COURSE, her, decide(COURSE, her, TODAY), TODAY) };
    expect(after.movedTo).toBeNull();
    expect(decide(COURSE, after, '2026-06-08').session).toBe('10');
  });

  test('made while a lesson is being sent, it is still to come', () => {
    const going = decide(COURSE, mother(), TODAY);
    const after = advance(COURSE, { ...moved('9'), byHand: 'changed' }, going, TODAY);
    expect(after).toMatchObject({ movedTo: '9', byHand: 'changed' });
  });

  test('to a session that is gone from the course is passed over', () => {
    expect(decide(COURSE, mother({ movedTo: 'X9' }), TODAY).session).toBe('21');
  });
});

describe('a move by hand is refused', () => {
  test('past her week, with what she would get and why', () => {
    expect(refused('22')).toMatchObject({
      why: 'fenced',
      instead: { session: '21', reasons: [{ rule: 'moved' }, { rule: 'ceiling', week: 21, ceiling: '21' }] },
    });
    expect(refused('E1')).toMatchObject({ why: 'fenced' });
  });

  test('where the course has no such session, or it is not on her path', () => {
    expect(refused('X9')).toEqual({ why: 'unknown-session' });
    const years = { birthDate: null, ...sent(['R1', 'R2'], '2026-05-25') };
    expect(refused('20', years)).toEqual({ why: 'not-on-path' });
  });

  test('before her first lesson', () => {
    expect(refused('0', { recent: [], lessonNumber: 0 })).toEqual({ why: 'no-lesson-yet' });
  });

  test('past the gentle session while she waits for clearance', () => {
    expect(refused('9', { ...sent(['4', '5'], '2026-05-25'), hold: true })).toMatchObject({
      why: 'fenced',
      instead: { session: '5' },
    });
  });

  test.each([
    ['hard', '19'],
    ['notyet', '5'],
    ['back', '20'],
  ] as const)('further on than her answer %s leads, but not further back', (tap, asked) => {
    const her = tap === 'notyet' ? { ...sent(['9', '10'], '2026-05-25'), tap } : { tap };
    expect(refused('21', her)).toMatchObject({ why: 'fenced', instead: { session: asked } });
    expect(moved('4', her).movedTo).toBe('4');
  });

  test('further on than a return leads', () => {
    const away = { ...sent(['19', '20'], '2026-04-20') };
    expect(refused('20', away)).toMatchObject({ why: 'fenced', instead: { session: 'R3' } });
  });
});

test('what the operator did is told once, before why it is this session', () => {
  const her = mother({ byHand: 'paused' });
  const decision = decide(COURSE, her, TODAY);
  expect(describeReasons(decision.reasons)).toBe('paused by hand, next');
  expect(advance(COURSE, her, decision, TODAY).byHand).toBeNull();
  // The same once more, while the lesson that tells of the first is being sent.
  expect(advance(COURSE, { ...her, sendHour: 7 }, decision, TODAY).byHand).toBe('paused');
  expect(advance(COURSE, her, { ...decision, basis: null }, TODAY).byHand).toBe('paused');
});
