import { join } from 'node:path';
import type { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { type CourseFolder, courseFolder } from '../brand/course-folder.ts';
import type { QueueName } from '../local/queue-store.ts';
import type { CommandContext } from './context.ts';
import type { OpenCourse, QueueCounts } from './course-access.ts';
import { composeOperator, operatorEnvironment } from './operator.ts';
import { CommandFailure } from './terminal.ts';

/** Outputs of the stack by the names that `lib/infrastructure/course-outputs.ts` gives them. */
const outputsSchema = z
  .object({
    FormAddress: z.url(),
    SubscribersTable: z.string(),
    SuppressionsTable: z.string(),
    TokenKeysSecret: z.string(),
    AddressKeySecret: z.string(),
    LessonQueueUrl: z.url(),
    LessonDeadLettersUrl: z.url(),
    EnrolQueueUrl: z.url(),
    EnrolDeadLettersUrl: z.url(),
    EventQueueUrl: z.url(),
    EventDeadLettersUrl: z.url(),
    MailFrom: z.string(),
    MailReplyTo: z.string(),
    MailPostalAddress: z.string(),
    MailListId: z.string(),
    MailFeedbackSender: z.string(),
    MailConfigurationSet: z.string(),
    MailRatePerSecond: z.string(),
    // Only of a deployment that was reviewed.
    ReviewedBy: z.string().optional(),
    ReviewedJob: z.string().optional(),
    ReviewedOn: z.string().optional(),
    ReviewedHash: z.string().optional(),
    // Who gets mails where nobody has reviewed it; a stack of an earlier release says nothing, and then only the simulator does.
    MailUnreviewed: z.string().optional(),
    MailRepliesReadBy: z.string().optional(),
    MailRepliesWithinDays: z.string().optional(),
    MailOperatorAddresses: z.string().default(''),
  })
  .transform((outputs) => ({ ...outputs, FormAddress: outputs.FormAddress.replace(/\/$/, '') }));
type Outputs = z.infer<typeof outputsSchema>;

/** A deployed stack, with the AWS credentials and region of this shell. */
export async function openDeployedCourse(
  name: string,
  { environment, terminal }: CommandContext,
): Promise<OpenCourse> {
  const outputs = readOutputs(name, await stackOutputs(name, environment));
  terminal.note(`Working on the stack ${name}.`);
  return {
    where: `the stack ${name}`,
    course: composeOperator(operatorEnvironment.parse(environmentOf(outputs, courseFolder(environment)))),
    option: ` --stack ${name}`,
    table: outputs.SubscribersTable,
    readUnitsPerSecond: readUnitsOf(outputs),
    openMail: async () => undefined,
    redrive: () => redrive(outputs),
    queues: () => queues(outputs),
    clearAtSes,
    async [Symbol.asyncDispose]() {},
  };
}

/** What the stack says of itself, by name. */
export async function stackOutputs(
  name: string,
  environment: NodeJS.ProcessEnv,
): Promise<Record<string, string>> {
  const { deployedStack, outputsOf } = await import('../adapters/aws/stack-outputs.ts');
  const stack = await deployedStack(name);
  if (stack !== null) return outputsOf(stack);
  const where = environment['AWS_REGION'] ?? 'the region of your profile';
  throw new CommandFailure(
    `there is no stack ${name} in ${where}: stacks are called StrongWeeks-<deployment>; set AWS_REGION or AWS_PROFILE for another region or account`,
  );
}

function readOutputs(name: string, outputs: Readonly<Record<string, string>>): Outputs {
  const read = outputsSchema.safeParse(outputs);
  if (read.success) return read.data;
  const missing = read.error.issues.map(({ path }) => path.join('.')).join(', ');
  throw new CommandFailure(
    `the stack ${name} does not say ${missing}: deploy this release first (npx cdk deploy -c deployment=${deploymentOf(name)})`,
  );
}

/** `StrongWeeks-test` is the stack of the deployment `test`. */
function deploymentOf(stack: string): string {
  return stack.replace(/^StrongWeeks-/, '');
}

/** Half of what the stack lets the table give (`lib/infrastructure/course-tables.ts`): the course needs a third of it. */
function readUnitsOf({ MailRatePerSecond }: Outputs): number {
  return Math.max(LEAST_TABLE_UNITS, Number(MailRatePerSecond) * TABLE_UNITS_A_LESSON) / 2;
}

const LEAST_TABLE_UNITS = 1_000;
const TABLE_UNITS_A_LESSON = 12;

function environmentOf(outputs: Outputs, { built }: CourseFolder): Record<string, string | undefined> {
  return {
    SUBSCRIBERS_TABLE: outputs.SubscribersTable,
    SUPPRESSIONS_TABLE: outputs.SuppressionsTable,
    TOKEN_KEYS_SECRET: outputs.TokenKeysSecret,
    ADDRESS_KEY_SECRET: outputs.AddressKeySecret,
    SITE_URL: outputs.FormAddress,
    COURSE_DIR: join(built, 'course'),
    FROM: outputs.MailFrom,
    REPLY_TO: outputs.MailReplyTo,
    POSTAL_ADDRESS: outputs.MailPostalAddress,
    LIST_ID: outputs.MailListId,
    FEEDBACK_SENDER_ID: outputs.MailFeedbackSender,
    CONFIGURATION_SET: outputs.MailConfigurationSet,
    SEND_RATE_PER_SECOND: outputs.MailRatePerSecond,
    ENROL_QUEUE_URL: outputs.EnrolQueueUrl,
    LESSON_QUEUE_URL: outputs.LessonQueueUrl,
    REPLIES_READ_BY: outputs.MailRepliesReadBy,
    REPLIES_WITHIN_DAYS: outputs.MailRepliesWithinDays,
    REVIEWED_BY: outputs.ReviewedBy,
    REVIEWED_JOB: outputs.ReviewedJob,
    REVIEWED_ON: outputs.ReviewedOn,
    REVIEWED_HASH: outputs.ReviewedHash,
    SEND_UNREVIEWED: outputs.MailUnreviewed,
    OPERATOR_ADDRESSES: outputs.MailOperatorAddresses,
  };
}

/** SQS moves them by itself. Its destination is named, since SNS parks events in the same dead-letter queue. */
async function redrive(outputs: Outputs): Promise<Record<QueueName, number>> {
  const { SQSClient, StartMessageMoveTaskCommand } = await import('@aws-sdk/client-sqs');
  const client = new SQSClient();
  const move = async (deadLettersUrl: string, queueUrl: string) => {
    const [deadLetters, queue] = await Promise.all([
      queueAt(client, deadLettersUrl),
      queueAt(client, queueUrl),
    ]);
    if (deadLetters.messages > 0) {
      const task = new StartMessageMoveTaskCommand({ SourceArn: deadLetters.arn, DestinationArn: queue.arn });
      await client.send(task);
    }
    return deadLetters.messages;
  };
  return {
    lessons: await move(outputs.LessonDeadLettersUrl, outputs.LessonQueueUrl),
    enrol: await move(outputs.EnrolDeadLettersUrl, outputs.EnrolQueueUrl),
    events: await move(outputs.EventDeadLettersUrl, outputs.EventQueueUrl),
  };
}

async function queues(outputs: Outputs): Promise<Record<QueueName, QueueCounts>> {
  const { SQSClient } = await import('@aws-sdk/client-sqs');
  const client = new SQSClient();
  const countsOf = async (queueUrl: string, parkedUrl: string) => {
    const [queue, parked] = await Promise.all([queueAt(client, queueUrl), queueAt(client, parkedUrl)]);
    return { waiting: queue.messages + queue.inFlight, dead: parked.messages };
  };
  return {
    lessons: await countsOf(outputs.LessonQueueUrl, outputs.LessonDeadLettersUrl),
    enrol: await countsOf(outputs.EnrolQueueUrl, outputs.EnrolDeadLettersUrl),
    events: await countsOf(outputs.EventQueueUrl, outputs.EventDeadLettersUrl),
  };
}

async function queueAt(client: SQSClient, url: string) {
  const { GetQueueAttributesCommand } = await import('@aws-sdk/client-sqs');
  const { Attributes = {} } = await client.send(
    new GetQueueAttributesCommand({
      QueueUrl: url,
      AttributeNames: [
        'QueueArn',
        'ApproximateNumberOfMessages',
        'ApproximateNumberOfMessagesNotVisible',
        'ApproximateNumberOfMessagesDelayed',
      ],
    }),
  );
  const counted = (name: keyof typeof Attributes) => Number(Attributes[name] ?? 0);
  return {
    arn: Attributes.QueueArn,
    messages: counted('ApproximateNumberOfMessages'),
    inFlight:
      counted('ApproximateNumberOfMessagesNotVisible') + counted('ApproximateNumberOfMessagesDelayed'),
  };
}

async function clearAtSes(address: string): Promise<boolean> {
  const { SESv2Client, DeleteSuppressedDestinationCommand, NotFoundException } = await import(
    '@aws-sdk/client-sesv2'
  );
  try {
    await new SESv2Client().send(new DeleteSuppressedDestinationCommand({ EmailAddress: address }));
    return true;
  } catch (error) {
    if (error instanceof NotFoundException) return false;
    throw error;
  }
}
