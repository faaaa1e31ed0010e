import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import * as z from 'zod/mini';
import { brand } from '../../lambdas/wiring/brand.ts';
import { auditCommand } from './audit.ts';
import { changeCommand, moveCommand, pauseCommand, resumeCommand } from './by-hand.ts';
import { checkCommand } from './check.ts';
import type { CommandContext } from './context.ts';
import { costCommand } from './cost.ts';
import { dataCommand } from './data.ts';
import { doctorCommand } from './doctor.ts';
import { exportCommand } from './export.ts';
import { forgetCommand } from './forget.ts';
import { importCommand } from './import.ts';
import { liftCommand } from './lift.ts';
import { noteCommand } from './note.ts';
import { pauseAllCommand } from './pause-all.ts';
import { planCommand } from './plan.ts';
import { previewCommand } from './preview.ts';
import { programmeCommand } from './programme.ts';
import { redriveCommand } from './redrive.ts';
import { restoreCommand } from './restore.ts';
import { restoredCommand } from './restored.ts';
import { resumeAllCommand } from './resume-all.ts';
import { sendTestCommand } from './send-test.ts';
import { serviceFault } from './service-fault.ts';
import { statsCommand } from './stats.ts';
import { statusCommand } from './status.ts';
import { CommandFailure, type Terminal } from './terminal.ts';
import { unreadableFault } from './unreadable.ts';
import { whoCommand } from './who.ts';
import { releaseCommand, withholdCommand } from './withhold.ts';

/** In the order in which `--help` lists them. */
const COMMANDS: readonly ((context: CommandContext) => Command)[] = [
  ({ terminal, now }) => planCommand(terminal, now),
  ({ terminal }) => costCommand(terminal),
  ({ terminal, now }) => checkCommand(terminal, now),
  ({ terminal }) => programmeCommand(terminal),
  ({ terminal }) => previewCommand(terminal),
  sendTestCommand,
  statsCommand,
  whoCommand,
  changeCommand,
  moveCommand,
  pauseCommand,
  resumeCommand,
  dataCommand,
  noteCommand,
  forgetCommand,
  liftCommand,
  importCommand,
  exportCommand,
  statusCommand,
  withholdCommand,
  releaseCommand,
  pauseAllCommand,
  resumeAllCommand,
  redriveCommand,
  auditCommand,
  doctorCommand,
  restoreCommand,
  restoredCommand,
];

/**
 * Runs one command of the operator's command line and answers the exit code: 0, or 1 after one clear line.
 * @throws whatever is no fault of the person at the keyboard.
 */
export async function runCommand(argv: readonly string[], context: CommandContext): Promise<0 | 1> {
  try {
    await program(context).parseAsync(argv, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 1;
    const line =
      error instanceof CommandFailure ? error.message : (serviceFault(error) ?? unreadableFault(error));
    if (line === null) throw error;
    context.terminal.note(`course: ${line}`);
    return 1;
  }
}

function program(context: CommandContext): Command {
  const course = settle(
    new Command('course')
      .description(`The operator’s command line of ${brand.name}.`)
      .version(versionIn(join(import.meta.dirname, '../../package.json')), '--version', 'print the version'),
    context.terminal,
  );
  for (const command of COMMANDS) course.addCommand(settle(command(context), context.terminal));
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
