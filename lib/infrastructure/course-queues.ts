import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Granted } from './access.ts';
import { grantKeyBy } from './encryption.ts';

/** A message is tried three times and then dead-lettered (Q14). */
const TRIES = 3;

/**
 * A message that moves to the dead-letter queue keeps the age it has, so its life ends 7 days after it was
 * sent, wherever it is: no queue that holds an address keeps it longer.
 */
const KEPT_AT_MOST = Duration.days(7);

interface CourseQueueProps {
  readonly key: kms.IKey;
  /** Timeout of the function that reads it; a message stays hidden six times as long (Q9). */
  readonly readerTimeout: Duration;
}

/** A queue with its own dead-letter queue, both encrypted and closed to plain HTTP. */
export class CourseQueue extends Construct {
  readonly queue: sqs.Queue;
  readonly deadLetters: sqs.Queue;
  private readonly key: kms.IKey;

  constructor(scope: Construct, id: string, props: CourseQueueProps) {
    super(scope, id);
    this.key = props.key;
    const settings = {
      encryption: sqs.QueueEncryption.KMS,
      encryptionMasterKey: props.key,
      dataKeyReuse: Duration.hours(1),
      enforceSSL: true,
    };
    this.deadLetters = new sqs.Queue(this, 'DeadLetters', { ...settings, retentionPeriod: KEPT_AT_MOST });
    this.queue = new sqs.Queue(this, 'Queue', {
      ...settings,
      retentionPeriod: Duration.days(4),
      visibilityTimeout: Duration.seconds(props.readerTimeout.toSeconds() * 6),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: TRIES },
    });
  }

  /** The queue's address, and leave to put messages on it. */
  toSend(): Granted {
    return this.granted(['sqs:SendMessage'], ['kms:GenerateDataKey', 'kms:Decrypt']);
  }

  /** The queue's address, and leave to ask how much waits on it. */
  toMeasure(): Granted {
    return this.granted(['sqs:GetQueueAttributes'], []);
  }

  /** The address of its dead-letter queue, and leave to ask how much waits there. */
  toMeasureDeadLetters(): Granted {
    return this.granted(['sqs:GetQueueAttributes'], [], this.deadLetters);
  }

  /** The two of them: what dispatch does, who fills the queue to what SES can take. */
  toSendAndMeasure(): Granted {
    return this.granted(
      ['sqs:SendMessage', 'sqs:GetQueueAttributes'],
      ['kms:GenerateDataKey', 'kms:Decrypt'],
    );
  }

  /** Wakes `reader` for each batch; messages that it reports as failed come again, the others are done. */
  wake(reader: lambda.Function, reading: Reading): void {
    reader.addEventSource(
      new SqsEventSource(this.queue, {
        batchSize: reading.batchSize,
        maxBatchingWindow: reading.window ?? Duration.seconds(0),
        maxConcurrency: reading.maxConcurrency,
        reportBatchItemFailures: true,
      }),
    );
    grantKeyBy('sqs', this.key, reader, ['kms:Decrypt']);
  }

  private granted(
    actions: readonly string[],
    keyActions: readonly string[],
    queue: sqs.Queue = this.queue,
  ): Granted {
    return {
      value: queue.queueUrl,
      grantTo: (grantee) => {
        grantee.addToRolePolicy(
          new iam.PolicyStatement({ actions: [...actions], resources: [queue.queueArn] }),
        );
        if (keyActions.length > 0) grantKeyBy('sqs', this.key, grantee, keyActions);
      },
    };
  }
}

export interface Reading {
  readonly batchSize: number;
  /** How long to gather a batch of more than 10. */
  readonly window?: Duration;
  /** Batches at work at once, at least 2. */
  readonly maxConcurrency: number;
}
