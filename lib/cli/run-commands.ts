import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import * as z from 'zod/mini';
import { UnsafeCourse } from '../authoring/findings.ts';
import { WrongBrand } from '../brand/brand.ts';
import { NoCourse } from '../brand/course-folder.ts';
import { ownBrand } from '../brand/css.ts';
import type { CommandContext } from './context.ts';
import { serviceFault } from './service-fault.ts';
import { CommandFailure, type Terminal } from './terminal.ts';
import { unreadableFault } from './unreadable.ts';

type MakesCommand = (context: CommandContext) => Command;

/**
 * Runs one of these commands and answers the exit code: 0, or 1 after one clear line.
 * @throws whatever is no fault of the person at the keyboard.
 */
export async function runOneOf(
  commands: readonly MakesCommand[],
  argv: readonly string[],
  context: CommandContext,
): Promise<0 | 1> {
  try {
    await programOf(commands, context).parseAsync(argv, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 1;
    const line = lineOf(error);
    if (line === null) throw error;
    context.terminal.note(`course: ${line}`);
    return 1;
  }
}

/** The whole message for what the person at the keyboard can mend; null for any other error. */
function lineOf(error: unknown): string | null {
  if (error instanceof CommandFailure || error instanceof NoCourse || error instanceof WrongBrand) {
    return error.message;
  }
  if (error instanceof UnsafeCourse) return `the course files do not read:\n${error.message}`;
  return serviceFault(error) ?? unreadableFault(error);
}

function programOf(commands: readonly MakesCommand[], context: CommandContext): Command {
  const course = settle(
    new Command('course')
      .description(`The operator’s command line of ${ownBrand(context.environment).name}.`)
      .version(versionIn(join(import.meta.dirname, '../../package.json')), '--version', 'print the version'),
    context.terminal,
  );
  for (const command of commands) course.addCommand(settle(command(context), context.terminal));
  return course;
}

function versionIn(file: string): string {
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(file, 'utf8'))).version;
}

/** Every command throws rather than exits, and complains in one line. */
function settle(command: Command, terminal: Terminal): Command {
  const help = command.name() === 'course' ? 'course --help' : `course ${command.name()} --help`;
  return command.exitOverride().configureOutput({
    writeOut: (text) => terminal.out(text.trimEnd()),
    writeErr: (text) => terminal.note(text.trimEnd()),
    outputError: (text) => terminal.note(`course: ${oneLine(text)} (${help})`),
  });
}

function oneLine(text: string): string {
  return text
    .trim()
    .replace(/^error: /, '')
    .replaceAll(/\s*\n\s*/g, ' ');
}
