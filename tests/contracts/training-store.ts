import { expect, test } from 'vitest';
import type { LessonOfHers } from '../../lib/domain/training/her-year.ts';
import { consent } from './records.ts';
import type { OpenEmpty } from './stores.ts';

const LESSON: LessonOfHers = { number: 9, session: '10', level: null, on: '2026-10-19' };
const HERS = ['sub-1', 'run00001'] as const;

/** What every store of what she writes down promises. */
export function trainingStoreContract(open: OpenEmpty): void {
  test('ticks and numbers of one week stand side by side, and neither write touches the other', async () => {
    const { training } = await open();
    expect(await training.week(...HERS, 9)).toBeNull();
    expect(await training.putDone(...HERS, LESSON, 2)).toBe(0);
    await training.putNumbers(...HERS, LESSON, { stands: 12, kilos: 4.54 });
    expect(await training.putDone(...HERS, LESSON, 1)).toBe(2);
    expect(await training.week(...HERS, 9)).toEqual({
      ...LESSON,
      done: 1,
      numbers: { stands: 12, kilos: 4.54 },
    });
  });

  test('a number that she leaves out the second time stays as it was', async () => {
    const { training } = await open();
    await training.putNumbers(...HERS, LESSON, { stands: 12, metres: 40 });
    await training.putNumbers(...HERS, LESSON, { metres: 60 });
    expect((await training.week(...HERS, 9))?.numbers).toEqual({ stands: 12, metres: 60 });
  });

  test('pages at once lose nothing of each other', async () => {
    const { training } = await open();
    await Promise.all([
      training.putDone(...HERS, LESSON, 2),
      training.putNumbers(...HERS, LESSON, { stands: 15 }),
    ]);
    expect(await training.week(...HERS, 9)).toMatchObject({ done: 2, numbers: { stands: 15 } });
  });

  test('her weeks come by number, of this run alone', async () => {
    const { training } = await open();
    for (const number of [10, 2, 104]) await training.putDone(...HERS, { ...LESSON, number }, 1);
    await training.putDone('sub-1', 'run00002', LESSON, 2);
    await training.putDone('sub-2', 'run00001', LESSON, 2);
    const { weeks, unreadable } = await training.weeks(...HERS);
    expect(weeks.map(({ number }) => number)).toEqual([2, 10, 104]);
    expect(unreadable).toBe(0);
  });

  test('what could not be read again is never written', async () => {
    const { training } = await open();
    const odd = Object.assign({ ...LESSON }, { session: 'constructor' });
    await expect(training.putDone(...HERS, odd, 1)).rejects.toThrow();
    await expect(training.putNumbers(...HERS, LESSON, { stands: -1 })).rejects.toThrow();
    await expect(training.putNumbers(...HERS, LESSON, { kilos: Number.NaN })).rejects.toThrow();
    expect((await training.weeks(...HERS)).weeks).toEqual([]);
  });

  test('a week that cannot be parsed is counted, and the others come', async () => {
    const { training, poison } = await open();
    for (const number of [1, 2, 3]) await training.putDone(...HERS, { ...LESSON, number }, 1);
    await poison('sub-1', 'TRAINING#run00001#WEEK#000002');
    const { weeks, unreadable } = await training.weeks(...HERS);
    expect(weeks.map(({ number }) => number)).toEqual([1, 3]);
    expect(unreadable).toBe(1);
  });

  test('her yes holds for its words and its run', async () => {
    const { training } = await open();
    await training.putAgreed(...HERS, consent({ version: 'plan-1' }));
    expect(await training.hasAgreed(...HERS, 'plan-1')).toBe(true);
    expect(await training.hasAgreed(...HERS, 'plan-2')).toBe(false);
    expect(await training.hasAgreed('sub-1', 'run00002', 'plan-1')).toBe(false);
    expect((await training.weeks(...HERS)).weeks).toEqual([]);
  });

  test('it is handed over with all that is hers, and is no consent to the course', async () => {
    const { training, subscribers } = await open();
    await training.putAgreed(...HERS, consent({ version: 'plan-1' }));
    await training.putDone(...HERS, LESSON, 2);
    await training.putNumbers(...HERS, LESSON, { stands: 12 });
    expect(await subscribers.everything('sub-1')).toEqual([
      { kind: 'training-consent', run: 'run00001', consent: consent({ version: 'plan-1' }) },
      { kind: 'training-week', run: 'run00001', ...LESSON, done: 2, numbers: { stands: 12 } },
    ]);
    expect(await subscribers.getConsents('sub-1')).toEqual([]);
  });

  test('it is erased with her, and with its run', async () => {
    const { training, subscribers } = await open();
    for (const run of ['run00001', 'run00002']) {
      await training.putAgreed('sub-1', run, consent({ version: 'plan-1' }));
      await training.putDone('sub-1', run, LESSON, 2);
    }
    await subscribers.deleteRest('sub-1', 'run00001');
    expect((await subscribers.everything('sub-1')).map(({ run }) => run)).toEqual(['run00002', 'run00002']);
    await training.deleteRun('sub-1', 'run00001');
    await training.deleteRun('sub-1', 'run00002');
    expect(await subscribers.everything('sub-1')).toEqual([]);
    await training.putDone(...HERS, LESSON, 2);
    await subscribers.deleteRest('sub-1');
    expect(await subscribers.everything('sub-1')).toEqual([]);
  });
}
