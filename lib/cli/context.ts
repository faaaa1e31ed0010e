import { Command } from 'commander';
import type { Instant } from '../domain/calendar.ts';
import { CommandFailure, type Terminal } from './terminal.ts';

/** What every command is given. */
export interface CommandContext {
  terminal: Terminal;
  environment: NodeJS.ProcessEnv;
  /** The machine's clock, for commands that open no data. */
  now: () => Instant;
}

/** Options of every command that opens the course. */
export interface CourseOptions {
  /** A deployed stack; absent: the local data. */
  stack?: string;
  json?: true;
}

/** Of commands that change what cannot be changed back. */
export interface SureOptions extends CourseOptions {
  yes?: true;
}

/** A command on the local data, or with `--stack` on a deployed stack. */
export function courseCommand(name: string, does: string, examples: string): Command {
  return new Command(name)
    .description(does)
    .option('--stack <name>', 'a deployed stack, such as StrongWeeks-live (default: the local data)')
    .option('--json', 'print JSON for machines')
    .addHelpText('after', `\nExamples:${examples}`);
}

/**
 * Goes on only with `--yes`, or when the person in front types `word`.
 * @throws CommandFailure otherwise; nothing was done by then.
 */
export async function confirmWithOperator(
  { terminal }: CommandContext,
  { yes }: { yes?: true },
  word: string,
  question: string,
): Promise<void> {
  if (yes) return;
  const answer = await terminal.ask(`${question} Type ${word} to go on: `);
  if (answer === null) throw new CommandFailure(`nothing was done: add --yes to go on without being asked`);
  if (answer.trim() !== word) throw new CommandFailure('nothing was done');
}
