import { describe, expect, test } from 'vitest';
import { runCommand } from '../../lib/cli/program.ts';
import type { Terminal } from '../../lib/cli/terminal.ts';
import { at } from '../builders.ts';
import { OBJECT_WORDS } from '../object-words.ts';

async function course(...argv: string[]) {
  const notes: string[] = [];
  const terminal: Terminal = {
    out: (text) => void notes.push(`out: ${text}`),
    note: (text) => void notes.push(text),
    write: async (text) => void notes.push(`out: ${text}`),
    ask: async () => null,
    paint: (_, text) => text,
    screen: null,
  };
  const code = await runCommand(argv, { terminal, environment: {}, now: () => at('2026-11-23 10:00') });
  return { code, said: notes.join('\n') };
}

describe.each(OBJECT_WORDS)('the word %s', (word) => {
  test.each([
    [word],
    ['plan', '--no-date', '--pace', word],
    ['plan', '--no-date', '--zone', word],
    ['plan', '--no-date', '--weeks', word],
    ['plan', '--no-date', '--joined', word],
    ['plan', '--born', word],
    ['send-test', 'you@example.com', '--session', word],
    ['send-test', 'you@example.com', '--session', '12', '--country', word],
    ['send-test', 'you@example.com', '--session', 'E3', '--level', word],
    ['stats', '--sample', word],
    ['export', '--format', word],
    ['pause-all', '--until', word],
    ['restored', '--at', word],
  ])('is refused in one line by course %s %s %s %s %s', async (...argv) => {
    const { code, said } = await course(...argv.filter((part) => part !== undefined));
    expect(code).toBe(1);
    expect(said).toMatch(/^course: .*$/);
    expect(said).toContain(word);
  });
});

test('course --version prints the version, as a newcomer asks first', async () => {
  expect(await course('--version')).toEqual({ code: 0, said: expect.stringMatching(/^out: \d+\.\d+\.\d+$/) });
});

test.each(['--born', '--joined'])(
  'a year that no calendar reaches is refused in one line by %s',
  async (option) => {
    const { code, said } = await course('plan', '--no-date', option, '9999-12-31');
    expect(code).toBe(1);
    expect(said).toMatch(/^course: .*Give a day from 1900-01-01 to 2199-12-31\./);
  },
);
