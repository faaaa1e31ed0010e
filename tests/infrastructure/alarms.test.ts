import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { METRICS } from '../../lambdas/metric-names.ts';
import { ofType, type Synthesised, synthesise } from './synthesised.ts';

let stack: Synthesised;
beforeAll(() => {
  stack = synthesise();
});

const alarmProperties = z.object({
  AlarmDescription: z.string(),
  AlarmActions: z.array(z.unknown()).min(1),
  Threshold: z.number(),
  TreatMissingData: z.enum(['breaching', 'notBreaching']),
  MetricName: z.string().optional(),
});

function alarms() {
  return ofType(stack.resources, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) =>
    alarmProperties.parse(Properties),
  );
}

/** What an alarm is called: the first sentence of its text. */
function nameOf({ AlarmDescription }: { AlarmDescription: string }): string {
  return AlarmDescription.slice(0, AlarmDescription.indexOf('.'));
}

function alarmNamed(name: string) {
  return alarms().find((alarm) => nameOf(alarm) === name);
}

describe('every alarm', () => {
  test('mails the operator', () => {
    for (const { AlarmActions } of alarms()) expect(JSON.stringify(AlarmActions)).toContain('AlarmsTopic');
    const subscriptions = ofType(stack.resources, 'AWS::SNS::Subscription');
    expect(JSON.stringify(subscriptions)).toContain('operator@example.org');
  });

  test('can reach the operator: CloudWatch may publish to the topic', () => {
    const [, policy] =
      ofType(stack.resources, 'AWS::SNS::TopicPolicy').find(([id]) => id.startsWith('AlarmsTopic')) ?? [];
    expect(JSON.stringify(policy?.Properties)).toContain(
      '"Principal":{"Service":"cloudwatch.amazonaws.com"}',
    );
  });

  test('says who is hurt and what to do, and points to its entry in the runbook', () => {
    const headings = readFileSync('docs/runbook.md', 'utf8').match(/^### .*$/gm) ?? [];
    for (const alarm of alarms()) {
      expect(alarm.AlarmDescription.split('. ').length).toBeGreaterThanOrEqual(3);
      expect(alarm.AlarmDescription).toContain(`docs/runbook.md, "${nameOf(alarm)}"`);
      expect(headings).toContain(`### ${nameOf(alarm)}`);
    }
  });

  test('is all that Q13 asks for', () => {
    expect(alarms().map(nameOf)).toEqual(
      expect.arrayContaining([
        'Lessons due and not sent',
        'Lessons go late',
        'At capacity',
        'Dispatch absent',
        'Outcome unknown',
        'Bounces',
        'Complaints',
        'Quota nearly used',
      ]),
    );
  });
});

describe('the thresholds', () => {
  test.each([
    ['Bounces', 2],
    ['Complaints', 0.05],
    ['Quota nearly used', 80],
    ['Outcome unknown', 1],
    ['Lessons due and not sent', 1],
  ])('%s rings at %d', (name, threshold) => {
    expect(alarmNamed(name)?.Threshold).toBe(threshold);
  });

  test('take the silence of dispatch and reconcile for a fault, and of nothing else', () => {
    const rung = alarms().filter(({ TreatMissingData }) => TreatMissingData === 'breaching');
    expect(rung.map(nameOf).sort()).toEqual(['Dispatch absent', 'Reconcile absent']);
  });
});

test('every dead-letter queue rings', () => {
  expect(alarms().map(nameOf)).toEqual(
    expect.arrayContaining(['Parked in lesson', 'Parked in enrol', 'Parked in event', 'Parked in schedule']),
  );
});

test('every metric that is watched is one that the functions count', () => {
  const folder = 'lib/use-cases';
  const source = readdirSync(folder)
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');
  const counting = source
    .split('\n')
    .filter((line) => /metrics\.(count|milliseconds)\(/.test(line))
    .join('\n');
  for (const name of Object.values(METRICS)) expect(counting).toContain(`'${name}'`);
});

test('the dashboard shows what was due, what became of it, how late, and what it cost', () => {
  const [, board] = ofType(stack.resources, 'AWS::CloudWatch::Dashboard')[0] ?? [];
  const body = JSON.stringify(board?.Properties);
  for (const shown of ['due', 'sent', 'delivered', 'late', 'unknown', 'p50', 'p99', 'dollars per 1,000'])
    expect(body).toContain(shown);
  for (const metric of ['Bounces', 'Complaints', 'ApproximateNumberOfMessagesVisible', 'quota used'])
    expect(body).toContain(metric);
});
