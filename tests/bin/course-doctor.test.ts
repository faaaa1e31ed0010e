import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { editionsIn } from '../../lib/adapters/letters/built-course.ts';
import { editionKey } from '../../lib/adapters/letters/edition.ts';
import { courseCommand, type Ran } from '../course-command.ts';
import { courseHere } from '../course-here.ts';
import { portOf } from '../port-of.ts';
import { txtAnswer } from './txt-answer.ts';

/** An account in which all is well, answered in the protocol of each service; each test plants one thing. */

const STACK = 'StrongWeeks-live';
const DAY_S = 86_400;
const now = Math.floor(Date.now() / 1_000);

function healthy() {
  return {
    plan: 'NONE',
    nextPlan: '',
    production: true,
    sending: true,
    standing: 'HEALTHY',
    quota: 50_000,
    rate: 14,
    dkim: 'SUCCESS',
    mailFrom: 'SUCCESS',
    dmarc: ['v=DMARC1; p=quarantine; adkim=s'],
    certificate: 'ISSUED',
    certificateEnds: now + 300 * DAY_S,
    concurrency: 1_000,
    subscription: 'arn:aws:sns:eu-west-2:1:alarms:0f0f',
    rotates: true,
    turned: now - 20 * DAY_S,
    recovery: 'ENABLED',
    tableProtected: true,
    stackProtected: true,
    deadLetters: 0,
    spent: '0.40',
    reviewedHash: editionsIn('.build/course')(editionKey('GB', true)).signOffHash,
    refuses: '',
    refusal: 'AccessDeniedException',
  };
}

let account = healthy();
let course: (...args: string[]) => Promise<Ran>;
let binary: typeof course;
const aws = createServer((request, response) => {
  void textOf(request).then((body) => {
    const name = nameOf(request, body);
    const refused = name === account.refuses;
    const { type, text } = refused
      ? { type: 'application/json', text: '{"message":"what AWS said"}' }
      : answer(name, body);
    response.writeHead(refused ? 403 : 200, {
      'content-type': type,
      ...(refused ? { 'x-amzn-errortype': account.refusal } : {}),
    });
    response.end(text);
  });
});
const dns = createSocket('udp4');

beforeAll(async () => {
  aws.listen(0, '127.0.0.1');
  await once(aws, 'listening');
  dns.on('message', (query, { port, address }) => dns.send(txtAnswer(query, account.dmarc), port, address));
  dns.bind(0, '127.0.0.1');
  await once(dns, 'listening');
  const environment = {
    AWS_REGION: 'eu-west-2',
    AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'example',
    AWS_ENDPOINT_URL: `http://127.0.0.1:${portOf(aws)}`,
    DNS_SERVERS: `127.0.0.1:${dns.address().port}`,
    DATA_DIR: '/nowhere',
  };
  course = courseHere(environment);
  binary = courseCommand(environment);
});
afterAll(async () => {
  dns.close();
  aws.closeAllConnections();
  aws.close();
  await once(aws, 'close');
});
beforeEach(() => {
  account = healthy();
});

const findings = z.array(z.object({ what: z.string(), state: z.string(), is: z.string(), mend: z.string() }));

async function examined(): Promise<z.infer<typeof findings>> {
  const { out } = await course('doctor', '--stack', STACK, '--json');
  return findings.parse(JSON.parse(out));
}

test('of an account in which all is well it says so, line by line, and ends well', async () => {
  const { code, out, err } = await binary('doctor', '--stack', STACK);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).not.toMatch(/WRONG|\?/);
  expect((await examined()).map(({ what }) => what)).toEqual([
    ...['SES plan', 'SES sandbox', 'SES account', 'SES quota', 'SES rate'],
    ...['DKIM', 'MAIL FROM', 'DMARC', 'certificate', 'concurrency', 'alarm mails', 'review', 'token keys'],
    ...['recovery', 'tables protected', 'stack protected', 'dead letters', 'cost of the month'],
  ]);
});

describe('it names what is planted, alone, with the mend:', () => {
  test.each<[string, Partial<ReturnType<typeof healthy>>, RegExp]>([
    ['SES plan', { plan: 'ESSENTIALS' }, /put-account-pricing-attributes --plan NONE/],
    ['SES sandbox', { production: false }, /Leave the sandbox/],
    ['SES account', { sending: false }, /mails of AWS/],
    ['SES account', { standing: 'PROBATION' }, /mails of AWS/],
    ['SES quota', { quota: 200 }, /dailyQuota/],
    ['SES rate', { rate: 1 }, /sendRatePerSecond/],
    ['DKIM', { dkim: 'PENDING' }, /DnsDkim/],
    ['MAIL FROM', { mailFrom: 'FAILED' }, /DnsMailFrom/],
    ['DMARC', { dmarc: [] }, /DnsDmarc/],
    ['DMARC', { dmarc: ['v=DMARC1; p=none'] }, /p=quarantine/],
    ['certificate', { certificate: 'PENDING_VALIDATION' }, /validates/],
    ['certificate', { certificateEnds: now + 5 * DAY_S }, /renews/],
    ['concurrency', { concurrency: 10 }, /Service Quotas/],
    [
      'alarm mails',
      { subscription: 'PendingConfirmation' },
      /Subscription Confirmation.*48 hours.*sns subscribe/,
    ],
    ['alarm mails', { subscription: '' }, /aws sns subscribe --topic-arn arn:/],
    ['review', { reviewedHash: 'a1b2' }, /have what changed reviewed/],
    ['token keys', { turned: now - 120 * DAY_S }, /rotate-secret/],
    ['token keys', { rotates: false }, /cdk deploy/],
    ['recovery', { recovery: 'DISABLED' }, /update-continuous-backups/],
    ['tables protected', { tableProtected: false }, /deletion-protection-enabled --table-name/],
    ['stack protected', { stackProtected: false }, /deployedOn/],
    ['dead letters', { deadLetters: 3 }, /Redrive/],
    ['cost of the month', { spent: '4000' }, /Cost Explorer/],
  ])('%s %j', async (what, planted, mend) => {
    account = { ...account, ...planted };
    const bad = (await examined()).filter(({ state }) => state !== 'right');
    // On the first of a month there is no cost to compare yet.
    const expected = what === 'cost of the month' && new Date().getUTCDate() === 1 ? [] : [what];
    expect(bad.map((finding) => finding.what)).toEqual(expected);
    for (const finding of bad) expect(finding.mend).toMatch(mend);
  });
});

test('one line and exit code 1 sum it up, for whoever runs it by the clock', async () => {
  account = { ...account, plan: 'ESSENTIALS', concurrency: 10 };
  const { code, out, err } = await binary('doctor', '--stack', STACK);
  expect({ code, err }).toEqual({ code: 1, err: 'course: not right: SES plan, concurrency\n' });
  expect(out).toContain('WRONG');
});

test('a question that may not be asked is unknown, and stops none of the others', async () => {
  account = { ...account, refuses: 'GetAccountSettings' };
  const bad = (await examined()).filter(({ state }) => state !== 'right');
  expect(bad).toEqual([
    {
      what: 'concurrency',
      state: 'unknown',
      is: 'AccessDeniedException',
      mend: expect.stringContaining('docs/iam-operator.json'),
    },
  ]);
});

test.each([
  ['GetAccountSettings', 'concurrency', 'ResourceNotFoundException', /does not exist: look at AWS_REGION/],
  ['DescribeCertificate', 'certificate', 'ResourceNotFoundException', /does not exist: look at AWS_REGION/],
  ['DescribeCertificate', 'certificate', 'InvalidArnException', /what AWS said/],
  ['GetCostAndUsage', 'cost of the month', 'AccessDeniedException', /open Cost Explorer once/],
])(
  '%s that cannot be answered: what to do about %s follows from %s',
  async (refuses, what, refusal, mend) => {
    account = { ...account, refuses, refusal };
    const bad = (await examined()).filter(({ state }) => state !== 'right');
    // On the first of a month the cost is not asked.
    if (what === 'cost of the month' && new Date().getUTCDate() === 1) return expect(bad).toEqual([]);
    expect(bad).toEqual([{ what, state: 'unknown', is: refusal, mend: expect.stringMatching(mend) }]);
  },
);

test('a plan that ends with the month is right already', async () => {
  account = { ...account, plan: 'ESSENTIALS', nextPlan: 'NONE' };
  expect((await examined()).find(({ what }) => what === 'SES plan')).toMatchObject({
    state: 'right',
    is: expect.stringContaining('until the month ends'),
  });
});

test('it asks for the stack', async () => {
  expect(await course('doctor')).toMatchObject({ code: 1, err: expect.stringContaining('--stack') });
});

function answer(name: string, body: string): { type: string; text: string } {
  switch (name) {
    case 'DescribeStacks':
      return xml(
        `<DescribeStacksResponse><DescribeStacksResult><Stacks><member><StackName>s</StackName><CreationTime>2026-01-01T00:00:00Z</CreationTime><StackStatus>UPDATE_COMPLETE</StackStatus><EnableTerminationProtection>${account.stackProtected}</EnableTerminationProtection><Outputs>${outputs()}</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`,
      );
    case 'ListSubscriptionsByTopic':
      return xml(
        `<ListSubscriptionsByTopicResponse><ListSubscriptionsByTopicResult><Subscriptions>${account.subscription && `<member><SubscriptionArn>${account.subscription}</SubscriptionArn></member>`}</Subscriptions></ListSubscriptionsByTopicResult></ListSubscriptionsByTopicResponse>`,
      );
    case 'GetAccount':
      return json({
        PricingAttributes: {
          CurrentPlan: account.plan,
          ...(account.nextPlan ? { NextPlan: account.nextPlan } : {}),
        },
        ProductionAccessEnabled: account.production,
        SendingEnabled: account.sending,
        EnforcementStatus: account.standing,
        SendQuota: { Max24HourSend: account.quota, MaxSendRate: account.rate, SentLast24Hours: 10 },
      });
    case 'GetEmailIdentity':
      return json({
        DkimAttributes: { Status: account.dkim },
        MailFromAttributes: { MailFromDomainStatus: account.mailFrom },
      });
    case 'GetAccountSettings':
      return json({ AccountLimit: { ConcurrentExecutions: account.concurrency } });
    case 'DescribeCertificate':
      return json({ Certificate: { Status: account.certificate, NotAfter: account.certificateEnds } });
    case 'DescribeSecret':
      return json({ RotationEnabled: account.rotates, LastRotatedDate: account.turned });
    case 'DescribeContinuousBackups':
      return json({
        ContinuousBackupsDescription: {
          ContinuousBackupsStatus: 'ENABLED',
          PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: account.recovery },
        },
      });
    case 'DescribeTable':
      return json({ Table: { DeletionProtectionEnabled: account.tableProtected } });
    case 'GetQueueAttributes':
      return json({ Attributes: { ApproximateNumberOfMessages: String(account.deadLetters) } });
    case 'GetCostAndUsage':
      return json({ ResultsByTime: [{ Total: { UnblendedCost: { Amount: account.spent, Unit: 'USD' } } }] });
    default:
      throw new Error(`nobody answers ${name}: ${body}`);
  }
}

function outputs(): string {
  const said = {
    SendingDomain: 'weeks.example.org',
    MailRatePerSecond: '14',
    MailDailyQuota: '50000',
    ConcurrencyNeeded: '21',
    AlarmTopic: 'arn:aws:sns:eu-west-2:1:alarms',
    WebCertificate: 'arn:aws:acm:eu-west-2:1:certificate/0f0f',
    TokenKeysSecret: 'token-keys',
    SubscribersTable: 'subscribers',
    SuppressionsTable: 'suppressions',
    LessonDeadLettersUrl: `http://127.0.0.1:${portOf(aws)}/lesson`,
    EnrolDeadLettersUrl: `http://127.0.0.1:${portOf(aws)}/enrol`,
    EventDeadLettersUrl: `http://127.0.0.1:${portOf(aws)}/event`,
    ReviewedHash: account.reviewedHash,
  };
  return Object.entries(said)
    .map(
      ([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
    )
    .join('');
}

function nameOf({ headers, url = '' }: IncomingMessage, body: string): string {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') return target.split('.').at(-1) ?? '';
  if (url.endsWith('/email/account')) return 'GetAccount';
  if (url.includes('/email/identities/')) return 'GetEmailIdentity';
  if (url.includes('account-settings')) return 'GetAccountSettings';
  return new URLSearchParams(body).get('Action') ?? url;
}

function xml(text: string) {
  return { type: 'text/xml', text };
}

function json(value: object) {
  return { type: 'application/json', text: JSON.stringify(value) };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
