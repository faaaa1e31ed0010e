import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { dynamoClient } from '../../lib/adapters/dynamodb/client.ts';
import { type DynamoStores, dynamoStores } from '../../lib/adapters/dynamodb/stores.ts';
import { createTables } from '../../lib/adapters/dynamodb/tables.ts';
import { editionsIn } from '../../lib/adapters/letters/built-course.ts';
import { editionKey } from '../../lib/adapters/letters/edition.ts';
import { hmacIdentities } from '../../lib/adapters/tokens/hmac-identities.ts';
import { parseKey } from '../../lib/adapters/tokens/keyring.ts';
import { UNTIL_RESUMED } from '../../lib/cli/moment.ts';
import { type EmbeddedDynamoDb, startDynamoDb } from '../../lib/local/dynamodb.ts';
import { subscriber } from '../builders.ts';
import { courseCommand, type Ran } from '../course-command.ts';
import { courseHere } from '../course-here.ts';
import { type FakeAws, type FakeStack, fakeAws } from '../fake-aws.ts';
import { LOCAL_CREDENTIALS, LOCAL_REGION } from '../local-aws.ts';
import { environmentOf, logInPage, outputsAt, TABLES, textOfMail } from './stack-under-test.ts';

/** A deployed stack, with fakes where AWS would answer. Each test goes on from the last. */

const STACK = 'StrongWeeks-test';
const HER = 'ada@example.com';
const KEY = Buffer.alloc(32, 'a').toString('base64');
let database: EmbeddedDynamoDb;
let aws: FakeAws;
let stores: DynamoStores;
let outputs: Record<string, string> = {};
let refuses: Record<string, string> = {};
let folder = '';
let environment: Record<string, string> = {};
let course: (...args: string[]) => Promise<Ran>;

beforeAll(async () => {
  database = await startDynamoDb();
  aws = await fakeAws(STACK, stack);
  outputs = outputsAt(aws.url);
  const where = { endpoint: database.endpoint, region: LOCAL_REGION, credentials: LOCAL_CREDENTIALS };
  const client = dynamoClient(where);
  await createTables(client, TABLES);
  stores = dynamoStores({ client, tables: TABLES, now: Date.now });
  folder = mkdtempSync(join(tmpdir(), 'strong-weeks-'));
  environment = environmentOf(aws.url, database.endpoint);
  course = courseHere(environment);
  const id = await idOf(HER);
  await stores.subscribers.confirm(subscriber({ id, address: HER }), null);
});

afterAll(async () => {
  await aws[Symbol.asyncDispose]();
  await database.stop();
  rmSync(folder, { recursive: true, force: true });
});

afterEach(() => {
  outputs = outputsAt(aws.url);
  refuses = {};
});

const idOf = (address: string) => hmacIdentities(async () => parseKey(KEY)).idOf(address);

function stack(): FakeStack {
  return {
    outputs,
    secrets: { 'address-secret': KEY, 'token-secret': JSON.stringify({ sign: 'k0', keys: { k0: KEY } }) },
    deadLetters: { [`${aws.url}/event-dead-letters`]: 3 },
    suppressed: ['bounced@example.com'],
    refuses,
  };
}

test('a command finds the stack by its name, and her by the key of its secret', async () => {
  const { code, out, err } = await course('who', HER, '--json', '--stack', STACK);
  expect({ code, err }).toEqual({ code: 0, err: `Working on the stack ${STACK}.\n` });
  expect(JSON.parse(out)).toMatchObject({ id: await idOf(HER), state: 'active' });
});

const json = async (...args: string[]): Promise<unknown> => {
  const { code, out, err } = await course(...args, '--json', '--stack', STACK);
  expect({ code, err }).toEqual({
    code: 0,
    err: expect.stringContaining(`Working on the stack ${STACK}.\n`),
  });
  return JSON.parse(out);
};

test('send-test sends by the SES of the stack, from the address and by the configuration set of the stack', async () => {
  expect(
    await json('send-test', 'me@example.com', '--session', 'E3', '--level', '2', '--country', 'US'),
  ).toMatchObject({ messageId: expect.any(String), subject: expect.any(String) });
  const form = new URLSearchParams(sent());
  expect(Object.fromEntries(form)).toMatchObject({
    Source: 'hello@course.example',
    'Destinations.member.1': 'me@example.com',
    ConfigurationSetName: 'strong-weeks',
  });
  expect(textOfMail(form)).toContain('https://course.example/unsubscribe/test');
});

test('send-test says who reviewed the course, as the stack does, and that nobody did where nobody has', async () => {
  await json('send-test', 'me@example.com', '--session', '12');
  expect(textOfMail(new URLSearchParams(sent()))).not.toContain('Dr A. Example');
  const { signOffHash } = editionsIn('.build/course')(editionKey('GB', true));
  const review = { ReviewedBy: 'Dr A. Example', ReviewedJob: 'physiotherapist', ReviewedOn: '2026-11-01' };
  outputs = { ...outputs, ...review, ReviewedHash: signOffHash };
  await json('send-test', 'me@example.com', '--session', '12');
  expect(textOfMail(new URLSearchParams(sent()))).toContain('Dr A. Example');
});

/** The last mail that SES was given. */
function sent(): string {
  return aws.asked.findLast((one) => one.startsWith('SendRawEmail'))?.replace(/^\S+ /, '') ?? '';
}

test('import asks by the queue of the stack, or enrols in its table, and a second time nothing changes', async () => {
  const file = join(folder, 'list.csv');
  const evidence = '2026-10-01T09:00:00Z,I agree,https://old.example/form';
  const header = 'email,birthDate,consentAt,consentText,consentSource';
  writeFileSync(file, `${header}\nkim@example.com,2026-05-05,,,\nlee@example.com,2026-05-05,${evidence}\n`);
  expect(await json('import', file, '--yes', '--confirmed')).toMatchObject({ enrolled: 1, rejected: 1 });
  expect(await stores.subscribers.get(await idOf('lee@example.com'))).toMatchObject({ state: 'active' });
  expect(await json('import', file, '--yes')).toMatchObject({ asked: 1, already: 1 });
  expect(aws.asked.filter((one) => one.startsWith('SendMessage') && one.includes('kim@'))).toHaveLength(1);
});

test('stats and export read the tables of the stack', async () => {
  expect(await json('stats')).toMatchObject({ states: { active: 2 }, suppressed: { left: 0 } });
  expect(await json('stats', '--sample', '16')).toMatchObject({ sample: 16 });
  const page = join(folder, 'stats.html');
  await json('stats', '--html', page);
  expect(readFileSync(page, 'utf8')).toContain(`the stack ${STACK}`);
  const { code, out, err } = await course('export', '--stack', STACK);
  expect({ code, err }).toEqual({ code: 0, err: `Working on the stack ${STACK}.\n2 subscribers.\n` });
  expect(out).toContain(HER);
});

test('pause-all stops the stack, and resume-all says what will go before it goes', async () => {
  expect(await json('pause-all')).toEqual({ paused: true, cause: 'operator', until: null });
  expect(await stores.rate.state()).toMatchObject({ cause: 'operator' });
  expect(await course('send-test', 'me@example.com', '--session', '1', '--stack', STACK)).toMatchObject({
    code: 1,
    err: expect.stringContaining(
      `course: sending is paused (operator): course resume-all --stack ${STACK} first`,
    ),
  });
  const { code, err } = await course('resume-all', '--stack', STACK);
  expect({ code, err }).toEqual({ code: 1, err: expect.stringMatching(/overdue[\s\S]*--yes/) });
  const { out } = await course('resume-all', '--yes', '--json', '--stack', STACK);
  expect(JSON.parse(out)).toMatchObject({ resumed: true, cause: 'operator' });
  expect(await stores.rate.state()).toMatchObject({ pausedUntil: null });
});

test('audit and restored work on the ledgers of the stack', async () => {
  expect(await course('audit', '--json', '--stack', STACK)).toMatchObject({
    out: expect.stringContaining('"due":'),
  });
  await stores.suppressions.put({ id: await idOf('lee@example.com'), reason: 'left', at: 1 });
  // As `course restore` leaves the copy.
  await stores.rate.pause(UNTIL_RESUMED, 'restore');
  const report = await json('restored', '--at', '2026-11-20T06:00:00Z', '--yes');
  expect(report).toMatchObject({ erased: 1, paused: true });
  expect(await json('resume-all', '--yes')).toMatchObject({ resumed: true, cause: 'restore' });
});

test('restored refuses the table that was in use, also while somebody has paused it', async () => {
  const restored = () => course('restored', '--at', '2026-11-20T06:00:00Z', '--yes', '--stack', STACK);
  const refusal = { code: 1, out: '', err: expect.stringMatching(/table stack-subscribers.*deploy first/) };
  expect(await restored()).toEqual(refusal);
  await json('pause-all');
  expect(await restored()).toEqual(refusal);
  await json('resume-all', '--yes');
});

test('redrive asks SQS to move what waits, and names where to', async () => {
  const { out } = await course('redrive', '--json', '--stack', STACK);
  expect(JSON.parse(out)).toEqual({ lessons: 0, enrol: 0, events: 3 });
  expect(aws.asked.filter((one) => one.startsWith('StartMessageMoveTask'))).toEqual([
    expect.stringMatching(/event-dead-letters.*"DestinationArn":"arn:aws:sqs:eu-west-2:1:event"/),
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

describe('in one line, with the mend and exit code 1, it tells', () => {
  const fails = async (run: typeof course, ...args: string[]) => {
    const { code, out, err } = await run(...args, '--stack', STACK);
    const lines = err
      .trimEnd()
      .split('\n')
      .filter((line) => !line.startsWith('Working on'));
    expect({ code, out, lines: lines.length }).toEqual({ code: 1, out: '', lines: 1 });
    return lines[0];
  };

  test('a table that is not there', async () => {
    outputs = { ...outputs, SubscribersTable: 'no-such-table' };
    expect(await fails(course, 'who', HER)).toMatch(/^course: AWS refused \(ResourceNotFoundException\)/);
  });

  test('a stack that is not there', async () => {
    const { code, out, err } = await course('who', HER, '--stack', 'Nope');
    expect({ code, out, err }).toEqual({
      code: 1,
      out: '',
      err: expect.stringMatching(/^course: there is no stack Nope in eu-west-2: .* set AWS_REGION .*\n$/),
    });
  });

  test('a stack of an older release', async () => {
    const { MailFrom: _, ...older } = outputs;
    outputs = older;
    expect(await fails(course, 'stats')).toMatch(
      /does not say MailFrom: deploy this release first \(npx cdk deploy -c deployment=test\)/,
    );
  });

  const nothing = { AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null' };

  test('that there is no region', async () => {
    expect(await fails(courseCommand(nothing), 'who', HER)).toContain('set AWS_REGION');
  });

  test('that there are no credentials', async () => {
    const none = courseCommand({ ...nothing, AWS_REGION: LOCAL_REGION, AWS_EC2_METADATA_DISABLED: 'true' });
    expect(await fails(none, 'export')).toContain('no AWS credentials: set AWS_PROFILE');
  });

  test('credentials that have expired', async () => {
    refuses = { DescribeStacks: 'ExpiredToken' };
    expect(await fails(course, 'who', HER)).toContain('expired (ExpiredToken): run "aws sso login"');
  });

  test.each([
    ['DescribeStacks', ['stats']],
    ['GetSecretValue', ['who', HER]],
    ['SendMessage', ['import', 'list', '--yes', '--json']],
    ['GetQueueAttributes', ['redrive']],
    ['SendRawEmail', ['send-test', 'me@example.com', '--session', '1']],
  ])('that the credentials may not do %s', async (operation, args) => {
    const file = join(folder, 'denied.csv');
    writeFileSync(file, 'email,birthDate\nmay@example.com,2026-05-05\n');
    refuses = { [operation]: 'AccessDeniedException' };
    const { code, err } = await course(...args.map((arg) => (arg === 'list' ? file : arg)), '--stack', STACK);
    expect(code).toBe(1);
    expect(err.trimEnd().split('\n').at(-1)).toMatch(/AccessDenied/);
    expect(err).not.toMatch(/^\s+at /m);
  });

  test.each([
    ['Scan', ['stats']],
    ['Scan', ['export']],
    ['UpdateItem', ['pause-all']],
  ])('that the credentials may not do %s on the table (%j)', async (operation, args) => {
    refuses = { [operation]: 'AccessDeniedException' };
    const denied = courseHere({ ...environment, AWS_ENDPOINT_URL_DYNAMODB: aws.url });
    expect(await fails(denied, ...args)).toContain(`not authorized to perform: ${operation}`);
  });

  test('that nothing answers', async () => {
    const away = courseHere({ ...environment, AWS_ENDPOINT_URL: 'http://127.0.0.1:1' });
    expect(await fails(away, 'audit')).toMatch(/does not answer \(ECONNREFUSED\)/);
  });

  test('that a page of a network answers in place of AWS', async () => {
    await using page = await logInPage();
    const captive = courseHere({ ...environment, AWS_ENDPOINT_URL: page.url });
    expect(await fails(captive, 'audit')).toMatch(/what answered is not AWS: look at the proxy/);
  });

  test('that plan opens no stack', async () => {
    expect(await fails(course, 'plan', '--no-date')).toContain("unknown option '--stack'");
  });
});
