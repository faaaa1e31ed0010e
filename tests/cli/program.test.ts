import { expect, test } from 'vitest';
import { runCommand } from '../../lib/cli/program.ts';
import type { Terminal } from '../../lib/cli/terminal.ts';

async function course(...argv: string[]): Promise<string> {
  const said: string[] = [];
  const take = (text: string) => void said.push(text);
  const terminal: Terminal = {
    ...{ out: take, note: take, paint: (_, text) => text, screen: null },
    write: async (text) => take(text),
    ask: async () => null,
  };
  await runCommand(argv, { terminal, environment: {}, now: () => 0 });
  return said.join('\n');
}

test('every command that help lists is there by that name alone', async () => {
  const listed = [...(await course('--help')).matchAll(/^ {2}([a-z][a-z-]*) /gm)];
  const names = listed.map(([, name = '']) => name).filter((name) => name !== 'help');
  expect(names.length).toBeGreaterThan(25);
  for (const name of names) expect(await course(name, '--help')).toMatch(RegExp(`^Usage: course ${name} `));
});

test('a name that there is not is answered with the one that was meant', async () => {
  expect(await course('audti')).toMatch(/unknown command 'audti'.*Did you mean audit\?/);
});
