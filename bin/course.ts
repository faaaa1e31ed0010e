import { processTerminal } from '../lib/cli/process-terminal.ts';
import { runCommand } from '../lib/cli/program.ts';

// A reader that has seen enough (`| head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  process.stderr.write(`course: the output cannot be written (${error.code})\n`);
  process.exit(1);
});

process.exitCode = await runCommand(process.argv.slice(2), {
  terminal: processTerminal(process),
  environment: process.env,
  now: Date.now,
});
