import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, expectTypeOf, test } from 'vitest';
import type { Log } from '../../lib/ports/log.ts';
import { type InfoLine, LOG_LINES, type WarnLine } from '../../lib/ports/log-lines.ts';
import { type CountName, type DurationName, METRICS, metricsWatchedBy } from '../../lib/ports/metric-list.ts';
import type { Metrics } from '../../lib/ports/metrics.ts';

const SOURCE = ['lib/use-cases', 'lambdas']
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
  )
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');

test('every line of the log that is listed is written somewhere, at its level', () => {
  const written = (level: string, name: string) => {
    const [stem = ''] = name.split('-');
    return new RegExp(`log\\s*\\.${level}\\(\\s*(?:'${name}'|\`${stem}-\\$)`).test(SOURCE);
  };
  for (const [level, lines] of Object.entries(LOG_LINES))
    for (const name of Object.keys(lines))
      expect([level, name, written(level, name)]).toEqual([level, name, true]);
});

test('every metric has a name of its own, and is watched by somebody', () => {
  const names = Object.values(METRICS).map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect([...metricsWatchedBy('alarm'), ...metricsWatchedBy('dashboard')].sort()).toEqual(names.toSorted());
});

test('a name that is in no list does not compile', () => {
  expectTypeOf<'LessonsSent'>().toExtend<CountName>();
  expectTypeOf<'LessonsForgotten'>().not.toExtend<CountName>();
  expectTypeOf<'LessonsSent'>().not.toExtend<DurationName>();
  expectTypeOf<'answered'>().toExtend<InfoLine>();
  expectTypeOf<'lesson-forgotten'>().not.toExtend<InfoLine>();
  expectTypeOf<'answered'>().not.toExtend<WarnLine>();
  expectTypeOf<Parameters<Metrics['count']>[0]>().toEqualTypeOf<CountName>();
  expectTypeOf<Parameters<Log['warn']>[0]>().toEqualTypeOf<WarnLine>();
  expect(metricsWatchedBy('alarm')).not.toContain('LessonsForgotten');
});
