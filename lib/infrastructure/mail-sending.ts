import { Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as ses from 'aws-cdk-lib/aws-ses';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Granted } from './access.ts';
import { acknowledge } from './acknowledge.ts';
import type { CourseQueue } from './course-queues.ts';
import { grantKeyBy } from './encryption.ts';

/** All that says what became of a mail. No opens and no clicks: nobody is watched (Q34). */
const EVENTS = [
  ses.EmailSendingEvent.SEND,
  ses.EmailSendingEvent.DELIVERY,
  ses.EmailSendingEvent.DELIVERY_DELAY,
  ses.EmailSendingEvent.BOUNCE,
  ses.EmailSendingEvent.COMPLAINT,
  ses.EmailSendingEvent.REJECT,
];

interface MailSendingProps {
  readonly sendingDomain: string;
  readonly fromAddress: string;
  /** Verified addresses that the sandbox may send to: it asks for leave to use the recipient's identity too. */
  readonly sandboxRecipients: readonly string[];
  readonly key: kms.IKey;
  /** Takes SES's events, each wrapped by SNS. */
  readonly events: CourseQueue;
}

/**
 * The domain that signs the mail and what SES tells of each mail. Events go by SNS to a queue, because SES to
 * EventBridge is best effort (Q8). SES's own suppression list stays on as a second net.
 */
export class MailSending extends Construct {
  readonly identity: ses.EmailIdentity;
  readonly configurationSet: ses.ConfigurationSet;
  readonly mailFromDomain: string;
  private readonly key: kms.IKey;
  private readonly simulated: sqs.Queue;
  private readonly fromAddress: string;
  private readonly sandboxRecipients: readonly string[];

  constructor(scope: Construct, id: string, props: MailSendingProps) {
    super(scope, id);
    this.fromAddress = props.fromAddress;
    this.sandboxRecipients = props.sandboxRecipients;
    this.mailFromDomain = `bounce.${props.sendingDomain}`;
    this.configurationSet = new ses.ConfigurationSet(this, 'ConfigurationSet', {
      // Health data: to a server without TLS a lesson bounces rather than going in the clear.
      tlsPolicy: ses.ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
      suppressionReasons: ses.SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    this.identity = new ses.EmailIdentity(this, 'Identity', {
      identity: ses.Identity.domain(props.sendingDomain),
      configurationSet: this.configurationSet,
      dkimIdentity: ses.DkimIdentity.easyDkim(ses.EasyDkimSigningKeyLength.RSA_2048_BIT),
      mailFromDomain: this.mailFromDomain,
      mailFromBehaviorOnMxFailure: ses.MailFromBehaviorOnMxFailure.REJECT_MESSAGE,
      // Events tell of bounces; a forwarded one would carry the lesson to whoever reads the From address.
      feedbackForwarding: false,
    });
    this.key = props.key;
    this.simulated = this.copySimulated(this.publishEvents(props));
  }

  /** The configuration set's name, and leave to send through it from the true sender's address alone (Q17). */
  toSend(): Granted {
    const { configurationSetName } = this.configurationSet;
    const arnOf = (resource: string, resourceName: string): string =>
      Stack.of(this).formatArn({ service: 'ses', resource, resourceName });
    const resources = [
      this.identity.emailIdentityArn,
      arnOf('configuration-set', configurationSetName),
      ...this.sandboxRecipients.map((address) => arnOf('identity', address)),
    ];
    return {
      value: configurationSetName,
      grantTo: (grantee) =>
        grantee.addToRolePolicy(
          new iam.PolicyStatement({
            actions: ['ses:SendRawEmail'],
            resources,
            conditions: { StringEquals: { 'ses:FromAddress': this.fromAddress } },
          }),
        ),
    };
  }

  /** The queue of events of mails to SES's simulator, and leave to take them off it. */
  toHearOfSimulatedMails(): Granted {
    const { simulated, key } = this;
    return {
      value: simulated.queueUrl,
      grantTo: (grantee) => {
        grantee.addToRolePolicy(
          new iam.PolicyStatement({
            actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage'],
            resources: [simulated.queueArn],
          }),
        );
        grantKeyBy('sqs', key, grantee, ['kms:Decrypt']);
      },
    };
  }

  private publishEvents({ key, events }: MailSendingProps): sns.Topic {
    const topic = new sns.Topic(this, 'Events', { masterKey: key, enforceSSL: true });
    this.configurationSet.addEventDestination('Events', {
      destination: ses.EventDestination.snsTopic(topic),
      events: EVENTS,
    });
    events.queue.addToResourcePolicy(fromTopic(topic, events.queue));
    // Not SqsSubscription: it writes the topic into the policy of the key that encrypts the topic, a circle.
    new sns.Subscription(this, 'EventsToQueue', {
      topic,
      protocol: sns.SubscriptionProtocol.SQS,
      endpoint: events.queue.queueArn,
      deadLetterQueue: events.deadLetters,
    });
    return topic;
  }

  /** A copy of the events of mails to SES's simulator, for the canary, which takes them off as they come. */
  private copySimulated(topic: sns.Topic): sqs.Queue {
    const queue = new sqs.Queue(this, 'Simulated', {
      encryption: sqs.QueueEncryption.KMS,
      encryptionMasterKey: this.key,
      dataKeyReuse: Duration.hours(1),
      enforceSSL: true,
      retentionPeriod: Duration.hours(1),
    });
    acknowledge(queue, {
      'AwsSolutions-SQS3': 'Nothing is lost with an event that the canary did not wait for.',
    });
    queue.addToResourcePolicy(fromTopic(topic, queue));
    new sns.Subscription(this, 'SimulatedToQueue', {
      topic,
      protocol: sns.SubscriptionProtocol.SQS,
      endpoint: queue.queueArn,
      filterPolicyWithMessageBody: {
        mail: sns.FilterOrPolicy.policy({
          destination: sns.FilterOrPolicy.filter(
            sns.SubscriptionFilter.stringFilter({ matchSuffixes: ['@simulator.amazonses.com'] }),
          ),
        }),
      },
    });
    return queue;
  }
}

/** Lets SNS lay on the queue what comes from this topic and no other. */
function fromTopic(topic: sns.ITopic, queue: sqs.IQueue): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'Events',
    principals: [new iam.ServicePrincipal('sns.amazonaws.com')],
    actions: ['sqs:SendMessage'],
    resources: [queue.queueArn],
    conditions: { ArnEquals: { 'aws:SourceArn': topic.topicArn } },
  });
}
