import { type Context, Hono } from 'hono';
import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import { parseSesEvent } from '../adapters/ses/events.ts';
import type { Instant } from '../domain/calendar.ts';
import type { SubscriberStore } from '../ports/subscriber-store.ts';
import type { SuppressionStore } from '../ports/suppression-store.ts';
import type { CourseClock } from './course-clock.ts';
import { type clockMover, LATEST, type Moved } from './move-clock.ts';
import { isOwnRequest, NOT_OURS } from './own-pages.ts';
import { panelPage } from './panel.ts';

export interface LocalRoutesDeps {
  clock: CourseClock;
  moveClock: ReturnType<typeof clockMover>;
  /** Answers when the event is stored. */
  publish(event: string): Promise<void>;
  subscribers: Pick<SubscriberStore, 'all'>;
  suppressions: Pick<SuppressionStore, 'all'>;
  inboxUrl: string;
  /** The port of the site, which names its own pages. */
  port: number;
}

const request = z.union([
  z.strictObject({ advance: z.string().transform(duration) }),
  z.strictObject({ now: z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)) }),
]);

/** What exists only on this machine: the clock, the door for SES events, and the panel (docs/rules/data.md#local-runner). */
export function localRoutes(deps: LocalRoutesDeps): Hono {
  const routes = new Hono();
  routes.use(async ({ req, text }, next) => {
    const own = isOwnRequest(req.header('host'), req.header('origin'), deps.port);
    return own ? next() : text(NOT_OURS, 403);
  });
  routes.get('/', async (context) => {
    const unreadable = new Set<string>();
    const note = (id: string) => unreadable.add(id);
    const subscribers = await Array.fromAsync(deps.subscribers.all(note));
    const { length: suppressed } = await Array.fromAsync(deps.suppressions.all(note));
    const sent = context.req.query('sent');
    const moved = sent === undefined ? '' : `Moved on. ${sent} ${sent === '1' ? 'lesson' : 'lessons'} went.`;
    const unread = unreadable.size === 0 ? '' : `Records that cannot be read: ${[...unreadable].join(' ')}.`;
    const notice = `${moved} ${unread}`.trim() || null;
    return context.html(
      panelPage({ now: deps.clock.now(), inboxUrl: deps.inboxUrl, subscribers, suppressed, notice }),
    );
  });
  routes.post('/clock', async (context) => {
    const fromForm = !context.req.header('content-type')?.startsWith('application/json');
    const asked = request.safeParse(fromForm ? await context.req.parseBody() : await jsonOf(context));
    if (!asked.success) {
      return context.json(
        { error: 'send {"advance":"P7D"} (ISO 8601) or {"now":"2026-12-01T09:00:00Z"}' },
        422,
      );
    }
    const { data } = asked;
    const moved = await deps.moveClock((now) => ('now' in data ? data.now : after(now, data.advance)));
    return fromForm && moved.kind === 'moved'
      ? context.redirect(`/_local/?sent=${moved.sent}`, 303)
      : answer(context, moved);
  });
  routes.post('/events', async (context) => {
    const event = await context.req.text();
    const fault = faultOf(event);
    if (fault !== null) return context.json({ error: `this is no event of SES: ${fault}` }, 422);
    await deps.publish(event);
    return context.json({ stored: true });
  });
  return routes;
}

function answer(context: Context, moved: Moved) {
  const now = new Date(moved.now).toISOString();
  if (moved.kind === 'moved') return context.json({ now, sent: moved.sent });
  const error =
    moved.kind === 'too-far'
      ? `the course clock goes no further than ${new Date(LATEST).toISOString()}: it is ${now}`
      : `the course clock never goes back: it is ${now}`;
  return context.json({ error, now }, 422);
}

/** The same reading as the record function's: what it would throw on is told to the sender, and not kept. */
function faultOf(event: string): string | null {
  try {
    parseSesEvent(event);
    return null;
  } catch (error) {
    return error instanceof z.core.$ZodError ? z.prettifyError(error).replaceAll('\n', ' ') : String(error);
  }
}

async function jsonOf(context: Context): Promise<unknown> {
  return context.req.json().catch(() => null);
}

function duration(text: string, context: z.RefinementCtx): Temporal.Duration {
  try {
    return Temporal.Duration.from(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'not an ISO 8601 duration such as P7D' });
    return z.NEVER;
  }
}

/** Days are calendar days in UTC. Infinity where no calendar reaches. */
function after(now: Instant, by: Temporal.Duration): Instant {
  try {
    return Temporal.Instant.fromEpochMilliseconds(Math.trunc(now)).toZonedDateTimeISO('UTC').add(by)
      .epochMilliseconds;
  } catch (error) {
    if (error instanceof RangeError) return Number.POSITIVE_INFINITY;
    throw error;
  }
}
