import { Command, CommanderError } from 'commander';
import type { Instant } from '../../domain/calendar.ts';
import { planCommand } from './plan.ts';
import { CommandFailure, type Terminal } from './terminal.ts';

/**
 * Runs one command of the operator's command line and answers the exit code: 0, or 1 after one clear line.
 * @throws whatever is no fault of the person at the keyboard.
 */
export async function runCommand(
  argv: readonly string[],
  terminal: Terminal,
  now: () => Instant,
): Promise<0 | 1> {
  try {
    await program(terminal, now).parseAsync(argv, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 1;
    if (!(error instanceof CommandFailure)) throw error;
    terminal.note(`course: ${error.message}`);
    return 1;
  }
}

function program(terminal: Terminal, now: () => Instant): Command {
  const course = settle(
    new Command('course').description('The operator’s command line of Strong Weeks.'),
    terminal,
  );
  for (const command of [planCommand(terminal, now)]) course.addCommand(settle(command, terminal));
  return course;
}

/** Every command throws rather than exits, and complains in one line. */
function settle(command: Command, terminal: Terminal): Command {
  return command.exitOverride().configureOutput({
    writeOut: (text) => terminal.out(text.trimEnd()),
    writeErr: (text) => terminal.note(text.trimEnd()),
    outputError: (text) => terminal.note(`course: ${oneLine(text)}`),
  });
}

function oneLine(text: string): string {
  return text
    .trim()
    .replace(/^error: /, '')
    .replaceAll(/\s*\n\s*/g, ' ');
}
