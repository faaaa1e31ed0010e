import { Resolver } from 'node:dns/promises';
import { ACMClient, DescribeCertificateCommand } from '@aws-sdk/client-acm';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CostExplorerClient, GetCostAndUsageCommand } from '@aws-sdk/client-cost-explorer';
import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DescribeSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetAccountCommand, GetEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Account } from '../../ports/account.ts';

/** A deployment's account, asked with the credentials of this shell. Nothing in it is changed. */
export function awsAccount(stackName: string, dnsServers: readonly string[] | null): Account {
  return { ...mailOf(), ...watchOf(), ...keptOf(), ...costOf(stackName), dmarc: dmarcBy(dnsServers) };
}

function mailOf(): Pick<Account, 'mail' | 'identity'> {
  const ses = new SESv2Client();
  return {
    async mail() {
      const account = await ses.send(new GetAccountCommand());
      const { Max24HourSend = 0, MaxSendRate = 0, SentLast24Hours = 0 } = account.SendQuota ?? {};
      return {
        plan: account.PricingAttributes?.CurrentPlan ?? 'unknown',
        nextPlan: account.PricingAttributes?.NextPlan ?? null,
        production: account.ProductionAccessEnabled ?? false,
        sending: account.SendingEnabled ?? false,
        standing: account.EnforcementStatus ?? 'unknown',
        dailyQuota: Max24HourSend,
        ratePerSecond: MaxSendRate,
        sentInADay: SentLast24Hours,
      };
    },
    async identity(domain) {
      const answer = await ses.send(new GetEmailIdentityCommand({ EmailIdentity: domain }));
      return {
        dkim: answer.DkimAttributes?.Status ?? 'NOT_STARTED',
        mailFrom: answer.MailFromAttributes?.MailFromDomainStatus ?? 'NOT_STARTED',
      };
    },
  };
}

function watchOf(): Pick<Account, 'alarmAddresses' | 'concurrency' | 'messages'> {
  return {
    async concurrency() {
      const { AccountLimit } = await new LambdaClient().send(new GetAccountSettingsCommand());
      return AccountLimit?.ConcurrentExecutions ?? 0;
    },
    async alarmAddresses(topicArn) {
      const listed = await new SNSClient().send(new ListSubscriptionsByTopicCommand({ TopicArn: topicArn }));
      return (listed.Subscriptions ?? []).map(({ SubscriptionArn }) =>
        SubscriptionArn?.startsWith('arn:') ? 'confirmed' : 'pending',
      );
    },
    async messages(queueUrl) {
      const { Attributes } = await new SQSClient().send(
        new GetQueueAttributesCommand({
          QueueUrl: queueUrl,
          AttributeNames: ['ApproximateNumberOfMessages'],
        }),
      );
      return Number(Attributes?.ApproximateNumberOfMessages ?? 0);
    },
  };
}

function keptOf(): Pick<Account, 'secret' | 'table' | 'certificate'> {
  const database = new DynamoDBClient();
  return {
    async secret(id) {
      const answer = await new SecretsManagerClient().send(new DescribeSecretCommand({ SecretId: id }));
      const turned = answer.LastRotatedDate ?? answer.CreatedDate;
      return { turnedAt: turned?.getTime() ?? null, rotates: answer.RotationEnabled ?? false };
    },
    async table(name) {
      const backups = await database.send(new DescribeContinuousBackupsCommand({ TableName: name }));
      const { Table } = await database.send(new DescribeTableCommand({ TableName: name }));
      const { PointInTimeRecoveryDescription: recovery } = backups.ContinuousBackupsDescription ?? {};
      return {
        recovers: recovery?.PointInTimeRecoveryStatus === 'ENABLED',
        protected: Table?.DeletionProtectionEnabled ?? false,
      };
    },
    async certificate(arn) {
      const { Certificate } = await new ACMClient().send(
        new DescribeCertificateCommand({ CertificateArn: arn }),
      );
      return { status: Certificate?.Status ?? 'unknown', until: Certificate?.NotAfter?.getTime() ?? null };
    },
  };
}

/** Cost Explorer answers in one region only, and charges a cent for each question. */
const COST_REGION = 'us-east-1';

function costOf(stackName: string): Pick<Account, 'spent' | 'stack'> {
  return {
    async stack() {
      const { Stacks } = await new CloudFormationClient().send(
        new DescribeStacksCommand({ StackName: stackName }),
      );
      return { protected: Stacks?.[0]?.EnableTerminationProtection ?? false };
    },
    async spent({ from, until }) {
      const { ResultsByTime } = await new CostExplorerClient({ region: COST_REGION }).send(
        new GetCostAndUsageCommand({
          TimePeriod: { Start: from, End: until },
          Granularity: 'MONTHLY',
          Metrics: ['UnblendedCost'],
        }),
      );
      return Number(ResultsByTime?.[0]?.Total?.['UnblendedCost']?.Amount ?? 0);
    },
  };
}

/** `servers`: in place of those of this machine. */
function dmarcBy(servers: readonly string[] | null): Account['dmarc'] {
  return async (domain) => {
    const resolver = new Resolver({ timeout: 3_000, tries: 2 });
    if (servers !== null) resolver.setServers(servers);
    try {
      const records = await resolver.resolveTxt(`_dmarc.${domain}`);
      return records.map((parts) => parts.join('')).find((text) => text.startsWith('v=DMARC1')) ?? null;
    } catch (error) {
      if (error instanceof Error && 'code' in error && ['ENOTFOUND', 'ENODATA'].includes(String(error.code)))
        return null;
      throw error;
    }
  };
}
