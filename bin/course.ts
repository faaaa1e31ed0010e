import { runCommand } from '../lib/local/commands/program.ts';

// A reader that has seen enough (`| head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await runCommand(
  process.argv.slice(2),
  { out: (text) => console.log(text), note: (text) => console.error(text) },
  Date.now,
);
