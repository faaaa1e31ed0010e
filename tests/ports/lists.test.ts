import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Log } from '../../lib/ports/log.ts';
import { LOG_LINES } from '../../lib/ports/log-lines.ts';
import { METRICS, metricsWatchedBy } from '../../lib/ports/metric-list.ts';
import type { Metrics } from '../../lib/ports/metrics.ts';
import { silent } from '../simulation/ports.ts';

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
  const [metrics, log]: [Metrics, Log] = [silent, silent];
  // @ts-expect-error
  metrics.count('LessonsForgotten', 1);
  // @ts-expect-error
  metrics.milliseconds('LessonsSent', 1);
  // @ts-expect-error
  log.info('lesson-forgotten');
  // @ts-expect-error
  log.warn('answered');
  expect(metricsWatchedBy('alarm')).not.toContain('LessonsForgotten');
});
