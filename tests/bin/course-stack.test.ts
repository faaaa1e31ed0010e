import { afterAll, beforeAll, expect, test } from 'vitest';
import { dynamoClient } from '../../lib/adapters/dynamodb/client.ts';
import { type DynamoStores, dynamoStores } from '../../lib/adapters/dynamodb/stores.ts';
import { createTables } from '../../lib/adapters/dynamodb/tables.ts';
import { hmacIdentities } from '../../lib/adapters/tokens/hmac-identities.ts';
import { parseKey } from '../../lib/adapters/tokens/keyring.ts';
import {
  type EmbeddedDynamoDb,
  LOCAL_CREDENTIALS,
  LOCAL_REGION,
  startDynamoDb,
} from '../../lib/local/dynamodb.ts';
import { subscriber } from '../builders.ts';
import { courseCommand, type Ran } from '../course-command.ts';
import { type FakeAws, type FakeStack, fakeAws } from '../fake-aws.ts';

/** A deployed stack, with fakes where AWS would answer. Each test goes on from the last. */

const STACK = 'StrongWeeks-test';
const HER = 'ada@example.com';
const KEY = Buffer.alloc(32, 'a').toString('base64');
const TABLES = { subscribers: 'stack-subscribers', suppressions: 'stack-suppressions' };

let database: EmbeddedDynamoDb;
let aws: FakeAws;
let stores: DynamoStores;
let outputs: Record<string, string> = {};
let course: (...args: string[]) => Promise<Ran>;

beforeAll(async () => {
  database = await startDynamoDb();
  aws = await fakeAws(STACK, stack);
  outputs = outputsAt(aws.url);
  const where = { endpoint: database.endpoint, region: LOCAL_REGION, credentials: LOCAL_CREDENTIALS };
  const client = dynamoClient(where);
  await createTables(client, TABLES);
  stores = dynamoStores({ client, tables: TABLES, now: Date.now });
  course = courseCommand({
    AWS_REGION: LOCAL_REGION,
    AWS_ACCESS_KEY_ID: LOCAL_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: LOCAL_CREDENTIALS.secretAccessKey,
    AWS_ENDPOINT_URL: aws.url,
    AWS_ENDPOINT_URL_DYNAMODB: database.endpoint,
  });
  const id = await idOf(HER);
  await stores.subscribers.confirm(subscriber({ id, address: HER }), null);
});
afterAll(async () => {
  await aws[Symbol.asyncDispose]();
  await database.stop();
});

const idOf = (address: string) => hmacIdentities(async () => parseKey(KEY)).idOf(address);

function stack(): FakeStack {
  return {
    outputs,
    secrets: { 'address-secret': KEY, 'token-secret': JSON.stringify({ sign: 'k0', keys: { k0: KEY } }) },
    parked: { [`${aws.url}/event-parked`]: 3 },
    suppressed: ['bounced@example.com'],
  };
}

/** What `lib/infrastructure/course-outputs.ts` prints. */
function outputsAt(url: string): Record<string, string> {
  return {
    FormAddress: 'https://course.example',
    SubscribersTable: TABLES.subscribers,
    SuppressionsTable: TABLES.suppressions,
    TokenKeysSecret: 'token-secret',
    AddressKeySecret: 'address-secret',
    LessonQueueUrl: `${url}/lesson`,
    LessonParkedUrl: `${url}/lesson-parked`,
    EnrolQueueUrl: `${url}/enrol`,
    EnrolParkedUrl: `${url}/enrol-parked`,
    EventQueueUrl: `${url}/event`,
    EventParkedUrl: `${url}/event-parked`,
    MailFrom: 'Strong Weeks <hello@course.example>',
    MailReplyTo: 'hello@course.example',
    MailPostalAddress: '1 Example Street',
    MailListId: 'weekly.course.example',
    MailFeedbackSender: 'swtestweek',
    MailConfigurationSet: 'strong-weeks',
    MailRatePerSecond: '14',
  };
}

test('a command finds the stack by its name, and her by the key of its secret', async () => {
  const { code, out, err } = await course('who', HER, '--json', '--stack', STACK);
  expect({ code, err }).toEqual({ code: 0, err: `Working on the stack ${STACK}.\n` });
  expect(JSON.parse(out)).toMatchObject({ id: await idOf(HER), state: 'active' });
});

test('redrive asks SQS to move what waits, and names where to', async () => {
  const { out } = await course('redrive', '--json', '--stack', STACK);
  expect(JSON.parse(out)).toEqual({ lessons: 0, enrol: 0, events: 3 });
  expect(aws.asked.filter((one) => one.startsWith('StartMessageMoveTask'))).toEqual([
    expect.stringMatching(/event-parked.*"DestinationArn":"arn:aws:sqs:eu-west-2:1:event"/),
  ]);
});

test('lift clears SES’s own list too', async () => {
  const bounced = 'bounced@example.com';
  await stores.suppressions.put({ id: await idOf(bounced), reason: 'bounced', at: 1 });
  const { out } = await course('lift', bounced, '--yes', '--json', '--stack', STACK);
  expect(JSON.parse(out)).toMatchObject({ lifted: true, was: 'bounced', atSes: true });
});

test('forget erases there, and asks enrol to repeat it', async () => {
  expect(await course('forget', HER, '--yes', '--stack', STACK)).toMatchObject({ code: 0 });
  expect(await stores.subscribers.get(await idOf(HER))).toBeNull();
  expect(await stores.suppressions.get(await idOf(HER))).toMatchObject({ reason: 'left' });
  expect(aws.asked.some((one) => one.startsWith('SendMessage') && one.includes('forget'))).toBe(true);
});

test('what AWS refuses is told in one line', async () => {
  outputs = { ...outputs, SubscribersTable: 'no-such-table' };
  const { code, err } = await course('who', HER, '--stack', STACK);
  outputs = outputsAt(aws.url);
  expect({ code, lines: err.trimEnd().split('\n').slice(1) }).toEqual({
    code: 1,
    lines: [expect.stringMatching(/^course: AWS refused \(ResourceNotFoundException\)/)],
  });
});

test('a stack that is not there, or of an older release, is told in one line with the mend', async () => {
  expect(await course('who', HER, '--stack', 'Nope')).toEqual({
    code: 1,
    out: '',
    err: 'course: there is no stack Nope in eu-west-2: stacks are called StrongWeeks-<deployment>\n',
  });
  const { MailFrom: _, ...older } = outputs;
  outputs = older;
  expect(await course('who', HER, '--stack', STACK)).toMatchObject({
    code: 1,
    err: expect.stringMatching(/does not say MailFrom: deploy this release first/),
  });
});

test('without a region it says which variable to set', async () => {
  const none = courseCommand({ AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null' });
  expect(await none('who', HER, '--stack', STACK)).toMatchObject({
    code: 1,
    err: expect.stringContaining('set AWS_REGION'),
  });
});
