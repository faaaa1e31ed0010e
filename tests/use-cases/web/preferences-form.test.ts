import { describe, expect, test } from 'vitest';
import { readPreferences } from '../../../lib/use-cases/web/preferences-form.ts';
import { subscriber } from '../../builders.ts';
import { COURSE } from '../../course.ts';
import { NOW } from '../course-in-memory.ts';

const her = subscriber({});
const read = (typed: Record<string, string>) => readPreferences(COURSE, typed, her, NOW);
const asked = (typed: Record<string, string>) => {
  const reading = read(typed);
  if (reading.kind === 'invalid') return reading.problems;
  const { level, pause, resume } = reading.change;
  return { level, pause, resume };
};

describe('what she asks for beside her fields', () => {
  test('is nothing where nothing is typed, and what is left out is not there at all', () => {
    expect(asked({})).toEqual({});
    const reading = read({});
    const change = reading.kind === 'ok' ? reading.change : {};
    for (const name of ['level', 'pause', 'resume']) expect(change).not.toHaveProperty(name);
    expect(asked({ pregnant: 'yes' })).toEqual({});
  });

  test('is a pause, or the end of one, and not both', () => {
    expect(asked({ pause: '4' })).toEqual({ pause: 4 });
    expect(asked({ resume: 'yes' })).toEqual({ resume: true });
    expect(asked({ pause: '4', resume: 'yes' })).toEqual([{ input: 'pause', code: 'pause-and-resume' }]);
  });

  test.each([
    [{ pause: '40' }, { input: 'pause', code: 'pause-unknown', choices: ['2', '4', '8'] }],
    [{ resume: 'no' }, { input: 'resume', code: 'resume-unknown' }],
    [{ level: '9' }, { input: 'level', code: 'level-unknown' }],
    [{ pregnant: 'perhaps' }, { input: 'pregnant', code: 'exit-unknown' }],
  ])('that is none of the words is named: %j', (typed, problem) => {
    expect(asked(typed)).toEqual([problem]);
  });

  test('and of several that are wrong each is named', () => {
    expect(asked({ level: '9', pause: '40', pregnant: 'perhaps' })).toHaveLength(3);
  });
});
