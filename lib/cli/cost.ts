import Table from 'cli-table3';
import { Command, InvalidArgumentError, Option } from 'commander';
import { type Dollars, monthlyDollars, standingParts } from '../cost/monthly.ts';
import type { Priced, SesPlan } from '../cost/prices.ts';
import type { CommandContext } from './context.ts';

interface CostOptions {
  mothers: number;
  plan: SesPlan;
  json?: true;
}

const EXAMPLES = `
Examples:
  course cost --mothers 5000                       on SES's pay as you go
  course cost --mothers 5000 --plan essentials     on the plan that new accounts begin with`;

/** What a deployment costs at AWS's list prices, for any number of mothers. Touches no data and no account. */
export function costCommand({ terminal }: CommandContext): Command {
  return new Command('cost')
    .description('work out what a deployment costs a month')
    .requiredOption('--mothers <n>', 'how many get a lesson a week', readCount)
    .addOption(
      new Option('--plan <plan>', 'SES’s plan')
        .choices(['pay-as-you-go', 'essentials'])
        .default('pay-as-you-go'),
    )
    .option('--json', 'print JSON for machines')
    .addHelpText('after', EXAMPLES)
    .action(({ mothers, plan, json }: CostOptions) => {
      const dollars = monthlyDollars(mothers, plan);
      terminal.out(
        json ? JSON.stringify({ mothers, plan, ...dollars }, null, 2) : forPeople(mothers, plan, dollars),
      );
    });
}

function readCount(text: string): number {
  const count = Number(text);
  if (!Number.isSafeInteger(count) || count < 0) throw new InvalidArgumentError('must be a whole number');
  return count;
}

const PARTS = [
  ['standing', 'what stands, without a single mother'],
  ['lessons', 'lessons, above SES'],
  ['visits', 'her pages and taps, one a lesson'],
  ['storage', 'what is kept of her, and its backup'],
  ['ses', 'SES, its own fee'],
  ['list', 'in all, at list prices'],
  ['afterFree', 'in all, after what AWS gives every month for ever'],
] as const satisfies readonly (readonly [keyof Dollars, string])[];

function forPeople(mothers: number, plan: SesPlan, dollars: Dollars): string {
  const table = new Table({
    head: ['Dollars a month', mothers.toLocaleString('en-GB')],
    colAligns: ['left', 'right'],
    style: { head: [], border: [] },
  });
  for (const [part, words] of PARTS) table.push([words, money(dollars[part])]);
  return [
    table.toString(),
    `What stands: ${standingWords(plan)}.`,
    `US East, prices of 2026-11-22, without tax; SES on ${plan}. Sources and what is not counted: docs/cost.md.`,
  ].join('\n');
}

const STANDING_WORDS: Partial<Record<Priced | 'canaryMails', string>> = {
  alarmMetric: 'metrics under alarms',
  customMetric: 'metrics of our own',
  kmsKey: 'the key',
  secret: 'secrets',
  sqsRequest: 'asking queues',
  trace: 'traces',
  lambdaGbSecond: 'Lambda',
  readUnit: 'reads',
  canaryMails: 'the canary’s mails',
  kmsRequest: 'requests to the key',
};

function standingWords(plan: SesPlan): string {
  const parts = standingParts(plan);
  const named = parts.flatMap(({ what, dollars }) => {
    const words = STANDING_WORDS[what];
    return words === undefined ? [] : [`${words} ${money(dollars)}`];
  });
  const rest = parts.filter(({ what }) => STANDING_WORDS[what] === undefined);
  return [...named, `the rest ${money(rest.reduce((sum, { dollars }) => sum + dollars, 0))}`].join(', ');
}

function money(dollars: number): string {
  return dollars.toLocaleString('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}
