import { fileURLToPath } from 'node:url';
import type { Hono } from 'hono';
import { problems } from '../../../.build/words.js';
import { webApp } from '../../../lambdas/web/app.ts';
import { pictureFiles } from '../../../lib/adapters/pages/picture-files.ts';
import { systemChance } from '../../../lib/adapters/system/chance.ts';
import { hmacIdentities } from '../../../lib/adapters/tokens/hmac-identities.ts';
import { hmacTokens } from '../../../lib/adapters/tokens/hmac-tokens.ts';
import { type Keyring, parseKey } from '../../../lib/adapters/tokens/keyring.ts';
import { type Instant, localDate } from '../../../lib/domain/calendar.ts';
import { advance } from '../../../lib/domain/placement/advance.ts';
import { decide } from '../../../lib/domain/placement/decide.ts';
import { dueNow } from '../../../lib/domain/sending/schedule.ts';
import type { Active, SubscriberId } from '../../../lib/domain/subscriber.ts';
import type { Identities } from '../../../lib/ports/identities.ts';
import type { LessonLinks } from '../../../lib/ports/letters.ts';
import type { Mail } from '../../../lib/ports/mailer.ts';
import type { EnrolMessage, EnrolQueue, LessonMessage, LessonQueue } from '../../../lib/ports/queues.ts';
import type { CourseSettings } from '../../../lib/ports/settings.ts';
import type { Tokens } from '../../../lib/ports/tokens.ts';
import { type Enrolled, enrol } from '../../../lib/use-cases/sending/enrol.ts';
import { lessonLinks } from '../../../lib/use-cases/web/lesson-links.ts';
import { webUseCases } from '../../../lib/use-cases/web/web-use-cases.ts';
import { sampleLetters } from '../../adapters/letters/sample-letters.ts';
import { readHelp, samplePages } from '../../adapters/pages/every-page.ts';
import { at } from '../../builders.ts';
import { COURSE } from '../../course.ts';
import { TestClock } from '../../course-clock.ts';
import { memoryStores } from '../../memory/stores.ts';
import { noneUnreadable } from '../../none-unreadable.ts';
import { observed, observedStores, type SiteStores, type Watcher } from './observed.ts';
import { mounted, trainingSite } from './training-site.ts';
import { memoryLog, watched } from './watched.ts';

const SITE_URL = 'https://course.example';

const key = (fill: string) => Buffer.alloc(32, fill).toString('base64');

/** The whole site in memory, with enrol behind its queue and a mailbox that takes every mail. */
export interface Site {
  app: Hono;
  clock: TestClock;
  stores: SiteStores;
  tokens: Tokens;
  identities: Identities;
  /** Every mail that went out, oldest first. */
  mails: Mail[];
  lessonQueue: LessonMessage[];
  enrolQueue: EnrolMessage[];
  /** Everything that was logged, as text. */
  logged: string[];
  /** The sender's address of the requests that follow. */
  ip: string;
  /** A new key signs from now on; the old one still verifies. */
  rotateKey(): void;
  /** Every call of a store that may write, by name, in order. */
  writes: string[];
  /** Lets enrol work off what the web handed over; answers what became of each. */
  drain(): Promise<Enrolled[]>;
  /** Lets enrol do the next message alone. */
  once(): Promise<Enrolled>;
  /** Seconds by which enrol put a message off, oldest first. */
  delays: number[];
}

export async function openSite(
  options: {
    siteUrl?: string;
    settings?: Partial<CourseSettings>;
    /** In memory where not told otherwise. */
    stores?: (now: () => Instant) => SiteStores;
    /** Told of each call of a store, a queue, the tokens or the identities, which waits for it. */
    watcher?: Watcher;
    problems?: typeof problems;
  } = {},
): Promise<Site> {
  const { siteUrl = SITE_URL, problems: said = problems } = options;
  const clock = new TestClock(at('2026-11-23 10:00'));
  const writes: string[] = [];
  const open = options.stores ?? memoryStores;
  const watcher: Watcher = options.watcher ?? (async () => undefined);
  const stores = watched(
    observedStores(
      open(() => clock.now()),
      watcher,
    ),
    writes,
  );
  let keyring: Keyring = { sign: 'k1', keys: { k1: key('1') } };
  const tokens = observed(
    'tokens',
    hmacTokens(async () => keyring, clock),
    watcher,
  );
  const identities = observed(
    'identities',
    hmacIdentities(async () => parseKey(key('a'))),
    watcher,
  );
  const letters = sampleLetters();
  const settings: CourseSettings = {
    siteUrl,
    sendRatePerSecond: 1_000_000,
    signUpsPerHourPerNetwork: 60,
    signUpsPerHourInAll: 10_000,
    mayReceive: 'everyone',
    ...options.settings,
  };
  const logged: string[] = [];
  const log = memoryLog(logged);
  const lessonQueue: LessonMessage[] = [];
  const enrolQueue: EnrolMessage[] = [];
  const mails: Mail[] = [];
  const delays: number[] = [];
  const shared = {
    course: COURSE,
    ...stores,
    clock,
    chance: systemChance,
    identities,
    tokens,
    letters,
    log,
    settings,
    metrics: { count: () => undefined, milliseconds: () => undefined },
  };
  const enrolled = enrol({
    ...shared,
    queue: {
      send: async (message, delaySeconds = 0) => {
        enrolQueue.push(message);
        delays.push(delaySeconds);
      },
    },
    mailer: {
      send: async (mail) => {
        mails.push(mail);
        return { kind: 'accepted', messageId: `m${mails.length}` };
      },
    },
  });
  const handedOver = observed<EnrolQueue>(
    'enrolQueue',
    { send: async (message) => void enrolQueue.push(message) },
    watcher,
  );
  const clientAddress = () => site.ip;
  const training = trainingSite(siteUrl, { ...shared, enrolQueue: handedOver }, clientAddress, said);
  const site: Site = {
    ...{ clock, stores, tokens, identities, mails, lessonQueue, enrolQueue, logged, writes, delays },
    ip: '203.0.113.7',
    app: mounted(
      training,
      webApp({
        useCases: webUseCases({
          ...shared,
          lessonQueue: observed<Pick<LessonQueue, 'send'>>(
            'lessonQueue',
            { send: async (messages) => void lessonQueue.push(...messages) },
            watcher,
          ),
          enrolQueue: handedOver,
        }),
        name: 'Strong Weeks',
        pages: samplePages(siteUrl),
        problems: said,
        picture: pictureFiles(fileURLToPath(new URL('../../../.build/pictures', import.meta.url))),
        help: readHelp,
        exits: COURSE.exits,
        ...{ asked: null, clock, log },
        settings,
        clientAddress,
      }),
    ),
    rotateKey: () => {
      keyring = { sign: 'k2', keys: { ...keyring.keys, k2: key('2') } };
    },
    once: async () => {
      const message = enrolQueue.shift();
      if (message === undefined) throw new Error('nothing is queued');
      return enrolled(message);
    },
    drain: async () => {
      const outcomes: Enrolled[] = [];
      const waiting = enrolQueue.splice(0);
      for (const message of waiting) outcomes.push(await enrolled(message));
      return outcomes;
    },
  };
  return site;
}

/** What a mother types; overrides replace, null leaves a field out. */
export function signUpFields(overrides: Record<string, string | null> = {}): Record<string, string> {
  const fields = {
    email: 'anna@example.com',
    firstName: 'Anna',
    birthDate: '2026-01-05',
    country: 'GB',
    consent: 'yes',
    ...overrides,
  };
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== null),
  );
}

export function post(
  site: Site,
  path: string,
  fields: Record<string, string> = {},
  headers: Record<string, string> = {},
) {
  return site.app.request(path, { method: 'POST', body: new URLSearchParams(fields), headers });
}

/** Signs up and lets enrol send the confirmation mail; answers the path of its link, or null when none went. */
export async function signUp(
  site: Site,
  overrides: Record<string, string | null> = {},
): Promise<string | null> {
  const before = site.mails.length;
  await post(site, '/signup', signUpFields(overrides));
  await site.drain();
  const mail = site.mails.slice(before).find(({ kind }) => kind === 'confirmation');
  return mail === undefined ? null : linkIn(mail, 'confirm');
}

export function linkIn(mail: Mail, purpose: string): string {
  const path = new RegExp(`/${purpose}/[\\w.-]+`).exec(mail.text)?.[0];
  if (path === undefined) throw new Error(`no ${purpose} link in the mail`);
  return path;
}

/** Signs up and confirms; answers the record. */
export async function joined(site: Site, overrides: Record<string, string | null> = {}): Promise<Active> {
  const path = await signUp(site, overrides);
  if (path === null) throw new Error('no confirmation mail went');
  await post(site, path);
  return active(site, overrides['email'] ?? 'anna@example.com');
}

export async function idOf(site: Site, email: string): Promise<SubscriberId> {
  return site.identities.idOf(email.toLowerCase());
}

export async function active(site: Site, email = 'anna@example.com'): Promise<Active> {
  const subscriber = await site.stores.subscribers.get(await idOf(site, email));
  if (subscriber?.state !== 'active') throw new Error(`not active: ${subscriber?.state ?? 'nobody'}`);
  return subscriber;
}

/** What deliver does to the record when the lesson that is due goes now: the clock moves to its moment first. */
export async function sendLesson(site: Site, email = 'anna@example.com'): Promise<Active> {
  const her = await active(site, email);
  site.clock.advance(Math.max(0, her.dueAt - site.clock.now()));
  const on = localDate(site.clock.now(), her.timeZone);
  const decision = decide(COURSE, her, on);
  const progressed = { ...her, ...advance(COURSE, her, decision, on) };
  const due = dueNow(progressed);
  const next = { ...progressed, dueAt: due.dueAt, dueOn: due.dueOn };
  await site.stores.subscribers.replace(next, 'settle');
  await site.stores.ledger.put({
    ...{ id: her.id, run: her.run, dueOn: her.dueOn, dueAt: her.dueAt, state: 'sent' },
    number: next.lessonNumber,
    session: decision.session,
    level: decision.level,
    reason: 'next',
    attempt: `attempt-${next.lessonNumber}`,
    messageId: `message-${next.lessonNumber}`,
    at: site.clock.now(),
    seen: [],
    fate: 'none',
    fateAt: null,
    otherAttempts: [],
  });
  return active(site, email);
}

/** The links of the lesson that went last, as paths. */
export async function linksOf(site: Site, email = 'anna@example.com'): Promise<LessonLinks> {
  const her = await active(site, email);
  return lessonLinks(site.tokens, { siteUrl: '', exits: COURSE.exits }, her, her.lessonNumber);
}

/** All that is held anywhere, as text, to be searched or compared. */
export async function everythingHeld(site: Site): Promise<string> {
  const { subscribers, ledger, suppressions, counts, limits } = site.stores;
  const known = await Array.fromAsync(subscribers.all(noneUnreadable));
  return JSON.stringify({
    subscribers: known,
    lines: await Array.fromAsync(ledger.all(noneUnreadable)),
    suppressions: await Array.fromAsync(suppressions.all(noneUnreadable)),
    counts: await counts.all(),
    rest: await Promise.all(
      known.map(async ({ id }) => [await subscribers.everything(id), await limits.mails(id)]),
    ),
    queues: [site.lessonQueue, site.enrolQueue],
  });
}
