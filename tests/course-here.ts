import { runCommand } from '../lib/cli/program.ts';
import type { Terminal } from '../lib/cli/terminal.ts';
import { type Ran, ranWith } from './course-command.ts';

/**
 * The operator's command line in this process, for a file that gives many commands: a process for each costs many times
 * what the command does. While it runs, this process's environment is that of the command, so one runs at a time.
 */
export function courseHere(environment: Record<string, string>): (...args: string[]) => Promise<Ran> {
  return (...args) => within(environment, async () => ranWith(await run(args)));
}

/** The same, as it stands on a screen: results and notes in the order in which they were written. */
export function printedHere(environment: Record<string, string>): (...args: string[]) => Promise<string> {
  return (...args) => within(environment, async () => (await run(args)).printed);
}

async function within<T>(environment: Record<string, string>, work: () => Promise<T>): Promise<T> {
  const before = { ...process.env };
  setEnvironment({ ...withoutAws(before), ...environment });
  try {
    return await work();
  } finally {
    setEnvironment(before);
  }
}

async function run(args: readonly string[]): Promise<Omit<Ran, 'here'> & { printed: string }> {
  let [out, err, printed] = ['', '', ''];
  const print = (text: string) => {
    out += text;
    printed += text;
  };
  const terminal: Terminal = {
    out: (text) => print(`${text}\n`),
    note: (text) => {
      err += `${text}\n`;
      printed += `${text}\n`;
    },
    write: async (chunk) => print(chunk),
    ask: async () => null,
    paint: (_, text) => text,
    screen: null,
  };
  const code = await runCommand(args, { terminal, environment: process.env, now: Date.now });
  return { code, out, err, printed };
}

function setEnvironment(environment: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
  Object.assign(process.env, environment);
}

function withoutAws(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('AWS_')));
}
