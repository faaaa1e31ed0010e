import { expect, test } from 'vitest';
import { programmeCommand } from '../../lib/cli/programme.ts';
import type { Terminal } from '../../lib/cli/terminal.ts';

async function printed(...argv: string[]): Promise<string> {
  const lines: string[] = [];
  const terminal: Terminal = {
    out: (line) => void lines.push(line),
    note: () => undefined,
    write: () => Promise.resolve(),
    ask: () => Promise.resolve(null),
    paint: (_, text) => text,
    screen: null,
  };
  await programmeCommand({ terminal, environment: {} }).parseAsync(argv, { from: 'user' });
  return lines.join('\n');
}

test('prints for machines what each session asks, the loop once for each level', async () => {
  const sessions: unknown[] = JSON.parse(await printed('--json'));
  expect(sessions).toHaveLength(53 + 6 + 36);
  expect(sessions[13]).toMatchObject({
    session: '13',
    level: null,
    title: 'Two more reps',
    subject: 'Same moves, two more reps: 17 minutes',
    minutes: 17,
    easierWeek: false,
    tip: 'M8',
    walk: 'Walk 26 easy minutes, 4 times this week.',
    effort: [5, 6],
    impact: null,
  });
  expect(sessions[12]).toMatchObject({
    moves: expect.arrayContaining([
      {
        move: 'SQ',
        rung: 3,
        sets: 2,
        reps: 8,
        seconds: null,
        metres: null,
        minutes: null,
        eachSide: false,
        optional: false,
        breaths: null,
        squeezes: null,
        holdSeconds: null,
        load: { low: 3, high: 5, unit: 'kg', per: 'total' },
        easier: 'No chair, no weight.',
        harder: null,
      },
    ]),
  });
});

test('prints for people a table with every block, a place to sign and the hash of what is signed', async () => {
  const table = await printed();
  expect(table).toContain('Block B. First weights, all of them on two legs.');
  expect(table).toContain('Block LC, level 3.');
  expect(table).toContain('Signature');
  expect(table).toMatch(/Hash of what is signed: [0-9a-f]{64}/);
});
