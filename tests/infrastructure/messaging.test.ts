import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { ofType, type Resource, type Synthesised, someSettings, synthesise } from './synthesised.ts';

const SEVEN_DAYS_S = 7 * 86_400;

let stack: Synthesised;
beforeAll(() => {
  stack = synthesise();
});

const reference = z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) });
const queueProperties = z.object({
  KmsMasterKeyId: reference,
  MessageRetentionPeriod: z.number().optional(),
  VisibilityTimeout: z.number().optional(),
  RedrivePolicy: z.object({ deadLetterTargetArn: reference, maxReceiveCount: z.number() }).optional(),
});

function queue(id: string): z.infer<typeof queueProperties> {
  return queueProperties.parse(stack.resources[id]?.Properties);
}

/** Event source mappings, each with the ids of its queue and its function. */
function readers() {
  const schema = z.object({
    EventSourceArn: reference,
    FunctionName: z.object({ Ref: z.string() }),
    FunctionResponseTypes: z.array(z.string()),
    ScalingConfig: z.object({ MaximumConcurrency: z.number() }),
    BatchSize: z.number(),
  });
  return ofType(stack.resources, 'AWS::Lambda::EventSourceMapping').map(([, { Properties }]) =>
    schema.parse(Properties),
  );
}

describe('a queue that a function reads', () => {
  test('dead-letters a message after three tries, in a queue of its own', () => {
    const deadLetters = readers().map(({ EventSourceArn }) => {
      const { RedrivePolicy } = queue(EventSourceArn['Fn::GetAtt'][0]);
      expect(RedrivePolicy?.maxReceiveCount).toBe(3);
      return RedrivePolicy?.deadLetterTargetArn['Fn::GetAtt'][0];
    });
    expect(new Set(deadLetters).size).toBe(3);
  });

  test('hides a message six times as long as its function may take', () => {
    for (const { EventSourceArn, FunctionName } of readers()) {
      const timeout = z.number().parse(stack.resources[FunctionName.Ref]?.Properties['Timeout']);
      expect(queue(EventSourceArn['Fn::GetAtt'][0]).VisibilityTimeout).toBe(6 * timeout);
    }
  });

  test('gets back only the messages that failed, and few batches are at work at once', () => {
    for (const reader of readers()) {
      expect(reader.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
      expect(reader.ScalingConfig.MaximumConcurrency).toBeGreaterThanOrEqual(2);
      expect(reader.ScalingConfig.MaximumConcurrency).toBeLessThanOrEqual(10);
    }
  });

  test('forgets a message 7 days after it was sent, dead-lettered or not, for it may hold an address', () => {
    for (const { EventSourceArn } of readers()) {
      const { MessageRetentionPeriod, RedrivePolicy } = queue(EventSourceArn['Fn::GetAtt'][0]);
      expect(MessageRetentionPeriod).toBeLessThan(SEVEN_DAYS_S);
      const deadLettersId = RedrivePolicy?.deadLetterTargetArn['Fn::GetAtt'][0] ?? '';
      expect(queue(deadLettersId).MessageRetentionPeriod).toBe(SEVEN_DAYS_S);
    }
  });
});

describe('every queue and topic', () => {
  test('is encrypted with the key of the deployment', () => {
    for (const [id] of ofType(stack.resources, 'AWS::SQS::Queue'))
      expect(queue(id).KmsMasterKeyId['Fn::GetAtt'][0]).toMatch(/^EncryptionKey/);
    for (const [, { Properties }] of ofType(stack.resources, 'AWS::SNS::Topic'))
      expect(JSON.stringify(Properties['KmsMasterKeyId'])).toContain('EncryptionKey');
  });

  test('refuses plain HTTP', () => {
    const denials = [
      ...ofType(stack.resources, 'AWS::SQS::QueuePolicy'),
      ...ofType(stack.resources, 'AWS::SNS::TopicPolicy'),
    ].filter(([, { Properties }]) => JSON.stringify(Properties).includes('"aws:SecureTransport":"false"'));
    const queues = ofType(stack.resources, 'AWS::SQS::Queue').length;
    expect(denials).toHaveLength(queues + ofType(stack.resources, 'AWS::SNS::Topic').length);
  });
});

describe('what SES tells', () => {
  test('goes to SNS for every outcome, and says nothing of opens and clicks', () => {
    const [, destination] = ofType(stack.resources, 'AWS::SES::ConfigurationSetEventDestination')[0] ?? [];
    expect(destination?.Properties).toMatchObject({
      EventDestination: {
        Enabled: true,
        MatchingEventTypes: ['send', 'delivery', 'deliveryDelay', 'bounce', 'complaint', 'reject'],
      },
    });
  });

  test('may be published by SES from this account alone', () => {
    const policy = topicPolicy('SendingEvents');
    expect(policy).toContain('"Principal":{"Service":"ses.amazonaws.com"}');
    expect(policy).toContain('"AWS:SourceAccount":{"Ref":"AWS::AccountId"}');
  });

  test('exists only once SES may publish, or SES refuses the destination', () => {
    const [, destination] = ofType(stack.resources, 'AWS::SES::ConfigurationSetEventDestination')[0] ?? [];
    expect([destination?.DependsOn].flat()).toContainEqual(expect.stringMatching(/^SendingEventsPolicy/));
  });

  test('reaches the event queue, and what cannot be handed over lies beside it', () => {
    const subscriptions = ofType(stack.resources, 'AWS::SNS::Subscription').map(
      ([, { Properties }]) => Properties,
    );
    expect(subscriptions).toContainEqual(
      expect.objectContaining({
        Protocol: 'sqs',
        Endpoint: { 'Fn::GetAtt': [expect.stringMatching(/^EventQueue/), 'Arn'] },
        RedrivePolicy: {
          deadLetterTargetArn: { 'Fn::GetAtt': [expect.stringMatching(/^EventQueueDeadLetters/), 'Arn'] },
        },
      }),
    );
  });

  test('is put on the queue by that topic alone', () => {
    const policies = ofType(stack.resources, 'AWS::SQS::QueuePolicy').map(([, { Properties }]) =>
      JSON.stringify(Properties),
    );
    const letIn = policies.filter((policy) => policy.includes('sns.amazonaws.com'));
    expect(letIn).toHaveLength(3);
    for (const policy of letIn) expect(policy).toMatch(/"aws:SourceArn":\{"Ref":"SendingEvents/);
  });
});

describe('mail', () => {
  test('is signed with 2048 bits, from a MAIL FROM of our own', () => {
    const [, identity] = ofType(stack.resources, 'AWS::SES::EmailIdentity')[0] ?? [];
    expect(identity?.Properties).toMatchObject({
      EmailIdentity: 'weeks.example.org',
      DkimSigningAttributes: { NextSigningKeyLength: 'RSA_2048_BIT' },
      MailFromAttributes: { MailFromDomain: 'bounce.weeks.example.org' },
      FeedbackAttributes: { EmailForwardingEnabled: false },
    });
  });

  test('goes only over TLS, with SES’s own suppression as a second net', () => {
    const [, set] = ofType(stack.resources, 'AWS::SES::ConfigurationSet')[0] ?? [];
    expect(set?.Properties).toMatchObject({
      DeliveryOptions: { TlsPolicy: 'REQUIRE' },
      ReputationOptions: { ReputationMetricsEnabled: true },
      SuppressionOptions: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
    });
  });
});

describe('the schedule', () => {
  const schedules = (): Resource[] =>
    ofType(stack.resources, 'AWS::Scheduler::Schedule').map(([, schedule]) => schedule);

  test('tells the canary what to do, and in the sandbox lets it tell its story once a day', () => {
    const asked = (resources: Synthesised['resources']) =>
      ofType(resources, 'AWS::Scheduler::Schedule')
        .filter(([id]) => id.includes('Canary'))
        .map(([, { Properties }]) => [
          Properties['ScheduleExpression'],
          JSON.stringify(Properties['Target']),
        ]);
    const told = [expect.stringContaining('check'), expect.stringContaining('story')];
    expect(asked(stack.resources)).toEqual([
      ['rate(5 minutes)', told[0]],
      ['rate(60 minutes)', told[1]],
    ]);
    expect(asked(synthesise([someSettings({ dailyQuota: 200 })]).resources)[1]?.[0]).toBe(
      'rate(1440 minutes)',
    );
  });

  test('wakes dispatch every minute, reconcile every 15, and the canary every 5 and every hour', () => {
    expect(schedules().map(({ Properties }) => Properties['ScheduleExpression'])).toEqual([
      'rate(1 minute)',
      'rate(15 minutes)',
      'rate(5 minutes)',
      'rate(60 minutes)',
    ]);
  });

  test('keeps no call that could not be made: the next one does its work, and silence rings', () => {
    for (const { Properties } of schedules())
      expect(Properties).toMatchObject({ Target: { RetryPolicy: { MaximumRetryAttempts: 2 } } });
    expect(JSON.stringify(schedules())).not.toContain('DeadLetterConfig');
  });

  test('does not repeat a run that failed: the next one does its work', () => {
    const configs = ofType(stack.resources, 'AWS::Lambda::EventInvokeConfig');
    expect(configs).toHaveLength(3);
    for (const [, { Properties }] of configs) expect(Properties).toMatchObject({ MaximumRetryAttempts: 0 });
  });
});

function topicPolicy(start: string): string {
  const [, policy] =
    ofType(stack.resources, 'AWS::SNS::TopicPolicy').find(([id]) => id.startsWith(start)) ?? [];
  return JSON.stringify(policy?.Properties);
}
