import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { deliver } from '../../../lib/use-cases/sending/deliver.ts';
import { courseInMemory, NOW } from '../course-in-memory.ts';

/** What docs/sending.md#the-rooms-a-due-lesson-passes says, in its order; `placement` asks nobody. */
const ROOMS = ['rate', 'subscribers', 'suppressions', 'placement', 'tokens', 'letters', 'mailer', 'ledger'];
const ASKED = ['subscribers', 'suppressions', 'tokens', 'letters', 'mailer', 'ledger', 'rate'] as const;

test('a due lesson passes at most eight rooms, and asks each at most twice', async () => {
  const course = courseInMemory();
  const { id, dueAt } = await course.joins();
  const calls: string[] = [];
  const watched = Object.fromEntries(ASKED.map((name) => [name, watch(name, course.ports[name], calls)]));
  await deliver({ ...course.ports, ...watched })([{ id, dueAt }], NOW + 60_000);
  expect(course.mails).toHaveLength(1);
  const asked = new Set(calls);
  expect(ROOMS.filter((room) => room === 'placement' || asked.has(room))).toEqual(ROOMS);
  expect([...asked].filter((room) => !ROOMS.includes(room))).toEqual([]);
  // Each link of the mail is signed by itself.
  const others = [...asked].filter((room) => room !== 'tokens');
  for (const room of others)
    expect(calls.filter((call) => call === room).length, room).toBeLessThanOrEqual(2);
});

test('the page on sending names each of them', () => {
  const page = readFileSync('docs/sending.md', 'utf8');
  const rows = [...page.matchAll(/^\| \d \| `(\w+)` \|/gm)].map(([, room]) => room);
  expect(rows).toEqual(ROOMS);
});

function watch<Port extends object>(name: string, port: Port, calls: string[]): Port {
  return new Proxy(port, {
    get: (target, key, receiver) => {
      calls.push(name);
      return Reflect.get(target, key, receiver);
    },
  });
}
