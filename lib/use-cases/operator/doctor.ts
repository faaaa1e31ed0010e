import { DAY_MS, type Instant, isoInstant } from '../../domain/calendar.ts';
import type { Account } from '../../ports/account.ts';
import type { Clock } from '../../ports/clock.ts';

/** What the stack was built for, as it says itself. */
export interface Deployment {
  sendingDomain: string;
  sendRatePerSecond: number;
  dailyQuota: number;
  /** Functions that may be at work at once. */
  concurrency: number;
  alarmTopic: string;
  /** Null: the site has no name of its own. */
  certificateArn: string | null;
  tokenKeysSecret: string;
  tables: readonly string[];
  deadLetters: Readonly<Record<string, string>>;
  /** Of the course that was reviewed, and of the one that is built here; null: nobody has reviewed one. */
  reviewedHash: string | null;
  courseHash: string;
}

export interface Finding {
  what: string;
  state: 'right' | 'wrong' | 'unknown';
  /** How it is. */
  is: string;
  /** What to do about it; empty where it is right. */
  mend: string;
}

export interface DoctorDeps {
  account: Account;
  clock: Pick<Clock, 'now'>;
  /** Dollars that a month should cost with so many mails a day. */
  expectedDollars(mailsADay: number): number;
}

/** A ring turns every 90 days, and Secrets Manager takes a day or two. */
const OLDEST_KEYS_MS = 100 * DAY_MS;
const CERTIFICATE_LEFT_MS = 21 * DAY_MS;
const SANDBOX_QUOTA = 200;
/** A month may be half as dear again as the page says before it is worth a look, and some dollars more. */
const DEARER = 1.5;
const SOME_DOLLARS = 3;

type Check = (deps: DoctorDeps, deployment: Deployment) => Promise<Omit<Finding, 'what'>>;

/** In the order of the table. */
const CHECKS: Readonly<Record<string, Check>> = {
  'SES plan': async ({ account }) => {
    const { plan, nextPlan } = await account.mail();
    if (plan === 'NONE') return right('pay as you go, 0.10 dollars a thousand');
    return nextPlan === 'NONE'
      ? right(`${plan} until the month ends, then pay as you go`)
      : wrong(plan, `${CHOOSE_PLAN} (docs/runbook/deploy.md, "Before the first deploy")`);
  },
  'SES sandbox': async ({ account }, { dailyQuota }) => {
    const { production } = await account.mail();
    if (production) return right('out of it');
    return dailyQuota <= SANDBOX_QUOTA
      ? right('in it, as the settings say')
      : wrong(
          'in it',
          'docs/runbook/deploy.md, "Leave the sandbox"; until then nobody but verified addresses gets mail',
        );
  },
  'SES account': async ({ account }) => {
    const { sending, standing } = await account.mail();
    return sending && standing === 'HEALTHY'
      ? right('healthy')
      : wrong(
          sending ? standing : `${standing}, sending is off`,
          'read the mails of AWS, mend their cause, then course resume-all --stack, with this stack’s name',
        );
  },
  'SES quota': async ({ account }, settings) => {
    const { dailyQuota } = await account.mail();
    return dailyQuota >= settings.dailyQuota
      ? right(`${dailyQuota} mails a day`)
      : wrong(`${dailyQuota} mails a day, the settings say ${settings.dailyQuota}`, setOrAsk('dailyQuota'));
  },
  'SES rate': async ({ account }, settings) => {
    const { ratePerSecond } = await account.mail();
    return ratePerSecond >= settings.sendRatePerSecond
      ? right(`${ratePerSecond} a second`)
      : wrong(
          `${ratePerSecond} a second, the settings say ${settings.sendRatePerSecond}`,
          setOrAsk('sendRatePerSecond'),
        );
  },
  DKIM: async ({ account }, { sendingDomain }) =>
    success(
      (await account.identity(sendingDomain)).dkim,
      'set the three DnsDkim records that cdk deploy printed',
    ),
  'MAIL FROM': async ({ account }, { sendingDomain }) =>
    success(
      (await account.identity(sendingDomain)).mailFrom,
      'set DnsMailFrom and DnsSpf that cdk deploy printed',
    ),
  DMARC: async ({ account }, { sendingDomain }) => {
    const record = await account.dmarc(sendingDomain);
    if (record === null) return wrong('no record', 'set DnsDmarc that cdk deploy printed');
    return /;\s*p=(quarantine|reject)/.test(record)
      ? right(record)
      : wrong(record, 'set p=quarantine: Gmail and Yahoo trust no sender who asks for nothing');
  },
  certificate: async ({ account, clock }, { certificateArn }) => {
    if (certificateArn === null) return right('none needed: the site has no name of its own');
    const { status, until } = await account.certificate(certificateArn);
    if (status !== 'ISSUED') return wrong(status, 'set the record by which ACM validates it, and wait');
    return until !== null && until - clock.now() < CERTIFICATE_LEFT_MS
      ? wrong(`ends ${dayOf(until)}`, 'put the record back by which ACM renews it')
      : right(until === null ? 'issued' : `until ${dayOf(until)}`);
  },
  concurrency: async ({ account }, { concurrency }) => {
    const limit = await account.concurrency();
    return limit >= concurrency
      ? right(`${limit}, of which ${concurrency} may be needed`)
      : wrong(
          `${limit}, and ${concurrency} may be needed`,
          'Service Quotas, Lambda, "Concurrent executions": ask for 1,000',
        );
  },
  'alarm mails': async ({ account }, { alarmTopic }) => {
    const addresses = await account.alarmAddresses(alarmTopic);
    if (addresses.length > 0 && addresses.every((state) => state === 'confirmed')) return right('confirmed');
    const subscribe = `aws sns subscribe --topic-arn ${alarmTopic} --protocol email --notification-endpoint <address>`;
    return addresses.length === 0
      ? wrong('nobody gets them: SNS deletes what is not confirmed', subscribe)
      : wrong(
          'not confirmed: nobody gets them',
          `press the link in the mail "AWS Notification - Subscription Confirmation"; it is dead after 48 hours: ${subscribe}`,
        );
  },
  review: async (_, { reviewedHash, courseHash }) => {
    if (reviewedHash === null)
      return wrong('none', 'have the course reviewed, and write who, when and the hash into the settings');
    return reviewedHash === courseHash
      ? right('of this course')
      : wrong(
          `of ${reviewedHash}, here is ${courseHash}`,
          'have what changed reviewed, or check out what was deployed',
        );
  },
  'token keys': async ({ account, clock }, { tokenKeysSecret }) => {
    const { turnedAt, rotates } = await account.secret(tokenKeysSecret);
    if (!rotates) return wrong('do not turn', 'npx cdk deploy: the stack turns them every 90 days');
    return turnedAt !== null && clock.now() - turnedAt <= OLDEST_KEYS_MS
      ? right(`turned ${dayOf(turnedAt)}`)
      : wrong(
          turnedAt === null ? 'never turned' : `turned ${dayOf(turnedAt)}`,
          'aws secretsmanager rotate-secret, and read the log of rotate',
        );
  },
  recovery: async ({ account }, { tables }) => {
    const without = await namesOf(tables, async (name) => (await account.table(name)).recovers);
    return without.length === 0
      ? right('of both tables')
      : wrong(
          `off for ${without.join(', ')}`,
          'aws dynamodb update-continuous-backups --point-in-time-recovery-specification PointInTimeRecoveryEnabled=true,RecoveryPeriodInDays=35 --table-name, for each',
        );
  },
  'tables protected': async ({ account }, { tables }) => {
    const without = await namesOf(tables, async (name) => (await account.table(name)).protected);
    return without.length === 0
      ? right('from deletion')
      : wrong(
          `not ${without.join(', ')}`,
          'aws dynamodb update-table --deletion-protection-enabled --table-name, for each',
        );
  },
  'stack protected': async ({ account }) =>
    (await account.stack()).protected
      ? right('from deletion')
      : wrong('not', 'write the day of the first deployment into deployedOn, and deploy'),
  'dead letters': async ({ account }, { deadLetters }) => {
    const full = await namesOf(
      Object.keys(deadLetters),
      async (name) => (await account.messages(deadLetters[name] ?? '')) === 0,
    );
    return full.length === 0
      ? right('none')
      : wrong(`of ${full.join(', ')}`, 'docs/runbook/operate.md, "Redrive"; the log says why');
  },
  'cost of the month': async ({ account, clock, expectedDollars }) => {
    const today = isoInstant(clock.now()).slice(0, 10);
    const from = `${today.slice(0, 7)}-01`;
    const day = Number(today.slice(8));
    if (day === 1) return right('the month begins today');
    const [spent, { sentInADay }] = [await account.spent({ from, until: today }), await account.mail()];
    const expected = expectedDollars(sentInADay);
    const aMonth = (spent / (day - 1)) * 30;
    const is = `${spent.toFixed(2)} so far, ${aMonth.toFixed(2)} a month; docs/cost.md says ${expected.toFixed(2)}`;
    return aMonth <= expected * DEARER + SOME_DOLLARS
      ? right(is)
      : wrong(is, 'see Cost Explorer by service; other things of the account are in it too');
  },
};

/** Asks the account everything that a deployment stands on. A question that may not be asked is said to be unknown. */
export function doctor(deps: DoctorDeps) {
  return async (deployment: Deployment): Promise<Finding[]> => {
    const asked = await Promise.allSettled(
      Object.values(CHECKS).map(async (check) => check(deps, deployment)),
    );
    return Object.keys(CHECKS).map((what, index) => {
      const answer = asked[index];
      return answer?.status === 'fulfilled'
        ? { what, ...answer.value }
        : { what, state: 'unknown', ...unanswered(what, answer?.reason) };
    });
  };
}

const CHOOSE_PLAN = 'aws sesv2 put-account-pricing-attributes --plan NONE';

/** Why a question has no answer, and what to do: each kind of refusal has a remedy of its own. */
function unanswered(what: string, error: unknown): Pick<Finding, 'is' | 'mend'> {
  if (!(error instanceof Error)) return { is: 'it was not answered', mend: 'ask again' };
  const { name, message } = error;
  if (what === 'cost of the month' && /AccessDenied|DataUnavailable/.test(name))
    return {
      is: name,
      mend: 'open Cost Explorer once in the console (it answers a day later), and let your user ask it: docs/iam-operator.json',
    };
  if (/AccessDenied|NotAuthorized|UnauthorizedOperation/.test(name))
    return { is: name, mend: 'let your user ask it: docs/iam-operator.json' };
  if (/NotFound|NonExistent|DoesNotExist/.test(name))
    return { is: name, mend: 'it does not exist: look at AWS_REGION, deploy, or ask for it anew' };
  return { is: name, mend: message.split('\n')[0]?.trim() || 'ask again' };
}

function right(is: string): Omit<Finding, 'what'> {
  return { state: 'right', is, mend: '' };
}

function wrong(is: string, mend: string): Omit<Finding, 'what'> {
  return { state: 'wrong', is, mend };
}

function success(status: string, mend: string): Omit<Finding, 'what'> {
  return status === 'SUCCESS' ? right('verified') : wrong(status, mend);
}

function setOrAsk(setting: string): string {
  return `ask SES for more, or set ${setting} to what it grants`;
}

async function namesOf(
  names: readonly string[],
  isRight: (name: string) => Promise<boolean>,
): Promise<string[]> {
  const answers = await Promise.all(names.map(isRight));
  return names.filter((_, index) => answers[index] === false);
}

function dayOf(moment: Instant): string {
  return isoInstant(moment).slice(0, 10);
}
