import { describe, expect, test } from 'vitest';
import { applyChange, applyTap, mayRemoveDate } from '../../../lib/domain/joining/preferences.ts';
import { at, sent, subscriber } from '../../builders.ts';
import { COURSE } from '../../course.ts';

const NOW = at('2026-01-14 10:00');
const underway = subscriber({
  ...sent(['0', '1'], '2026-01-12'),
  dueOn: '2026-01-19',
  dueAt: at('2026-01-19 09:00'),
});

describe('a change', () => {
  test('of name touches nothing but the name', () => {
    const next = applyChange(COURSE, underway, { firstName: null }, NOW);
    expect(next).toEqual({ ...underway, firstName: null });
  });

  test('of day or hour moves the next lesson', () => {
    expect(applyChange(COURSE, underway, { sendDay: 3, sendHour: 18 }, NOW)).toMatchObject({
      dueOn: '2026-01-21',
      dueAt: at('2026-01-21 18:00'),
      changed: false,
    });
  });

  test('of zone keeps the hour on her clock', () => {
    const next = applyChange(COURSE, underway, { timeZone: 'America/New_York' }, NOW);
    expect(next.dueAt).toBe(at('2026-01-19 09:00', 'America/New_York'));
  });

  test('of date or pace has the path worked out afresh; the same date again does not', () => {
    expect(applyChange(COURSE, underway, { pace: 'gentle' }, NOW).changed).toBe(true);
    expect(applyChange(COURSE, underway, { birthDate: '2026-01-04' }, NOW).changed).toBe(true);
    expect(applyChange(COURSE, underway, { birthDate: '2026-01-05', pace: 'standard' }, NOW).changed).toBe(
      false,
    );
  });

  test('never puts a lesson before now', () => {
    const now = at('2026-01-19 08:30');
    const next = applyChange(COURSE, underway, { sendDay: 7 }, now);
    expect(next).toMatchObject({ dueOn: '2026-01-18', dueAt: now });
  });

  test('does not bring forward a lesson that a refusal put off', () => {
    const putOff = { ...underway, dueAt: at('2026-01-19 09:20') };
    expect(applyChange(COURSE, putOff, { firstName: 'Bo' }, at('2026-01-19 09:10')).dueAt).toBe(
      at('2026-01-19 09:20'),
    );
  });

  test('leaves the due time of an open claim alone', () => {
    const claim = { attempt: 'attempt-a', at: NOW, sendBy: NOW + 5_000 };
    const next = applyChange(COURSE, { ...underway, claim }, { sendDay: 3 }, NOW);
    expect(next).toMatchObject({ sendDay: 3, dueOn: '2026-01-19', dueAt: at('2026-01-19 09:00'), claim });
  });

  test('of level counts in the loop only, and starts runs of taps anew', () => {
    const tapRun = { answer: 'easy', count: 1 } as const;
    const inLoop = subscriber({ ...sent(['E1', 'E2'], '2026-01-12'), tapRun });
    expect(applyChange(COURSE, inLoop, { level: 3 }, NOW)).toMatchObject({ level: 3, tapRun: null });
    expect(applyChange(COURSE, underway, { level: 3 }, NOW).level).toBe(1);
  });
});

describe('removing the date', () => {
  test('is refused until 53 weeks after birth', () => {
    expect(mayRemoveDate(COURSE, underway, at('2027-01-10 10:00'))).toBe(false);
    expect(() => applyChange(COURSE, underway, { birthDate: null }, NOW)).toThrow(RangeError);
  });

  test('is allowed from 53 weeks on', () => {
    const now = at('2027-01-11 10:00');
    expect(mayRemoveDate(COURSE, underway, now)).toBe(true);
    expect(applyChange(COURSE, underway, { birthDate: null }, now)).toMatchObject({
      birthDate: null,
      changed: true,
    });
  });
});

describe('a pause', () => {
  test('moves her lesson to the first send day on or after its end', () => {
    expect(applyChange(COURSE, underway, { pause: 4 }, NOW)).toMatchObject({
      state: 'paused',
      pausedUntil: '2026-02-11',
      dueOn: '2026-02-16',
      dueAt: at('2026-02-16 09:00'),
    });
  });

  test('asked for again counts from today', () => {
    const paused = applyChange(COURSE, underway, { pause: 8 }, NOW);
    expect(applyChange(COURSE, paused, { pause: 2 }, NOW)).toMatchObject({
      pausedUntil: '2026-01-28',
      dueOn: '2026-02-02',
    });
  });

  test('ends at her word, with the next send day', () => {
    const paused = applyChange(COURSE, underway, { pause: 8 }, NOW);
    const resumed = applyChange(COURSE, paused, { resume: true }, at('2026-01-30 12:00'));
    expect(resumed).toMatchObject({ state: 'active', dueOn: '2026-02-02', dueAt: at('2026-02-02 09:00') });
    expect(resumed).not.toHaveProperty('pausedUntil');
  });

  test('ended too soon brings no lesson early', () => {
    const paused = applyChange(COURSE, underway, { pause: 2 }, NOW);
    expect(applyChange(COURSE, paused, { resume: true }, NOW).dueOn).toBe('2026-01-19');
  });

  test('keeps its weeks when she changes the day meanwhile', () => {
    const paused = applyChange(COURSE, underway, { pause: 4 }, NOW);
    expect(applyChange(COURSE, paused, { sendDay: 3 }, NOW)).toMatchObject({
      state: 'paused',
      dueOn: '2026-02-11',
    });
  });
});

describe('an answer', () => {
  test('counts for the last lesson, and the last answer wins', () => {
    const first = applyTap(underway, 2, 'hard');
    expect(first).toMatchObject({ tap: 'hard' });
    expect(applyTap({ ...underway, tap: 'hard' }, 2, 'easy')).toMatchObject({ tap: 'easy' });
  });

  test('to any other lesson is too late', () => {
    expect(applyTap(underway, 1, 'hard')).toBe('not-the-last');
    expect(applyTap(subscriber(), 0, 'hard')).toBe('not-the-last');
  });
});
