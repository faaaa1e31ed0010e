import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { parseSesEvent } from '../../lib/adapters/ses/events.ts';
import { sesMailer } from '../../lib/adapters/ses/mailer.ts';
import { type Inbox, startInbox } from '../../lib/local/inbox.ts';
import { closeServer, startEmulator, urlOf } from '../../lib/local/ses-emulator.ts';
import { aConfirmation, aLesson, SENDER } from '../mail-builder.ts';

const NOW = Date.parse('2026-11-23T09:00:00Z');
const clock = { now: () => NOW, machineNow: () => Date.now() };
const saved = { ...process.env };
const storeSchema = z.object({
  emails: z.array(
    z.object({
      messageId: z.string(),
      subject: z.string(),
      destination: z.object({ to: z.array(z.string()) }),
      body: z.object({ text: z.string(), html: z.string() }),
      at: z.number(),
    }),
  ),
});

beforeAll(() => {
  Object.assign(process.env, { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' });
});
afterAll(() => {
  process.env = saved;
});

function send(endpoint: string, mail = aLesson()) {
  const mailer = sesMailer({ sender: SENDER, maxSockets: 10, clock, endpoint, configurationSet: 'local' });
  return mailer.send(mail, Date.now() + 5_000);
}

async function mailsAt(endpoint: string, query = '') {
  const response = await fetch(`${endpoint}/store${query}`);
  return storeSchema.parse(await response.json()).emails;
}

let folder = '';
let published: string[] = [];
let inbox: Inbox;
const take = async (event: string) => {
  published.push(event);
};

function open(publish: (event: string) => Promise<void> = take) {
  return startInbox({ port: 0, file: join(folder, 'inbox.sqlite'), now: () => NOW, publish });
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'inbox-'));
  published = [];
  inbox = await open();
});
afterEach(async () => {
  await inbox.close();
  rmSync(folder, { recursive: true });
});

describe('the mailer keeps its contract', () => {
  /** What every SES must do with a lesson, whoever plays it. */
  async function holds(endpoint: string) {
    const outcome = await send(endpoint);
    const mails = await mailsAt(endpoint);
    expect(outcome).toEqual({ kind: 'accepted', messageId: mails[0]?.messageId });
    expect(mails).toMatchObject([
      {
        subject: 'Session 12: hold a weight',
        destination: { to: ['maya@example.com'] },
        body: { text: expect.stringContaining('Stand tall.'), html: aLesson().html },
      },
    ]);
  }

  test('with the embedded inbox', async () => {
    await holds(inbox.url);
  });

  test('with aws-ses-v2-local itself', async () => {
    const emulator = await startEmulator();
    try {
      await holds(urlOf(emulator));
    } finally {
      await fetch(`${urlOf(emulator)}/clear-store`, { method: 'POST' });
      await closeServer(emulator);
    }
  });
});

describe('the inbox', () => {
  test('shows a mail again after a restart, under the same id', async () => {
    await send(inbox.url);
    const before = await mailsAt(inbox.url);
    await inbox.close();
    inbox = await open();
    expect(await mailsAt(inbox.url)).toEqual(before);
  });

  test('keeps the time of the course, and shows what came since', async () => {
    await send(inbox.url);
    expect(await mailsAt(inbox.url, `?since=${NOW / 1_000}`)).toMatchObject([{ at: NOW / 1_000 }]);
    expect(await mailsAt(inbox.url, `?since=${NOW / 1_000 + 1}`)).toEqual([]);
  });

  test('gives out the mail as it was sent', async () => {
    await send(inbox.url);
    const [mail] = await mailsAt(inbox.url);
    const raw = await (await fetch(`${inbox.url}/get-emlContent?messageId=${mail?.messageId}`)).text();
    expect(raw).toContain(`List-Unsubscribe: <${aLesson().unsubscribeUrl}>\r\n`);
    expect((await fetch(`${inbox.url}/get-emlContent?messageId=none`)).status).toBe(404);
  });

  test('has a page to look into it, and can be emptied', async () => {
    await send(inbox.url);
    expect(await (await fetch(inbox.url)).text()).toContain('<title>');
    await fetch(`${inbox.url}/clear-store`, { method: 'POST' });
    expect(await mailsAt(inbox.url)).toEqual([]);
  });

  test('takes many mails at once, each one once', async () => {
    const subjects = Array.from({ length: 60 }, (_, n) => `Session ${n}`);
    const outcomes = await Promise.all(subjects.map((subject) => send(inbox.url, aLesson({ subject }))));
    const mails = await mailsAt(inbox.url);
    expect(mails.map(({ subject }) => subject).toSorted()).toEqual(subjects.toSorted());
    const ids = outcomes.map((outcome) => (outcome.kind === 'accepted' ? outcome.messageId : outcome.kind));
    expect(mails.map(({ messageId }) => messageId).toSorted()).toEqual(ids.toSorted());
  });

  test('refuses what is no mail, as SES does', async () => {
    const body = new URLSearchParams({ Action: 'SendEmail' });
    const response = await fetch(inbox.url, { method: 'POST', body, headers: { authorization: 'AWS4-x' } });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('<Code>InvalidAction</Code>');
    expect((await fetch(`${inbox.url}/elsewhere`)).status).toBe(404);
  });

  test('says which port is taken when it cannot have it', async () => {
    const port = Number(new URL(inbox.url).port);
    const other = startInbox({ port, file: join(folder, 'other.sqlite'), now: () => NOW, publish: take });
    await expect(other).rejects.toMatchObject({ code: 'EADDRINUSE', port });
  });
});

describe('the events of a mail', () => {
  async function eventsOf(to: string) {
    await send(inbox.url, aLesson({ to }));
    await expect.poll(() => inbox.pendingEvents()).toBe(0);
    return published.map(parseSesEvent).map((parsed) => ('event' in parsed ? parsed : null));
  }

  test.each([
    ['maya@example.com', ['send', 'delivery']],
    ['success@simulator.amazonses.com', ['send', 'delivery']],
    ['ooto@simulator.amazonses.com', ['send', 'delivery']],
    ['bounce@simulator.amazonses.com', ['send', 'bounce']],
    ['bounce+maya@simulator.amazonses.com', ['send', 'bounce']],
    ['suppressionlist@simulator.amazonses.com', ['send', 'bounce']],
    ['complaint+2@simulator.amazonses.com', ['send', 'delivery', 'complaint']],
  ])('to %s are %j', async (to, kinds) => {
    const events = await eventsOf(to);
    expect(events.map((parsed) => parsed?.event.kind)).toEqual(kinds);
  });

  test('carry its tags, its message id and its headers', async () => {
    const [first] = await eventsOf('maya@example.com');
    const [mail] = await mailsAt(inbox.url);
    expect(first).toEqual({
      kind: 'lesson',
      subscriber: 'AAAAAAAAAAAAAAAAAAAAAA',
      lesson: { run: 'mi2x0', number: 12, dueOn: '2026-11-23' },
      event: { kind: 'send', at: NOW, attempt: 'att-1', messageId: mail?.messageId },
    });
    expect(JSON.parse(published[0] ?? '{}')).toMatchObject({
      mail: {
        tags: { 'ses:configuration-set': ['local'], attempt: ['att-1'] },
        headers: expect.arrayContaining([{ name: 'To', value: 'maya@example.com' }]),
        commonHeaders: { subject: 'Session 12: hold a weight' },
      },
    });
  });

  test('and the mail itself are on disk before acceptance is answered: a kill at that moment loses neither', async () => {
    await inbox.close();
    const script = join(import.meta.dirname, 'inbox-then-hang.ts');
    const child = spawn(process.execPath, [script, join(folder, 'inbox.sqlite')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [url] = await once(child.stdout, 'data');
    const outcome = await send(String(url));
    child.kill('SIGKILL');
    await once(child, 'exit');
    inbox = await open();
    expect(outcome).toMatchObject({ kind: 'accepted', messageId: (await mailsAt(inbox.url))[0]?.messageId });
    await expect.poll(() => published).toHaveLength(2);
  });

  test('that nobody has taken outlive a restart', async () => {
    await inbox.close();
    inbox = await open(() => Promise.reject(new Error('not now')));
    await send(inbox.url, aConfirmation());
    expect(inbox.pendingEvents()).toBe(2);
    await inbox.close();
    inbox = await open();
    await expect.poll(() => inbox.pendingEvents()).toBe(0);
    expect(published.map((event) => parseSesEvent(event))).toMatchObject([
      { kind: 'confirmation', lesson: null, event: { kind: 'send' } },
      { kind: 'confirmation', lesson: null, event: { kind: 'delivery' } },
    ]);
  });

  test('are offered again, in order, when they are not taken', async () => {
    await inbox.close();
    let refusals = 2;
    inbox = await open(async (event) => {
      if (refusals-- > 0) throw new Error('not now');
      published.push(event);
    });
    const events = await eventsOf('complaint@simulator.amazonses.com');
    expect(events.map((parsed) => parsed?.event.kind)).toEqual(['send', 'delivery', 'complaint']);
  });
});
