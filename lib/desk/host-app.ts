import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { getCookie, setCookie } from 'hono/cookie';
import { html } from 'hono/html';
import { NOT_OURS } from '../local/own-pages.ts';
import type { Door } from './door.ts';

const COOKIE = 'desk';
const MOST_BYTES = 1024;

interface Hosted {
  desk: Pick<Hono, 'fetch'>;
  door: Door;
  /** Where it listens: `192.168.1.5:8010`. */
  host(): string;
}

/**
 * The desk for the coach's phone, in her own network: nothing of it is seen or saved before a code was typed. It answers to
 * its own address only: a foreign name that leads here (DNS rebinding), and a foreign page that sends here, are refused.
 */
export function hostApp({ desk, door, host }: Hosted): Hono {
  const app = new Hono();
  app.use(async ({ req, text }, next) => {
    const origin = req.header('origin');
    const own = req.header('host') === host() && (origin === undefined || origin === `http://${host()}`);
    return own ? next() : text(NOT_OURS, 403);
  });
  app.post('/enter', bodyLimit({ maxSize: MOST_BYTES }), async (c) => {
    const { code } = await c.req.parseBody();
    const entered = door.enter(typeof code === 'string' ? code : '');
    if (entered.kind !== 'in') return c.html(entryPage(door.offer(), entered.kind === 'wrong'), 401);
    setCookie(c, COOKIE, entered.visit, { httpOnly: true, sameSite: 'Strict', path: '/' });
    return c.redirect('/', 303);
  });
  app.all('*', (c) => {
    if (door.isIn(getCookie(c, COOKIE))) return desk.fetch(c.req.raw);
    c.header('Cache-Control', 'no-store');
    return c.html(entryPage(door.offer(), false), 401);
  });
  return app;
}

function entryPage(codeWorks: boolean, wrong: boolean) {
  const says = !codeWorks
    ? 'No code works now. Wait a minute, then load this page again: a new one stands in the terminal.'
    : wrong
      ? 'That is not the code. Look at the last one in the terminal.'
      : 'It stands in the terminal on the computer where the desk runs. It works once, for 10 minutes.';
  return html`<!doctype html>
<html lang="en" dir="ltr">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>The coach’s desk</title>
<style>:root{color-scheme:light dark}body{margin:0;padding:24px;font:18px/1.5 system-ui,sans-serif}main{max-width:32ch;margin:0 auto}input,button{font:inherit;padding:12px;width:100%;box-sizing:border-box;margin:6px 0}</style></head>
<body><main><h1>The coach’s desk</h1><form method="post" action="/enter"><label for="code">Code</label>
<input id="code" name="code" autocomplete="one-time-code" autocapitalize="none" spellcheck="false" required autofocus aria-describedby="says"><p id="says" role="status">${says}</p><button>Open the desk</button></form></main></body></html>`;
}
