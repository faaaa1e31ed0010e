import type { Command } from 'commander';
import { auditCommand } from './audit.ts';
import { changeCommand, moveCommand, pauseCommand, resumeCommand } from './by-hand.ts';
import { changesCommand } from './changes.ts';
import { COACH_COMMANDS } from './coach-commands.ts';
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
import { redriveCommand } from './redrive.ts';
import { restoreCommand } from './restore.ts';
import { restoredCommand } from './restored.ts';
import { resumeAllCommand } from './resume-all.ts';
import { runOneOf } from './run-commands.ts';
import { sendTestCommand } from './send-test.ts';
import { statsCommand } from './stats.ts';
import { statusCommand } from './status.ts';
import { whoCommand } from './who.ts';
import { releaseCommand, withholdCommand } from './withhold.ts';

/** In the order in which `--help` lists them. */
const COMMANDS: readonly ((context: CommandContext) => Command)[] = [
  ({ terminal, now }) => planCommand(terminal, now),
  ({ terminal }) => costCommand(terminal),
  ...COACH_COMMANDS,
  sendTestCommand,
  changesCommand,
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
export function runCommand(argv: readonly string[], context: CommandContext): Promise<0 | 1> {
  return runOneOf(COMMANDS, argv, context);
}
