import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { eventually, freePort, startLocal } from './runner.ts';
import { someOf } from './whole-course.ts';

const CANARY = { email: 'canary.8472@example.com', firstName: 'Canaryna', birthDate: '2026-03-17' };
const form = (fields: Record<string, string>) => ({ method: 'POST', body: new URLSearchParams(fields) });

const inbox = z.object({ emails: z.array(z.object({ body: z.object({ text: z.string() }) })) });

/** Q39, over the real process: every function, the real log, all that it says on its way. */
test('nothing that the running course writes out holds an address, a name, a date or a token of hers', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'strong-weeks-canary-'));
  const [port, inboxPort] = [await freePort(), await freePort()];
  const site = `http://127.0.0.1:${port}`;
  const course = startLocal({
    PORT: String(port),
    INBOX_PORT: String(inboxPort),
    DATA_DIR: dataDir,
    LOG_LINES: 'all',
    METRIC_LINES: 'on',
  });
  let said = '';
  for (const stream of [course.stdout, course.stderr]) stream?.on('data', (chunk) => (said += chunk));
  try {
    await eventually(
      () =>
        fetch(`${site}/health`).then(
          ({ ok }) => ok,
          () => false,
        ),
      (up) => up,
    );
    const mails = async () =>
      inbox
        .parse(await (await fetch(`http://127.0.0.1:${inboxPort}/store`)).json())
        .emails.map(({ body }) => body.text);
    const links = (text: string | undefined) => text?.match(new RegExp(`${site}/\\S+`, 'g')) ?? [];

    await fetch(`${site}/signup`, form({ ...CANARY, country: 'GB', consent: 'yes' }));
    const [confirmation] = await eventually(mails, ({ length }) => length === 1);
    for (const link of links(confirmation)) await fetch(link, form({}));
    const [, lesson] = await eventually(mails, ({ length }) => length === 2);
    const inLesson = links(lesson).filter(
      (link) => !link.includes('/unsubscribe/') && !link.includes('/pause/'),
    );
    for (const link of someOf(inLesson, 3)) {
      await fetch(link);
      await fetch(link, form({ birthDate: CANARY.birthDate, firstName: CANARY.firstName, weeks: '1-2' }));
      await fetch(link, form({ birthDate: '2031-03-17', firstName: `https://${CANARY.email}` }));
      await fetch(`${link}x`);
    }
    const unsubscribe = links(lesson).find((link) => link.includes('/unsubscribe/')) ?? '';
    expect((await fetch(unsubscribe, form({ 'List-Unsubscribe': 'One-Click' }))).status).toBe(200);
    await eventually(
      async () => said,
      (text) => text.includes('"message":"left"'),
    );

    const tokens = [...links(confirmation), ...links(lesson)].flatMap(
      (link) => link.match(/\/(k\d+\.[\w.-]+)/)?.[1] ?? [],
    );
    expect(tokens.length).toBeGreaterThan(5);
    const traces = [...Object.values(CANARY), '2031-03-17', ...tokens];
    expect(traces.filter((trace) => said.includes(trace))).toEqual([]);
  } finally {
    course.kill('SIGKILL');
    rmSync(dataDir, { recursive: true, force: true });
  }
});
