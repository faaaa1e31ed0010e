import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ALARM_METRICS } from '../../lambdas/metric-names.ts';
import { LESSON, lessonDollars, monthlyDollars, STANDING } from '../../lib/cost/monthly.ts';
import { ofType, synthesise } from './synthesised.ts';

const doc = readFileSync('docs/cost.md', 'utf8');
const money = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

describe('a lesson', () => {
  test('costs at most 7 write units, and a million of them 7 dollars above the fee of SES', () => {
    expect(LESSON.writeUnits).toBeLessThanOrEqual(7);
    expect(lessonDollars() * 1e6).toBeLessThanOrEqual(7);
  });

  test('is told of in the document with what it uses', () => {
    expect(doc).toContain(
      `## A million lessons: ${money.format(lessonDollars() * 1e6)} dollars above SES's 100`,
    );
    for (const amount of [LESSON.writeUnits, LESSON.readUnits, LESSON.sqsRequests, LESSON.gbSeconds])
      expect(doc).toContain(`| ${amount} |`);
  });
});

test.each([0, 1_000, 100_000, 1_000_000, 10_000_000])(
  'the document’s row for %d mothers is right',
  (mothers) => {
    const { standing, lessons, storage, ses } = monthlyDollars(mothers);
    const above = standing + lessons + storage;
    const cells = [standing, lessons, storage, above, ses, above + ses].map((dollars) =>
      money.format(dollars),
    );
    const row = [whole.format(mothers), whole.format((mothers * 52) / 12), ...cells].join(' | ');
    expect(doc).toContain(`| ${row} |`);
  },
);

test('what stands still is counted in the template', () => {
  const { resources } = synthesise();
  const alarms = ofType(resources, 'AWS::CloudWatch::Alarm').map(
    ([, { Properties }]) => Properties['Metrics'],
  );
  const metrics = alarms.flatMap((math) =>
    Array.isArray(math) ? math.filter((metric) => 'MetricStat' in metric) : ['one'],
  );
  expect(metrics).toHaveLength(STANDING.alarmMetrics);
  expect(ofType(resources, 'AWS::KMS::Key')).toHaveLength(STANDING.kmsKeys);
  expect(ofType(resources, 'AWS::SecretsManager::Secret')).toHaveLength(STANDING.secrets);
  expect(Object.keys(ALARM_METRICS)).toHaveLength(STANDING.customMetrics);
});
