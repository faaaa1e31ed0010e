import { DAY_MS, type Instant, localDate, SECOND_MS } from '../../domain/calendar.ts';
import { CANARY_ADDRESS } from '../../domain/canary.ts';
import type { CountryRule } from '../../domain/countries.ts';
import type { SubscriberId } from '../../domain/subscriber.ts';
import type { Clock } from '../../ports/clock.ts';
import type { EventInbox } from '../../ports/event-inbox.ts';
import type { Identities } from '../../ports/identities.ts';
import type { Ledger } from '../../ports/ledger.ts';
import type { MailEvent, MailKind } from '../../ports/mailer.ts';
import type { Metrics } from '../../ports/metrics.ts';
import type { Site, SiteAnswer } from '../../ports/site.ts';
import type { SubscriberStore } from '../../ports/subscriber-store.ts';
import type { TokenContent, TokenPurpose, Tokens } from '../../ports/tokens.ts';

/** Old enough for the on-ramp, so that each story begins with the same session. */
const BABY_AGE_MS = 100 * DAY_MS;
const ASK_AGAIN_MS = 2 * SECOND_MS;

export interface CheckDeps {
  site: Site;
  metrics: Metrics;
}

/** The site is up and shows the form. Throws, and counts nothing, when it is not: silence is what alarms. */
export function checkSite({ site, metrics }: CheckDeps) {
  return async (): Promise<void> => {
    expectStatus('health', await site.get('/health'), 200);
    const page = expectStatus('sign-up page', await site.get('/'), 200);
    if (!page.body.includes('action="/signup"')) throw new CanaryFailure('sign-up page', 'has no form');
    metrics.count('CheckFinished', 1);
  };
}

export interface StoryDeps extends CheckDeps {
  /** Where she says she lives. */
  home: CountryRule;
  clock: Clock;
  identities: Identities;
  tokens: Tokens;
  subscribers: Pick<SubscriberStore, 'get' | 'getSignUp'>;
  ledger: Pick<Ledger, 'of'>;
  inbox: EventInbox;
}

/**
 * The whole story of a mother of nobody's name, by the doors that every mother uses: the form, her links, the pages.
 * Mails cannot be read, so it makes the links in them itself, once SES has told that the mail went. It ends where it
 * began, and what an earlier one left half done is cleared first. Throws at the first step that does not come true.
 */
export function tellStory(deps: StoryDeps) {
  return async (deadline: Instant): Promise<void> => {
    const id = await deps.identities.idOf(CANARY_ADDRESS);
    await clearLast(deps, id);
    const began = deps.clock.machineNow();
    const waiting = { ...deps, id, deadline, since: began - ASK_AGAIN_MS };
    await join(deps, began);
    await heardOf(waiting, 'confirmation');
    await confirm(deps, id);
    const lesson = await heardOf(waiting, 'lesson');
    await recorded(waiting);
    await readLesson(deps, id, lesson);
    await leave(deps, id);
    if ((await deps.subscribers.get(id)) !== null)
      throw new CanaryFailure('leave', 'her record is still there');
    deps.metrics.count('StoryFinished', 1);
  };
}

/** The clocks of two machines differ: a form that came in the moment of leaving would be taken for an older one. */
const APART_MS = 2 * SECOND_MS;

async function clearLast(deps: StoryDeps, id: SubscriberId): Promise<void> {
  if ((await deps.subscribers.get(id)) === null) return;
  await leave(deps, id);
  await deps.clock.wait(APART_MS);
}

interface Waiting extends StoryDeps {
  id: SubscriberId;
  deadline: Instant;
  /** Events of an earlier story are not of this one. */
  since: Instant;
}

async function join({ site, home }: StoryDeps, now: Instant): Promise<void> {
  const answer = await site.post('/signup', {
    email: CANARY_ADDRESS,
    birthDate: localDate(now - BABY_AGE_MS, home.zone),
    country: home.code,
    timeZone: home.zone,
    pace: 'standard',
    consent: 'yes',
  });
  expectStatus('sign-up', answer, 303);
}

async function confirm(deps: StoryDeps, id: SubscriberId): Promise<void> {
  const signUp = await deps.subscribers.getSignUp(id);
  if (signUp === null) throw new CanaryFailure('confirm', 'her sign-up is not there');
  const path = await link(deps, 'confirm', { id, subject: signUp.signUpId });
  expectStatus('confirm page', await deps.site.get(path), 200);
  expectStatus('confirm', await deps.site.post(path, {}), 200);
}

async function readLesson(deps: StoryDeps, id: SubscriberId, { lesson }: MailEvent): Promise<void> {
  if (lesson === null) throw new CanaryFailure('lesson', 'its event names no lesson');
  const path = await link(deps, 'lesson', { id, subject: lesson.run, lesson: lesson.number });
  expectStatus('lesson', await deps.site.get(path), 200);
}

async function leave(deps: StoryDeps, id: SubscriberId): Promise<void> {
  const path = await link(deps, 'unsubscribe', { id, subject: '' });
  expectStatus('leave', await deps.site.post(path, { 'List-Unsubscribe': 'One-Click' }), 200);
}

async function link({ tokens }: StoryDeps, purpose: TokenPurpose, content: TokenContent): Promise<string> {
  return `/${purpose}/${await tokens.sign(purpose, content)}`;
}

/** Waits until SES told that it sent, or that a server took, a mail of this kind. */
async function heardOf(waiting: Waiting, kind: MailKind): Promise<MailEvent> {
  return until(waiting, `${kind} mail`, async () => {
    const events = await waiting.inbox.take();
    return events.find(
      (one) =>
        one.kind === kind &&
        one.subscriber === waiting.id &&
        one.event.at >= waiting.since &&
        ['send', 'delivery'].includes(one.event.kind),
    );
  });
}

/** Waits until the ledger of the lesson holds what SES told: the function record is at work. */
async function recorded(waiting: Waiting): Promise<void> {
  await until(waiting, 'ledger', async () => {
    const [line] = await waiting.ledger.of(waiting.id, 1);
    return line?.state === 'sent' && line.fate !== 'none' ? line : undefined;
  });
}

async function until<Value>(
  { clock, deadline }: Waiting,
  step: string,
  look: () => Promise<Value | undefined>,
): Promise<Value> {
  while (clock.machineNow() < deadline) {
    const value = await look();
    if (value !== undefined) return value;
    await clock.wait(ASK_AGAIN_MS);
  }
  throw new CanaryFailure(step, 'nothing was heard of it in time');
}

function expectStatus(step: string, answer: SiteAnswer, status: number): SiteAnswer {
  if (answer.status !== status) throw new CanaryFailure(step, `answered ${answer.status}, not ${status}`);
  return answer;
}

/** Names a step of the story and nobody. */
class CanaryFailure extends Error {
  override readonly name = 'CanaryFailure';
  constructor(step: string, what: string) {
    super(`${step}: ${what}`);
  }
}
