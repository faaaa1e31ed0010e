import { Command, InvalidArgumentError } from 'commander';
import { type Instant, isoInstant } from '../domain/calendar.ts';
import type { CommandContext } from './context.ts';
import { readMoment, UNTIL_RESUMED } from './moment.ts';
import { showProgress } from './progress.ts';
import { CommandFailure } from './terminal.ts';

interface RestoreOptions {
  stack: string;
  at: Instant;
  to: string;
  json?: true;
}

const EXAMPLES = `
Examples:
  course restore --at 2026-11-22T09:00:00Z --to strong-weeks-restored-1 --stack StrongWeeks-live

Before it: course pause-all --stack StrongWeeks-live (docs/runbook/operate.md, "Restore").`;

/** Copies the subscribers' table as it was at a moment of the last 35 days. Nothing uses the copy yet. */
export function restoreCommand(context: CommandContext): Command {
  return new Command('restore')
    .description('copy the subscribers’ table as it was at a moment of the last 35 days')
    .requiredOption('--at <time>', 'the moment, such as 2026-11-22T09:00:00Z', readMoment)
    .requiredOption('--to <table>', 'the name of the copy, such as strong-weeks-restored-1', readTableName)
    .requiredOption('--stack <name>', 'the deployed stack, such as StrongWeeks-live')
    .option('--json', 'print JSON for machines')
    .addHelpText('after', EXAMPLES)
    .action(async ({ stack, at, to, json }: RestoreOptions) => {
      const now = context.now();
      if (at > now) throw new CommandFailure(`--at ${isoInstant(at)} is not past: it is ${isoInstant(now)}`);
      const { stackOutputs } = await import('./deployed-course.ts');
      const { restoreTable } = await import('../adapters/dynamodb/point-in-time.ts');
      const from = (await stackOutputs(stack, context.environment))['SubscribersTable'];
      if (from === undefined) throw new CommandFailure(`the stack ${stack} names no table of subscribers`);
      using progress = showProgress(context.terminal, 'questions');
      await restoreTable({ from, to, at, waiting: progress.step });
      await pauseCopy(to, context.now);
      context.terminal.out(
        json ? JSON.stringify({ from, to, at: isoInstant(at) }) : nextSteps(stack, from, to, at),
      );
    });
}

const COPIES = 'strong-weeks-restored-';

function readTableName(text: string): string {
  if (!text.startsWith(COPIES) || !/^[A-Za-z0-9_.-]{23,222}$/.test(text))
    throw new InvalidArgumentError(`must begin with ${COPIES}, as docs/iam-operator.json allows.`);
  return text;
}

/** Nothing is sent from the copy before `course restored` has made it safe, whatever the flag was at that moment. */
async function pauseCopy(table: string, now: () => Instant): Promise<void> {
  const { dynamoClient } = await import('../adapters/dynamodb/client.ts');
  const { dynamoRateStore } = await import('../adapters/dynamodb/rate.ts');
  const tables = { subscribers: table, suppressions: '' };
  const rate = dynamoRateStore({ client: dynamoClient(), tables, now });
  await rate.resume();
  await rate.pause(UNTIL_RESUMED, 'restore');
}

function nextSteps(stack: string, from: string, to: string, at: Instant): string {
  const deployment = stack.replace(/^StrongWeeks-/, '');
  // A table that was restored before is given up for this one, which a deployment does not do unasked.
  const swaps = from.startsWith(COPIES) ? ' -c accept=restoredSubscribersTable' : '';
  return [
    `${to} is ${from} as it was at ${isoInstant(at)}, with recovery, expiry and protection. Sending from it is paused (restore).`,
    `1. restoredSubscribersTable: '${to}' in the settings, and npx cdk deploy -c deployment=${deployment}${swaps}`,
    `2. course restored --at ${isoInstant(at)} --stack ${stack}`,
    `3. course audit --stack ${stack}`,
    `4. course resume-all --stack ${stack}`,
  ].join('\n');
}
