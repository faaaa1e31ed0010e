import { describe, expect, test } from 'vitest';
import { DAY_MS } from '../../../lib/domain/calendar.ts';
import type { Account, MailStanding } from '../../../lib/ports/account.ts';
import { type Deployment, doctor } from '../../../lib/use-cases/operator/doctor.ts';
import { at } from '../../builders.ts';

const NOW = at('2026-01-16 09:00');
const HEALTHY: MailStanding = {
  ...{ plan: 'NONE', nextPlan: null, production: true, sending: true, standing: 'HEALTHY' },
  ...{ dailyQuota: 50_000, ratePerSecond: 14, sentInADay: 700 },
};
const DEPLOYMENT: Deployment = {
  ...{ sendingDomain: 'course.example', sendRatePerSecond: 14, dailyQuota: 50_000, concurrency: 20 },
  ...{ alarmTopic: 'topic', certificateArn: 'arn', tokenKeysSecret: 'keys', tables: ['one', 'two'] },
  ...{ deadLetters: { lesson: 'a', event: 'b' }, reviewedHash: 'hash', courseHash: 'hash' },
};

function account(overrides: Partial<Account> = {}): Account {
  return {
    mail: async () => HEALTHY,
    identity: async () => ({ dkim: 'SUCCESS', mailFrom: 'SUCCESS' }),
    dmarc: async () => 'v=DMARC1; p=reject',
    certificate: async () => ({ status: 'ISSUED', until: NOW + 200 * DAY_MS }),
    concurrency: async () => 1_000,
    alarmAddresses: async () => ['confirmed'],
    secret: async () => ({ turnedAt: NOW - 10 * DAY_MS, rotates: true }),
    table: async () => ({ recovers: true, protected: true }),
    messages: async () => 0,
    stack: async () => ({ protected: true }),
    spent: async () => 2,
    ...overrides,
  };
}

const mail = (overrides: Partial<MailStanding>) =>
  account({ mail: async () => ({ ...HEALTHY, ...overrides }) });

async function look(asked: Account, deployment: Partial<Deployment> = {}, now = NOW) {
  const deps = { account: asked, clock: { now: () => now }, expectedDollars: () => 4 };
  return doctor(deps)({ ...DEPLOYMENT, ...deployment });
}

async function faults(asked: Account, deployment: Partial<Deployment> = {}) {
  const findings = await look(asked, deployment);
  return findings.filter(({ state }) => state !== 'right').map(({ what, is }) => [what, is]);
}

test('a deployment that stands on everything it needs is right in every line', async () => {
  expect(await faults(account())).toEqual([]);
});

describe('what is wrong is said as it is:', () => {
  test.each<[what: string, is: string, asked: Account, deployment?: Partial<Deployment>]>([
    ['SES plan', 'PRO', mail({ plan: 'PRO' })],
    ['SES sandbox', 'in it', mail({ production: false })],
    ['SES account', 'PROBATION', mail({ standing: 'PROBATION' })],
    ['SES account', 'SHUTDOWN, sending is off', mail({ standing: 'SHUTDOWN', sending: false })],
    ['SES quota', '10000 mails a day, the settings say 50000', mail({ dailyQuota: 10_000 })],
    ['SES rate', '1 a second, the settings say 14', mail({ ratePerSecond: 1 })],
    ['DKIM', 'PENDING', account({ identity: async () => ({ dkim: 'PENDING', mailFrom: 'SUCCESS' }) })],
    ['MAIL FROM', 'FAILED', account({ identity: async () => ({ dkim: 'SUCCESS', mailFrom: 'FAILED' }) })],
    ['DMARC', 'no record', account({ dmarc: async () => null })],
    ['DMARC', 'v=DMARC1; p=none', account({ dmarc: async () => 'v=DMARC1; p=none' })],
    [
      'certificate',
      'PENDING_VALIDATION',
      account({ certificate: async () => ({ status: 'PENDING_VALIDATION', until: null }) }),
    ],
    [
      'certificate',
      'ends 2026-01-26',
      account({ certificate: async () => ({ status: 'ISSUED', until: NOW + 10 * DAY_MS }) }),
    ],
    ['concurrency', '10, and 20 may be needed', account({ concurrency: async () => 10 })],
    [
      'alarm mails',
      'nobody gets them: SNS deletes what is not confirmed',
      account({ alarmAddresses: async () => [] }),
    ],
    ['alarm mails', 'not confirmed: nobody gets them', account({ alarmAddresses: async () => ['pending'] })],
    ['review', 'none', account(), { reviewedHash: null }],
    ['review', 'of older, here is hash', account(), { reviewedHash: 'older' }],
    ['token keys', 'do not turn', account({ secret: async () => ({ turnedAt: NOW, rotates: false }) })],
    ['token keys', 'never turned', account({ secret: async () => ({ turnedAt: null, rotates: true }) })],
    [
      'token keys',
      'turned 2025-09-28',
      account({ secret: async () => ({ turnedAt: NOW - 110 * DAY_MS, rotates: true }) }),
    ],
    [
      'recovery',
      'off for two',
      account({ table: async (name) => ({ recovers: name === 'one', protected: true }) }),
    ],
    [
      'tables protected',
      'not one',
      account({ table: async (name) => ({ recovers: true, protected: name !== 'one' }) }),
    ],
    ['stack protected', 'not', account({ stack: async () => ({ protected: false }) })],
    ['dead letters', 'of event', account({ messages: async (url) => (url === 'b' ? 3 : 0) })],
    [
      'cost of the month',
      '20.00 so far, 40.00 a month; docs/cost.md says 4.00',
      account({ spent: async () => 20 }),
    ],
  ])('%s: %s', async (what, is, asked, deployment = {}) => {
    expect(await faults(asked, deployment)).toEqual([[what, is]]);
  });
});

test('another plan is right when the next month pays as it goes', async () => {
  expect(await faults(mail({ plan: 'PRO', nextPlan: 'NONE' }))).toEqual([]);
});

test('a sandbox that the settings know, a site without a name of its own and the first of a month are right', async () => {
  const sandbox = mail({ production: false, dailyQuota: 200 });
  expect(await faults(sandbox, { dailyQuota: 200, certificateArn: null })).toEqual([]);
  const without = account({ certificate: async () => ({ status: 'ISSUED', until: null }) });
  const findings = await look(without, {}, at('2026-02-01 09:00'));
  expect(findings.find(({ what }) => what === 'certificate')?.is).toBe('issued');
  expect(findings.find(({ what }) => what === 'cost of the month')?.is).toBe('the month begins today');
});

test('a question that may not be asked is unknown, and hides no other', async () => {
  const denied = account({
    concurrency: () => Promise.reject(new RangeError('no')),
    stack: () => Promise.reject(Object.freeze({})),
  });
  expect(await faults(denied)).toEqual([
    ['concurrency', 'RangeError'],
    ['stack protected', 'it was not answered'],
  ]);
});

test.each([
  ['AccessDeniedException', 'let your user ask it: docs/iam-operator.json'],
  ['ResourceNotFoundException', 'it does not exist: look at AWS_REGION, deploy, or ask for it anew'],
  ['Throttled', 'slow down'],
])('each refusal has a remedy of its own: %s', async (name, mend) => {
  const error = Object.assign(new Error('slow down\nand more'), { name });
  const findings = await look(account({ concurrency: () => Promise.reject(error) }));
  expect(findings.find(({ what }) => what === 'concurrency')).toMatchObject({ is: name, mend });
});

test('a refusal without words, and one of Cost Explorer, say what to do as well', async () => {
  const findings = await look(
    account({
      concurrency: () => Promise.reject(new Error('')),
      spent: () => Promise.reject(Object.assign(new Error('no'), { name: 'DataUnavailableException' })),
    }),
  );
  expect(findings.find(({ what }) => what === 'concurrency')?.mend).toBe('ask again');
  expect(findings.find(({ what }) => what === 'cost of the month')?.mend).toContain(
    'open Cost Explorer once',
  );
});
