import { html, raw } from 'hono/html';
import { brand } from '../../lambdas/wiring/brand.ts';
import { courseOf } from '../../lambdas/wiring/course.ts';
import { coloursCss } from '../brand/css.ts';
import { localDate } from '../domain/calendar.ts';
import { decide } from '../domain/placement/decide.ts';
import { describeReasons } from '../domain/placement/reasons.ts';
import type { Subscriber } from '../domain/subscriber.ts';

interface Panel {
  now: number;
  inboxUrl: string;
  subscribers: readonly Subscriber[];
  suppressed: number;
  /** What the last move did, to be said once. */
  notice: string | null;
}

/** The panel of the local runner: who is on the course, what comes next and why, and buttons that move the clock. */
export function panelPage({ now, inboxUrl, subscribers, suppressed, notice }: Panel) {
  return html`<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${brand.name} on this machine</title>
<style>${raw(coloursCss() + STYLE)}</style>
</head>
<body><main>
<h1>${brand.name} on this machine</h1>
<p class="clock">It is <strong>${formatInstant(now)}</strong> for the course.</p>
${notice === null ? '' : html`<p class="notice" role="status">${notice}</p>`}
<form method="post" action="/_local/clock">
<button name="advance" value="P1D">A day on</button>
<button name="advance" value="P7D">A week on</button>
<button name="advance" value="P28D">Four weeks on</button>
</form>
<p><a href="/">Sign up</a> · <a href="${inboxUrl}">Look into the inbox</a></p>
<h2>${subscribers.length === 0 ? 'Nobody yet' : `Subscribers: ${subscribers.length}`}</h2>
${subscribers.length === 0 ? html`<p>Sign up, then follow the link in the mail that comes to the inbox.</p>` : table(subscribers)}
<p class="quiet">${suppressed} ${suppressed === 1 ? 'address' : 'addresses'} that get nothing (left, bounced or complained).</p>
</main></body></html>`;
}

function table(subscribers: readonly Subscriber[]) {
  return html`<div class="wide" role="region" aria-label="Subscribers" tabindex="0"><table>
<thead><tr><th>Address</th><th>State</th><th>Lessons</th><th>Last</th><th>Next</th><th>Why</th></tr></thead>
<tbody>${subscribers.map(row)}</tbody></table></div>`;
}

function row(subscriber: Subscriber) {
  const last = subscriber.recent.at(-1);
  const next = nextOf(subscriber);
  return html`<tr><td>${subscriber.address}</td><td>${subscriber.state}</td><td>${subscriber.lessonNumber}</td>
<td>${last === undefined ? '' : `${named(last.session, last.level)}, ${last.on}`}</td><td>${next.what}</td><td>${next.why}</td></tr>`;
}

function nextOf(subscriber: Subscriber): { what: string; why: string } {
  if (subscriber.state === 'stopped') {
    return { what: 'nothing', why: subscriber.why === 'finished' ? 'finished' : 'the address bounced' };
  }
  const day = localDate(subscriber.dueAt, subscriber.timeZone);
  const decision = decide(courseOf(), subscriber, day);
  return {
    what: `${named(decision.session, decision.level)}, ${formatInstant(subscriber.dueAt, subscriber.timeZone)}`,
    why: describeReasons(decision.reasons),
  };
}

function named(session: string, level: number | null): string {
  return level === null ? session : `${session} (level ${level})`;
}

function formatInstant(at: number, timeZone = 'UTC'): string {
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone });
  return timeZone === 'UTC' ? `${format.format(at)} UTC` : format.format(at);
}

const STYLE = `
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 17px/1.55 -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; }
main { max-width: 68rem; margin: 0 auto; padding: 32px 16px; }
h1, h2 { font-family: Georgia, serif; line-height: 1.2; } h1 { font-size: 28px; } h2 { font-size: 22px; margin-top: 40px; }
a { color: var(--accent); } .quiet { color: var(--muted); } .notice { border-left: 4px solid var(--calm); padding-left: 12px; }
form { display: flex; flex-wrap: wrap; gap: 8px; margin: 24px 0; }
button { min-height: 48px; padding: 0 24px; border: 0; border-radius: 10px; background: var(--accent); color: var(--on-accent); font: inherit; font-weight: 600; cursor: pointer; }
button:focus-visible, a:focus-visible { outline: 3px solid var(--calm); outline-offset: 2px; }
.wide { overflow-x: auto; background: var(--surface); border: 1px solid var(--line); border-radius: 14px; }
table { border-collapse: collapse; width: 100%; font-size: 16px; } th, td { text-align: left; padding: 12px 16px; border-bottom: 1px solid var(--line); vertical-align: top; }
th { color: var(--muted); font-weight: 600; } tbody tr:last-child td { border-bottom: 0; }`;
