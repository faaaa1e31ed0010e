import { CfnOutput, Stack } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { FUNCTIONS } from './bundling.ts';
import { type CourseFunctions, senderOf } from './course-functions.ts';
import type { CoursePictures } from './course-pictures.ts';
import type { CourseQueue } from './course-queues.ts';
import type { CourseSecrets } from './course-secrets.ts';
import type { CourseSite } from './course-site.ts';
import type { CourseTables } from './course-tables.ts';
import type { MailSending } from './mail-sending.ts';
import { repliesOf } from './replies-variables.ts';
import type { Settings } from './settings.ts';
import { STANDING_OUTPUT, standingOf } from './standing.ts';

interface CourseOutputsProps {
  readonly settings: Settings;
  readonly site: CourseSite;
  readonly sending: MailSending;
  readonly tables: CourseTables;
  readonly secrets: CourseSecrets;
  readonly queues: Readonly<Record<'lesson' | 'enrol' | 'event', CourseQueue>>;
  readonly alarmTopic: sns.ITopic;
  readonly functions: CourseFunctions;
  readonly key: kms.IKey;
  readonly pictures: CoursePictures | null;
  /** Version and commit that are deployed. */
  readonly release: string;
  /** Functions that may be at work at once. */
  readonly concurrency: number;
}

/** What `cdk deploy` prints: the form's address, the DNS records to set, the next step; and what the command line asks for. */
export class CourseOutputs extends Construct {
  constructor(scope: Construct, id: string, props: CourseOutputsProps) {
    super(scope, id);
    this.printSite(props);
    this.printDns(props);
    this.printNames(props);
    this.printMail(props);
    this.printForDoctor(props);
    this.printForRunbook(props);
    this.print('NextStep', nextStep(props.settings));
  }

  private printSite({ site }: CourseOutputsProps): void {
    this.print('FormAddress', site.url);
  }

  private printDns({ settings, sending, site }: CourseOutputsProps): void {
    const { region } = Stack.of(this);
    for (const [index, { name, value }] of sending.identity.dkimRecords.entries())
      this.print(`DnsDkim${index + 1}`, `${name} CNAME ${value}`);
    this.print('DnsMailFrom', `${sending.mailFromDomain} MX 10 feedback-smtp.${region}.amazonses.com`);
    this.print('DnsSpf', `${sending.mailFromDomain} TXT "v=spf1 include:amazonses.com -all"`);
    this.print(
      'DnsDmarc',
      `_dmarc.${settings.sendingDomain} TXT "v=DMARC1; p=quarantine; adkim=s; rua=mailto:${settings.replyTo}"`,
    );
    for (const [index, [name, target]] of [...site.dnsTargets].entries())
      this.print(index === 0 ? 'DnsSite' : `DnsSiteFormer${index}`, `${name} CNAME ${target}`);
  }

  private printNames({ tables, queues, secrets }: CourseOutputsProps): void {
    this.print('SubscribersTable', tables.subscribers.table.tableName);
    this.print('SuppressionsTable', tables.suppressions.table.tableName);
    this.print('TokenKeysSecret', secrets.tokenKeys.secretArn);
    this.print('AddressKeySecret', secrets.addressKey.secretArn);
    this.print('LessonQueueUrl', queues.lesson.queue.queueUrl);
    this.print('LessonDeadLettersUrl', queues.lesson.deadLetters.queueUrl);
    this.print('EnrolQueueUrl', queues.enrol.queue.queueUrl);
    this.print('EnrolDeadLettersUrl', queues.enrol.deadLetters.queueUrl);
    this.print('EventQueueUrl', queues.event.queue.queueUrl);
    this.print('EventDeadLettersUrl', queues.event.deadLetters.queueUrl);
  }

  /** What `course doctor` holds the account against. */
  private printForDoctor({ settings, alarmTopic, concurrency }: CourseOutputsProps): void {
    this.print('SendingDomain', settings.sendingDomain);
    this.print('MailDailyQuota', String(settings.dailyQuota));
    this.print('ConcurrencyNeeded', String(concurrency));
    this.print('AlarmTopic', alarmTopic.topicArn);
    if (settings.webDomain) this.print('WebCertificate', settings.webDomain.certificateArn);
  }

  /** Names that commands of the runbook ask for, and what the next deployment is held against. */
  private printForRunbook({ settings, functions, key, pictures, release }: CourseOutputsProps): void {
    for (const name of FUNCTIONS) {
      const title = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
      this.print(`${title}Function`, functions[name].functionName);
      this.print(`${title}Log`, functions[name].logGroup.logGroupName);
    }
    this.print('Key', key.keyArn);
    if (pictures) this.print('PicturesBucket', pictures.bucketName);
    this.print('Release', release);
    this.print(STANDING_OUTPUT, JSON.stringify(standingOf(settings)));
  }

  /** How mails are sent: the command line sends a test exactly as the functions send a lesson. */
  private printMail({ settings, sending }: CourseOutputsProps): void {
    const [sender, replies] = [senderOf(settings), repliesOf(settings)];
    this.print('MailFrom', sender.FROM);
    this.print('MailReplyTo', sender.REPLY_TO);
    this.print('MailPostalAddress', sender.POSTAL_ADDRESS);
    this.print('MailListId', sender.LIST_ID);
    this.print('MailFeedbackSender', sender.FEEDBACK_SENDER_ID);
    this.print('MailRatePerSecond', sender.SEND_RATE_PER_SECOND);
    this.print('MailConfigurationSet', sending.configurationSet.configurationSetName);
    const { reviewedBy, reviewedJob, reviewedOn, reviewedHash, sendUnreviewed, operatorAddresses } = settings;
    const review = {
      ReviewedBy: reviewedBy,
      ReviewedJob: reviewedJob,
      ReviewedOn: reviewedOn,
      ReviewedHash: reviewedHash,
      MailUnreviewed: sendUnreviewed,
      MailRepliesReadBy: replies.REPLIES_READ_BY,
      MailRepliesWithinDays: replies.REPLIES_WITHIN_DAYS,
      MailOperatorAddresses: operatorAddresses.length === 0 ? undefined : operatorAddresses.join(','),
    };
    for (const [name, value] of Object.entries(review)) if (value !== undefined) this.print(name, value);
  }

  /** Names of outputs are the stack's, not this construct's: `FormAddress`, not `OutputsFormAddress1A2B3C4D`. */
  private print(name: string, value: string): void {
    new CfnOutput(this, name, { value }).overrideLogicalId(name);
  }
}

function nextStep({ deployment, deployedOn, reviewedBy, sendUnreviewed }: Settings): string {
  const file = `bin/settings/${deployment}.ts`;
  const first = deployedOn === undefined ? `Write today into deployedOn of ${file} and deploy again. ` : '';
  const lessons =
    reviewedBy === undefined && sendUnreviewed === undefined
      ? ` Until reviewedBy, reviewedJob, reviewedOn and reviewedHash stand in ${file}, lessons go to the SES simulator and to operatorAddresses only.`
      : '';
  return `${first}Set the DNS records above, confirm within 48 hours the alarm mail that AWS just sent, then go on in docs/runbook/deploy.md: "First deploy" 6 to 8, "Leave the sandbox", "Go live".${lessons}`;
}
