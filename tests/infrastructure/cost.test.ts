import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { LESSON, monthlyDollars, STANDING, standingParts } from '../../lib/cost/monthly.ts';
import { PRICES } from '../../lib/cost/prices.ts';
import { metricsWatchedBy } from '../../lib/ports/metric-list.ts';
import { lessonDollars } from '../lesson-dollars.ts';
import { ofType, someSettings, synthesise } from './synthesised.ts';

/** Metrics that are written only when something happens; 0.30 dollars each if it did in every hour of the month. */
const EVENT_METRICS = 6;

const doc = readFileSync('docs/cost.md', 'utf8');
const money = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

describe('a lesson', () => {
  test('costs at most 7 write units, and a million of them 7 dollars above the fee of SES', () => {
    expect(LESSON.writeUnit).toBeLessThanOrEqual(7);
    expect(lessonDollars() * 1e6).toBeLessThanOrEqual(7);
  });

  test('is told of in the document with what it uses', () => {
    expect(doc).toContain(
      `## A million lessons: ${money.format(lessonDollars() * 1e6)} dollars above SES's 100`,
    );
    for (const amount of [LESSON.writeUnit, LESSON.readUnit, LESSON.sqsRequest, LESSON.lambdaGbSecond])
      expect(doc).toContain(`| ${amount} |`);
  });
});

test.each([0, 1_000, 5_000, 100_000, 1_000_000, 10_000_000])(
  'the document’s row for %d mothers is right',
  (mothers) => {
    const { standing, lessons, visits, storage, ses, list, afterFree } = monthlyDollars(mothers);
    const cells = [standing, lessons, visits, storage, ses, list, afterFree].map((dollars) =>
      money.format(dollars),
    );
    const row = [whole.format(mothers), whole.format((mothers * 52) / 12), ...cells].join(' | ');
    expect(doc).toContain(`| ${row} |`);
  },
);

describe('what stands without a single mother', () => {
  test('costs at most 9 dollars a month at list prices, and 4 after what AWS gives for ever, on either plan', () => {
    for (const plan of ['pay-as-you-go', 'essentials'] as const) {
      expect(monthlyDollars(0, plan).list).toBeLessThanOrEqual(9);
      expect(monthlyDollars(0, plan).afterFree).toBeLessThanOrEqual(4);
    }
  });

  test('is told of in the document, part by part', () => {
    for (const { dollars } of standingParts().filter((part) => part.dollars >= 0.05))
      expect(doc).toContain(` ${money.format(dollars)}`);
  });

  test('is counted in the template', () => {
    const { resources } = synthesise();
    const alarms = ofType(resources, 'AWS::CloudWatch::Alarm');
    // Each looks at one metric by itself; a formula would be charged for each metric in it.
    for (const [, { Properties }] of alarms) expect(Properties).not.toHaveProperty('Metrics');
    expect(alarms).toHaveLength(STANDING.alarmMetric);
    expect(ofType(resources, 'AWS::KMS::Key')).toHaveLength(STANDING.kmsKey);
    expect(ofType(resources, 'AWS::SecretsManager::Secret')).toHaveLength(STANDING.secret);
    expect(metricsWatchedBy('alarm')).toHaveLength(STANDING.customMetric + EVENT_METRICS);
  });

  test('has a schedule behind each of its calls', () => {
    const minutes = ofType(synthesise().resources, 'AWS::Scheduler::Schedule').map(([, { Properties }]) =>
      Number(/rate\((\d+) minute/.exec(String(Properties['ScheduleExpression']))?.[1]),
    );
    const calls = minutes.reduce((sum, every) => sum + (30 * 24 * 60) / every, 0);
    expect(calls).toBe(STANDING.scheduledCall);
  });

  test('a dashboard adds its own price and that of the metrics that only it shows', () => {
    const { resources } = synthesise([someSettings({ dashboard: true })]);
    expect(ofType(resources, 'AWS::CloudWatch::Dashboard')).toHaveLength(1);
    expect(doc).toContain(`(\`dashboard: true\`): ${money.format(PRICES.dashboard)}`);
  });
});

test('a new account pays more for its mails until it chooses its plan', () => {
  const [chosen, begins] = [monthlyDollars(5_000), monthlyDollars(5_000, 'essentials')];
  expect(begins.ses / chosen.ses).toBeCloseTo(1.6);
  expect(doc).toContain(`${money.format(begins.ses)} in place of ${money.format(chosen.ses)}`);
});
