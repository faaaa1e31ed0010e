import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { METRICS, metricsWatchedBy } from '../../lib/ports/metric-list.ts';
import { ofType, type Synthesised, someSettings, synthesise } from './synthesised.ts';

let stack: Synthesised;
beforeAll(() => {
  stack = synthesise();
});

const alarmProperties = z.object({
  AlarmDescription: z.string(),
  AlarmActions: z.array(z.unknown()).min(1),
  Threshold: z.number(),
  TreatMissingData: z.enum(['breaching', 'notBreaching', 'ignore']),
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
    const headings = readFileSync('docs/runbook/alarms.md', 'utf8').match(/^## .*$/gm) ?? [];
    for (const alarm of alarms()) {
      expect(alarm.AlarmDescription.split('. ').length).toBeGreaterThanOrEqual(3);
      expect(alarm.AlarmDescription).toContain(`docs/runbook/alarms.md, "${nameOf(alarm)}"`);
      expect(headings).toContain(`## ${nameOf(alarm)}`);
    }
    expect(headings).toHaveLength(alarms().length);
  });

  test('names the stack in every command that it asks for: without it the command acts on the data at hand', () => {
    const commands = alarms().flatMap(
      ({ AlarmDescription }) => AlarmDescription.match(/`course [^`]*`/g) ?? [],
    );
    expect(commands.length).toBeGreaterThan(5);
    expect(commands.filter((command) => !command.includes(' --stack StrongWeeks-live`'))).toEqual([]);
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
    ['Bounces', 0.02],
    ['Complaints', 0.0005],
    ['Quota nearly used', 80_000],
    ['Outcome unknown', 1],
    ['Lessons due and not sent', 1],
  ])('%s rings at %d', (name, threshold) => {
    expect(alarmNamed(name)?.Threshold).toBe(threshold);
  });

  test('take the silence of what runs by the clock for a fault, and of nothing else', () => {
    const rung = alarms().filter(({ TreatMissingData }) => TreatMissingData === 'breaching');
    expect(rung.map(nameOf).sort()).toEqual([
      'Dispatch absent',
      'Reconcile absent',
      'Site does not answer',
      'Story does not end',
    ]);
  });
});

test('every dead-letter queue rings', () => {
  const watched = ofType(stack.resources, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) =>
    JSON.stringify(Properties['Dimensions']),
  );
  const deadLetters = ofType(stack.resources, 'AWS::SQS::Queue').filter(([id]) => id.includes('DeadLetters'));
  expect(deadLetters).toHaveLength(3);
  for (const [id] of deadLetters) expect(watched.filter((one) => one?.includes(id))).toHaveLength(1);
});

describe('bounces and complaints', () => {
  test('are watched as SES works them out for the mails of this deployment, and acts upon them', () => {
    const reputation = ofType(stack.resources, 'AWS::CloudWatch::Alarm')
      .map(([, { Properties }]) => Properties)
      .filter(({ Namespace, MetricName }) => Namespace === 'AWS/SES' && MetricName !== 'Send');
    expect(reputation.map(({ MetricName }) => MetricName)).toEqual([
      'Reputation.BounceRate',
      'Reputation.ComplaintRate',
    ]);
    for (const { Dimensions } of reputation)
      expect(Dimensions).toEqual([
        {
          Name: 'ses:configuration-set',
          Value: { Ref: expect.stringMatching(/^SendingConfigurationSet/) },
        },
      ]);
  });
});

test('every metric of the alarms has its alarm, for a metric that nobody watches is paid for all the same', () => {
  const watched = ofType(stack.resources, 'AWS::CloudWatch::Alarm').map(
    ([, { Properties }]) => Properties['MetricName'],
  );
  for (const name of metricsWatchedBy('alarm')) expect(watched).toContain(name);
});

test('every metric that is watched is one that the functions count', () => {
  const folder = 'lib/use-cases';
  const source = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');
  const counting = source
    .split('\n')
    .filter((line) => /metrics\.(count|milliseconds)\(/.test(line))
    .join('\n');
  for (const { name } of Object.values(METRICS)) expect(counting).toContain(`'${name}'`);
});

test('there is a dashboard only where the settings ask for one, for it costs more than all the rest', () => {
  expect(ofType(stack.resources, 'AWS::CloudWatch::Dashboard')).toEqual([]);
});

test('the dashboard shows what was due, what became of it, how late, and what it cost', () => {
  const { resources } = synthesise([someSettings({ dashboard: true })]);
  const [, board] = ofType(resources, 'AWS::CloudWatch::Dashboard')[0] ?? [];
  const body = JSON.stringify(board?.Properties);
  for (const shown of ['due', 'sent', 'delivered', 'late', 'unknown', 'p50', 'p99', 'dollars per 1,000'])
    expect(body).toContain(shown);
  for (const metric of ['BounceRate', 'ComplaintRate', 'ApproximateNumberOfMessagesVisible', 'of 100000'])
    expect(body).toContain(metric);
});
