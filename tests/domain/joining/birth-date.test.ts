import { describe, expect, test } from 'vitest';
import { readBirthDate } from '../../../lib/domain/joining/birth-date.ts';
import { at } from '../../builders.ts';

describe('a birth date', () => {
  const now = at('2026-01-14 10:30', 'UTC');

  test('today and forty years ago are welcome', () => {
    expect(readBirthDate('2026-01-14', now, 'Europe/London')).toEqual({ kind: 'ok', date: '2026-01-14' });
    expect(readBirthDate(' 1986-02-28 ', now, null)).toEqual({ kind: 'ok', date: '1986-02-28' });
  });

  test('is in the future by the calendar of her zone', () => {
    expect(readBirthDate('2026-01-15', now, 'Europe/London')).toMatchObject({
      kind: 'refused',
      why: 'future',
    });
    expect(readBirthDate('2026-01-15', now, 'Pacific/Kiritimati').kind).toBe('ok');
    expect(readBirthDate('2026-01-14', at('2026-01-14 02:00', 'UTC'), 'America/New_York')).toMatchObject({
      why: 'future',
    });
  });

  test('is in the future only past today at UTC+14 when her zone is unknown', () => {
    expect(readBirthDate('2026-01-15', now, null).kind).toBe('ok');
    expect(readBirthDate('2026-01-16', now, null)).toMatchObject({ why: 'future' });
    expect(readBirthDate('2026-01-15', at('2026-01-14 09:59', 'UTC'), null)).toMatchObject({ why: 'future' });
  });

  test.each(['2025-02-29', '2025-13-01', '2025-00-10', '0025-01-01'])('%s is no day', (text) => {
    expect(readBirthDate(text, now, null)).toMatchObject({ kind: 'refused', why: 'impossible' });
  });

  test.each(['', '1/2/2026', '2026-1-2', 'today', '20260102', '2026-01-02T00:00'])(
    '%j cannot be read',
    (text) => {
      expect(readBirthDate(text, now, null)).toMatchObject({ kind: 'refused', why: 'unreadable' });
    },
  );
});
