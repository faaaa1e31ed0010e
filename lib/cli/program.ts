import type { Command } from 'commander';
import type { CommandContext } from './context.ts';
import { runOneOf } from './run-commands.ts';

type MakesCommand = (context: CommandContext) => Command;

/** In the order in which `--help` lists them; each is loaded when it is given, for one command needs little of the others. */
const COMMANDS: ReadonlyMap<string, () => Promise<MakesCommand>> = new Map([
  ['plan', async () => (await import('./plan.ts')).planCommand],
  ['cost', async () => (await import('./cost.ts')).costCommand],
  ['check', async () => (await import('./check.ts')).checkCommand],
  ['programme', async () => (await import('./programme.ts')).programmeCommand],
  ['preview', async () => (await import('./preview.ts')).previewCommand],
  ['send-test', async () => (await import('./send-test.ts')).sendTestCommand],
  ['changes', async () => (await import('./changes.ts')).changesCommand],
  ['stats', async () => (await import('./stats.ts')).statsCommand],
  ['who', async () => (await import('./who.ts')).whoCommand],
  ['change', async () => (await import('./by-hand.ts')).changeCommand],
  ['move', async () => (await import('./by-hand.ts')).moveCommand],
  ['pause', async () => (await import('./by-hand.ts')).pauseCommand],
  ['resume', async () => (await import('./by-hand.ts')).resumeCommand],
  ['data', async () => (await import('./data.ts')).dataCommand],
  ['note', async () => (await import('./note.ts')).noteCommand],
  ['forget', async () => (await import('./forget.ts')).forgetCommand],
  ['lift', async () => (await import('./lift.ts')).liftCommand],
  ['import', async () => (await import('./import.ts')).importCommand],
  ['export', async () => (await import('./export.ts')).exportCommand],
  ['status', async () => (await import('./status.ts')).statusCommand],
  ['withhold', async () => (await import('./withhold.ts')).withholdCommand],
  ['release', async () => (await import('./withhold.ts')).releaseCommand],
  ['pause-all', async () => (await import('./pause-all.ts')).pauseAllCommand],
  ['resume-all', async () => (await import('./resume-all.ts')).resumeAllCommand],
  ['redrive', async () => (await import('./redrive.ts')).redriveCommand],
  ['audit', async () => (await import('./audit.ts')).auditCommand],
  ['doctor', async () => (await import('./doctor.ts')).doctorCommand],
  ['restore', async () => (await import('./restore.ts')).restoreCommand],
  ['restored', async () => (await import('./restored.ts')).restoredCommand],
]);

/**
 * Runs one command of the operator's command line and answers the exit code: 0, or 1 after one clear line.
 * @throws whatever is no fault of the person at the keyboard.
 */
export async function runCommand(argv: readonly string[], context: CommandContext): Promise<0 | 1> {
  const given = COMMANDS.get(argv[0] ?? '');
  // For help, the version, and a name that there is not, which is answered with the one that was meant.
  const loaded = given === undefined ? [...COMMANDS.values()] : [given];
  return runOneOf(await Promise.all(loaded.map((load) => load())), argv, context);
}
