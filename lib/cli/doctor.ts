import { join } from 'node:path';
import Table from 'cli-table3';
import { Command } from 'commander';
import * as z from 'zod';
import { courseOf } from '../../lambdas/wiring/course.ts';
import { editionsIn } from '../adapters/letters/built-course.ts';
import { editionKey } from '../adapters/letters/edition.ts';
import { systemClock } from '../adapters/system/clock.ts';
import { type CourseFolder, courseFolder } from '../brand/course-folder.ts';
import { monthlyDollars } from '../cost/monthly.ts';
import { type Deployment, doctor, type Finding } from '../use-cases/operator/doctor.ts';
import type { CommandContext } from './context.ts';
import { CommandFailure } from './terminal.ts';

interface DoctorOptions {
  stack: string;
  json?: true;
}

const EXAMPLES = `
Examples:
  course doctor --stack StrongWeeks-live`;

/** Asks the account what a deployment stands on, and says what is not right and how to mend it. Changes nothing. */
export function doctorCommand(context: CommandContext): Command {
  return new Command('doctor')
    .description('ask the AWS account whether everything that a deployment needs is right')
    .requiredOption('--stack <name>', 'the deployed stack, such as StrongWeeks-live')
    .option('--json', 'print JSON for machines')
    .addHelpText('after', EXAMPLES)
    .action(async ({ stack, json }: DoctorOptions) => {
      const findings = await examine(stack, context);
      context.terminal.out(json ? JSON.stringify(findings, null, 2) : tableOf(findings));
      const bad = findings.filter(({ state }) => state !== 'right');
      if (bad.length > 0) throw new CommandFailure(`not right: ${bad.map(({ what }) => what).join(', ')}`);
    });
}

async function examine(stack: string, { environment }: CommandContext): Promise<Finding[]> {
  const { stackOutputs } = await import('./deployed-course.ts');
  const { awsAccount } = await import('../adapters/aws/account.ts');
  const deployment = deploymentOf(await stackOutputs(stack, environment), stack, courseFolder(environment));
  const servers = environment['DNS_SERVERS']?.split(',') ?? null;
  return doctor({
    account: awsAccount(stack, servers),
    clock: systemClock(),
    // Each mother gets a mail a week.
    expectedDollars: (mailsADay) => monthlyDollars(mailsADay * 7).list,
  })(deployment);
}

/** Of the stack's outputs, what only this command reads (`lib/infrastructure/course-outputs.ts`). */
const outputsSchema = z.object({
  SendingDomain: z.string(),
  MailRatePerSecond: z.coerce.number(),
  MailDailyQuota: z.coerce.number(),
  ConcurrencyNeeded: z.coerce.number(),
  AlarmTopic: z.string(),
  WebCertificate: z.string().optional(),
  TokenKeysSecret: z.string(),
  SubscribersTable: z.string(),
  SuppressionsTable: z.string(),
  LessonDeadLettersUrl: z.string(),
  EnrolDeadLettersUrl: z.string(),
  EventDeadLettersUrl: z.string(),
  ReviewedHash: z.string().optional(),
});

function deploymentOf(
  outputs: Readonly<Record<string, string>>,
  stack: string,
  { built }: CourseFolder,
): Deployment {
  const read = outputsSchema.safeParse(outputs);
  if (!read.success) {
    const missing = read.error.issues.map(({ path }) => path.join('.')).join(', ');
    throw new CommandFailure(`the stack ${stack} does not say ${missing}: deploy this release first`);
  }
  const parsed = read.data;
  return {
    sendingDomain: parsed.SendingDomain,
    sendRatePerSecond: parsed.MailRatePerSecond,
    dailyQuota: parsed.MailDailyQuota,
    concurrency: parsed.ConcurrencyNeeded,
    alarmTopic: parsed.AlarmTopic,
    certificateArn: parsed.WebCertificate ?? null,
    tokenKeysSecret: parsed.TokenKeysSecret,
    tables: [parsed.SubscribersTable, parsed.SuppressionsTable],
    deadLetters: {
      lesson: parsed.LessonDeadLettersUrl,
      enrol: parsed.EnrolDeadLettersUrl,
      event: parsed.EventDeadLettersUrl,
    },
    reviewedHash: parsed.ReviewedHash ?? null,
    courseHash: editionsIn(join(built, 'course'))(editionKey(courseOf().countries.home, true)).signOffHash,
  };
}

const MARKS: Readonly<Record<Finding['state'], string>> = { right: 'right', wrong: 'WRONG', unknown: '?' };

function tableOf(findings: readonly Finding[]): string {
  const table = new Table({
    head: ['', 'What', 'How it is', 'What to do'],
    colWidths: [9, 20, 44, 50],
    wordWrap: true,
    style: { head: [], border: [], compact: true },
  });
  for (const { what, state, is, mend } of findings) table.push([MARKS[state], what, is, mend]);
  return table.toString();
}
