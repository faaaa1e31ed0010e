import { describe, expect, test } from 'vitest';
import { walkMap } from '../../lib/authoring/walk-map.ts';
import type { Course, SessionId } from '../../lib/domain/course.ts';
import { kudu, kuduWithoutLoop, kuduWithoutOnRamp } from '../course/courses.ts';
import { COURSE } from '../course.ts';

const stumbles = (course: Course) => walkMap(course).map(({ rule, session }) => `${rule} ${session}`);

test.each([
  ['Kudu', kudu],
  ['Kudu without a loop', kuduWithoutLoop],
  ['Kudu without an on-ramp', kuduWithoutOnRamp],
])('%s is walked through without a leak, a dead end or a session that nobody gets', (_, course) => {
  expect(stumbles(course)).toEqual([]);
});

test('and so is ours', () => {
  expect(stumbles(COURSE)).toEqual([]);
});

describe('a planted slip is found:', () => {
  /** Kudu with one session changed, past the checks. */
  const changed = (session: SessionId, rule: object): Course => {
    const own = kudu.sessions.get(session);
    if (own === undefined) throw new Error(`no session ${session}`);
    return { ...kudu, sessions: new Map(kudu.sessions).set(session, { ...own, ...rule }) };
  };

  test('a path that begins with what is shut', () => {
    const shut = changed('w1', { opens: { standard: 40, gentle: 40 } });
    const found = stumbles({ ...shut, paths: [{ from: 0, first: 'w1', goes: ['w1', 'w2'] }] });
    expect(found).toContain('fence-leak w1');
  });

  test('sessions that stand on no path', () => {
    const paths = [{ from: 0, first: 'ceiling', goes: ['k0', 'k1', 'k2', 'k3'] }];
    expect(stumbles({ ...kuduWithoutOnRamp, paths })).toEqual(['unreached k4', 'unreached k5']);
  });

  test('a gate that leads back before itself, ready or not', () => {
    const ends = { ...kudu, loop: ['z1'], afterOnRamp: 'w1' };
    expect(stumbles(ends).some((one) => one.startsWith('dead-end'))).toBe(true);
  });
});
