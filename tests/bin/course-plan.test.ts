import { describe, expect, test } from 'vitest';
import { courseHere } from '../course-here.ts';

const course = courseHere({});

describe('course plan', () => {
  test('prints for machines what a mother who joins at week 40 would get', async () => {
    const { code, out } = await course(
      ...[
        'plan',
        '--born',
        '2026-01-05',
        '--joined',
        '2026-10-12',
        '--pace',
        'standard',
        '--weeks',
        '7',
        '--json',
      ],
    );
    const plan: unknown = JSON.parse(out);
    expect(code).toBe(0);
    expect(plan).toEqual([
      { number: 1, date: '2026-10-12', weeksSinceBirth: 40, session: 'R1', level: null },
      { number: 2, date: '2026-10-19', weeksSinceBirth: 41, session: 'R2', level: null },
      { number: 3, date: '2026-10-26', weeksSinceBirth: 42, session: 'R3', level: null },
      { number: 4, date: '2026-11-02', weeksSinceBirth: 43, session: 'R4', level: null },
      { number: 5, date: '2026-11-09', weeksSinceBirth: 44, session: 'R5', level: null },
      { number: 6, date: '2026-11-16', weeksSinceBirth: 45, session: 'R6', level: null },
      { number: 7, date: '2026-11-23', weeksSinceBirth: 46, session: '12', level: null },
    ]);
  });

  test('prints a table with the reasons for people, at the gentle pace unless told otherwise', async () => {
    const { code, out } = await course(
      'plan',
      '--born',
      '2026-01-05',
      '--joined',
      '2026-03-02',
      '--weeks',
      '2',
    );
    expect(code).toBe(0);
    expect(out).toContain('Mon 2 Mar 2026');
    expect(out).toContain('first lesson at week 8, ceiling at week 8');
  });

  test('plans for a mother without a date who joins today', async () => {
    const { code, out } = await course('plan', '--no-date', '--weeks', '8', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject([
      ...['R1', 'R2', 'R3', 'R4', 'R5', 'R6'].map((session) => ({
        session,
        weeksSinceBirth: null,
        level: null,
      })),
      { session: 'E1', level: 1 },
      { session: 'E2', level: 1 },
    ]);
  });

  test('explains itself with examples', async () => {
    const { code, out } = await course('plan', '--help');
    expect(code).toBe(0);
    expect(out).toContain('Examples:');
  });

  test.each([
    [['plan', '--born', '2026-02-30'], '2026-02-30'],
    [['plan', '--born', '5/1/2026'], '2026-01-05'],
    [['plan'], '--no-date'],
    [['plan', '--born', '2026-01-05', '--no-date'], 'not both'],
    [['plan', '--born', '2026-01-05', '--joined', '2026-01-04'], 'before the birth'],
    [['plan', '--born', '2026-01-05', '--pace', 'fast'], 'standard, gentle'],
    [['plan', '--born', '2026-01-05', '--weeks', '0'], 'from 1 to 1000'],
    [['plan', '--born', '2026-01-05', '--weeks', '1e3'], 'from 1 to 1000'],
    [['plan', '--born', '2026-01-05', '--zone', 'Mars/Olympus'], 'Europe/London'],
    [['plan', '--no-date', '--jsn'], '--jsn'],
    [['plna'], 'plna'],
  ])('refuses %j in one clear line, with exit code 1', async (args, mend) => {
    const { code, out, err } = await course(...args);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err.trimEnd().split('\n')).toEqual([expect.stringContaining(mend)]);
  });
});
