import { describe, expect, test } from 'vitest';
import { systemChance } from '../../../lib/adapters/system/chance.ts';
import { MINUTE_MS } from '../../../lib/domain/calendar.ts';
import { CANARY_ADDRESS, isCanary } from '../../../lib/domain/canary.ts';
import { countryOf } from '../../../lib/domain/countries.ts';
import type { Accounts } from '../../../lib/ports/accounts.ts';
import type { Mail, MailEvent } from '../../../lib/ports/mailer.ts';
import type { EnrolMessage } from '../../../lib/ports/queues.ts';
import type { Site as SiteDoor } from '../../../lib/ports/site.ts';
import { audit } from '../../../lib/use-cases/operator/audit.ts';
import { deliver } from '../../../lib/use-cases/sending/deliver.ts';
import { record } from '../../../lib/use-cases/sending/record.ts';
import { checkSite, tellStory } from '../../../lib/use-cases/watching/canary.ts';
import { sampleLetters } from '../../adapters/letters/sample-letters.ts';
import { COURSE } from '../../course.ts';
import { openSite, type Site } from '../../lambdas/web/site.ts';
import { memoryNoteStore } from '../../memory/note-store.ts';
import { memoryTables } from '../../memory/tables.ts';
import { noneUnreadable } from '../../none-unreadable.ts';
import { silent } from '../../simulation/ports.ts';

const NO_NOTES = memoryNoteStore(memoryTables(() => 0));

type Doors = Partial<SiteDoor>;

/** The canary before the whole course in memory. `events` may lose what SES would tell; `doors` may answer wrongly. */
async function canary({
  events = (all: MailEvent[]) => all,
  doors = () => ({}),
}: {
  events?: (all: MailEvent[]) => MailEvent[];
  doors?: (site: SiteDoor) => Doors;
} = {}) {
  const site = await openSite();
  const counted = new Map<string, number>();
  const metrics = {
    count: (name: string, value: number) => counted.set(name, (counted.get(name) ?? 0) + value),
    milliseconds: (name: string) => counted.set(name, 1),
  };
  const mails: Mail[] = [];
  const ports = {
    course: COURSE,
    ...site.stores,
    notes: NO_NOTES,
    enrolQueue: { send: async (message: EnrolMessage) => void site.enrolQueue.push(message) },
    clock: site.clock,
    tokens: site.tokens,
    log: silent,
    metrics,
  };
  const door: SiteDoor = {
    get: async (path) => answerOf(await site.app.request(path)),
    post: async (path, fields) =>
      answerOf(await site.app.request(path, { method: 'POST', body: new URLSearchParams(fields) })),
  };
  const send = deliver({
    ...ports,
    chance: systemChance,
    letters: sampleLetters(),
    mailer: {
      send: async (mail) => {
        mails.push(mail);
        return { kind: 'accepted', messageId: `lesson-${mails.length}` };
      },
    },
    settings: { siteUrl: 'https://course.example', sendRatePerSecond: 1_000_000, mayReceive: 'everyone' },
  });
  const deps = {
    ...ports,
    identities: site.identities,
    home: countryOf(COURSE.countries, COURSE.countries.home),
    site: { ...door, ...doors(door) },
    inbox: {
      take: async () => {
        await site.drain();
        await send(site.lessonQueue.splice(0), site.clock.machineNow() + MINUTE_MS);
        const told = [...site.mails.splice(0), ...mails.splice(0)].map((mail) => sent(mail, site));
        for (const event of told) await record(ports)(event);
        return events(told);
      },
    },
  };
  return {
    ...{ site, counted },
    check: checkSite(deps),
    story: () => tellStory(deps)(site.clock.machineNow() + 4 * MINUTE_MS),
  };
}

async function answerOf(response: Response) {
  return {
    status: response.status,
    location: response.headers.get('location'),
    body: await response.text(),
  };
}

/** Of her record and of each line apart: the audit puts them together. */
function accountsOf({ subscribers, ledger }: Site['stores']): Accounts {
  const whole = { isReadable: true, notes: [], areNotesReadable: true };
  return {
    async *all() {
      for await (const subscriber of subscribers.all(noneUnreadable))
        yield { id: subscriber.id, subscriber, lines: [], ...whole };
      for await (const line of ledger.all(noneUnreadable))
        yield { id: line.id, subscriber: null, lines: [line], ...whole };
    },
  };
}

/** What SES tells of a mail that it took. */
function sent({ kind, tags }: Mail, { clock }: Site): MailEvent {
  const [run = '', number = ''] = (tags['lesson'] ?? '').split('-');
  return {
    kind,
    subscriber: tags['subscriber'] ?? '',
    lesson: kind === 'lesson' ? { run, number: Number(number), dueOn: tags['due'] ?? '' } : null,
    event: {
      ...{ kind: 'send', permanent: false, at: clock.now() },
      ...{ attempt: tags['attempt'] ?? '', messageId: 'message' },
    },
  };
}

describe('a check', () => {
  test('finds the site up, and says so', async () => {
    const { check, counted } = await canary();
    await check();
    expect(Object.fromEntries(counted)).toEqual({ CheckFinished: 1 });
  });

  test.each([
    [
      'health that answers 503',
      '/health',
      { status: 503, location: null, body: '' },
      /^health: answered 503/,
    ],
    [
      'a sign-up page in error',
      '/',
      { status: 500, location: null, body: '' },
      /^sign-up page: answered 500/,
    ],
    ['a page without the form', '/', { status: 200, location: null, body: 'hello' }, /has no form/],
  ])('is silent before %s', async (_what, path, answer, message) => {
    const { check, counted } = await canary({
      doors: (site) => ({ get: async (asked) => (asked === path ? answer : site.get(asked)) }),
    });
    await expect(check()).rejects.toThrow(message);
    expect(counted.size).toBe(0);
  });
});

describe('a story', () => {
  test('joins, confirms, gets the lesson, reads it and leaves, however often it is told', async () => {
    const { story, counted, site } = await canary();
    for (let hour = 0; hour < 8; hour += 1) {
      await story();
      site.clock.advance(60 * MINUTE_MS);
    }
    expect(counted.get('StoryFinished')).toBe(8);
  });

  test('leaves no trace in the counts, the audit, the delay of sends and what is held', async () => {
    const { story, counted, site } = await canary();
    await story();
    expect(await site.stores.counts.all()).toEqual([]);
    expect(counted.has('SendDelayMs')).toBe(false);
    const id = await site.identities.idOf(CANARY_ADDRESS);
    expect(await site.stores.subscribers.everything(id)).toEqual([]);
  });

  test('that stopped half way is no mother in an audit, and the next one clears it', async () => {
    const broken = { status: 500, location: null, body: '' };
    let up = false;
    const { story, site, counted } = await canary({
      doors: (door) => ({
        get: async (path) => (path.startsWith('/lesson/') && !up ? broken : door.get(path)),
      }),
    });
    await expect(story()).rejects.toThrow('lesson: answered 500, not 200');
    const id = await site.identities.idOf(CANARY_ADDRESS);
    expect(await site.stores.subscribers.get(id)).toMatchObject({ state: 'active', lessonNumber: 1 });
    const accounts = accountsOf(site.stores);
    expect(await audit({ ...site.stores, accounts, clock: site.clock })()).toMatchObject({
      due: 0,
      orphans: 0,
    });
    up = true;
    site.clock.advance(60 * MINUTE_MS);
    await story();
    expect(counted.get('StoryFinished')).toBe(1);
  });

  test.each([
    ['the confirmation mail', () => [], 'confirmation mail: nothing was heard of it in time'],
    [
      'the lesson',
      (all: MailEvent[]) => all.filter(({ kind }) => kind !== 'lesson'),
      'lesson mail: nothing was heard of it in time',
    ],
    [
      'the lesson of an earlier story only',
      (all: MailEvent[]) =>
        all.map((one) =>
          one.kind === 'lesson'
            ? { ...one, event: { ...one.event, at: one.event.at - 60 * MINUTE_MS } }
            : one,
        ),
      'lesson mail: nothing was heard of it in time',
    ],
  ])('is not finished when SES tells nothing of %s', async (_what, events, message) => {
    const { story, counted } = await canary({ events });
    await expect(story()).rejects.toThrow(message);
    expect(counted.get('StoryFinished')).toBeUndefined();
  });

  test.each([
    ['the form refuses her', '/signup', 'sign-up: answered 429'],
    ['the confirmation fails', '/confirm/', 'confirm: answered 429'],
    ['she cannot leave', '/unsubscribe/', 'leave: answered 429'],
  ])('is not finished when %s', async (_what, start, message) => {
    const refused = { status: 429, location: null, body: '' };
    const { story } = await canary({
      doors: (door) => ({
        post: async (path, fields) => (path.startsWith(start) ? refused : door.post(path, fields)),
      }),
    });
    await expect(story()).rejects.toThrow(message);
  });
});

test('the reserved address is known however it is cased, and no other of the simulator is', () => {
  expect(isCanary({ address: CANARY_ADDRESS.toUpperCase() })).toBe(true);
  expect(isCanary({ address: 'success@simulator.amazonses.com' })).toBe(false);
});
