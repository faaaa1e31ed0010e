import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { InboxStore } from './inbox-store.ts';
import { isOwnIncoming, NOT_OURS } from './own-pages.ts';
import { closeServer, LOOPBACK, startEmulator, urlOf } from './ses-emulator.ts';
import { type AcceptedMail, sesEventsFor } from './ses-events.ts';

export interface InboxOptions {
  /** 0 picks a free one. */
  port: number;
  /** The SQLite file that holds mails and events. */
  file: string;
  /** Course time. */
  now: () => number;
  /** Takes one event, the JSON that SES publishes; answers once it is stored. Called again when it throws. */
  publish: (event: string) => Promise<void>;
}

export interface Inbox {
  url: string;
  /** Events that are on disk and not yet taken. */
  pendingEvents(): number;
  close(): Promise<void>;
}

const RETRY_MS = 200;

/**
 * An SES v1 endpoint for SendRawEmail with an inbox to look into. aws-ses-v2-local reads the mails and serves the
 * page; in front of it each mail and its events are written to disk before acceptance is answered, and the page
 * reads them from there, so that a restart loses none and memory does not grow with their number.
 */
export async function startInbox({ port, file, now, publish }: InboxOptions): Promise<Inbox> {
  const emulator = await startEmulator();
  const emulatorUrl = urlOf(emulator);
  const store = new InboxStore(file);
  const events = publisher(store, publish);
  const accept = inTurn((form: URLSearchParams, authorization: string) =>
    acceptMail({ store, emulatorUrl, now }, form, authorization),
  );
  const server = createServer((request, response) => {
    if (!isOwnIncoming(request)) {
      response.writeHead(403).end(NOT_OURS);
      return;
    }
    answer(request, response, { store, emulatorUrl, accept, wake: events.wake }).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else response.writeHead(500).end(error instanceof Error ? error.name : 'error');
    });
  });
  server.listen(port, LOOPBACK);
  await once(server, 'listening').catch(async (error: unknown) => {
    await Promise.all([events.stop(), closeServer(emulator)]);
    store[Symbol.dispose]();
    throw error;
  });
  events.wake();
  return {
    url: urlOf(server),
    pendingEvents: () => store.pendingEvents(),
    async close() {
      await Promise.all([closeServer(server), closeServer(emulator), events.stop()]);
      store[Symbol.dispose]();
    },
  };
}

interface InboxSession {
  store: InboxStore;
  emulatorUrl: string;
  accept: (form: URLSearchParams, authorization: string) => Promise<Answer>;
  wake: () => void;
}
interface Answer {
  status: number;
  body: string;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  session: InboxSession,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://inbox');
  switch (`${request.method} ${url.pathname}`) {
    case 'POST /': {
      const form = new URLSearchParams(await textOf(request));
      const { status, body } = await session.accept(form, request.headers.authorization ?? '');
      session.wake();
      response.writeHead(status, { 'content-type': 'text/xml' }).end(body);
      return;
    }
    case 'GET /store':
      response.writeHead(200, { 'content-type': 'application/json' });
      await pipeline(
        Readable.from(storeJson(session.store, Number(url.searchParams.get('since') ?? 0))),
        response,
      );
      return;
    case 'GET /get-emlContent': {
      const raw = session.store.rawOf(url.searchParams.get('messageId') ?? '');
      if (raw === null) response.writeHead(404).end('no such mail');
      else response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end(raw);
      return;
    }
    case 'POST /clear-store':
      session.store.clear();
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"message":"Store cleared"}');
      return;
    case 'GET /':
    case 'GET /health-check': {
      const page = await fetch(new URL(url.pathname, session.emulatorUrl));
      const type = page.headers.get('content-type') ?? 'text/plain';
      response.writeHead(page.status, { 'content-type': type }).end(await page.text());
      return;
    }
    default:
      response.writeHead(404).end('not here');
  }
}

/** The store as aws-ses-v2-local writes it. `since` is in seconds. */
function* storeJson(store: InboxStore, since: number): Generator<string> {
  yield '{"templates":{},"emails":[';
  let comma = '';
  for (const shown of store.shown(Number.isFinite(since) ? since * 1_000 : 0)) {
    yield comma + shown;
    comma = ',';
  }
  yield ']}';
}

const shownMails = z.object({ emails: z.array(z.looseObject({ from: z.string() })) });

/** Lets the emulator read a mail, and takes it over to disk with its events. One at a time: its store is emptied. */
async function acceptMail(
  { store, emulatorUrl, now }: { store: InboxStore; emulatorUrl: string; now: () => number },
  form: URLSearchParams,
  authorization: string,
): Promise<Answer> {
  if (form.get('Action') !== 'SendRawEmail')
    return refusal('InvalidAction', 'Only SendRawEmail is answered here.');
  const headers = { authorization };
  const read = await fetch(emulatorUrl, { method: 'POST', body: form, headers });
  if (!read.ok)
    return refusal(
      read.status === 403 ? 'MissingAuthenticationToken' : 'InvalidParameterValue',
      'not a mail',
    );
  await read.arrayBuffer();
  const { emails } = shownMails.parse(await (await fetch(new URL('/store', emulatorUrl))).json());
  await (await fetch(new URL('/clear-store', emulatorUrl), { method: 'POST' })).arrayBuffer();
  const shown = emails.at(-1);
  if (shown === undefined) throw new Error('the emulated SES answered for a mail that it does not hold');
  const mail = mailOf(form, shown.from, now());
  store.keep(
    mail,
    { ...shown, messageId: mail.messageId, at: Math.floor(mail.at / 1_000) },
    sesEventsFor(mail),
  );
  return { status: 200, body: acceptance(mail.messageId) };
}

function mailOf(form: URLSearchParams, from: string, at: number): AcceptedMail {
  const names = members(form, 'Tags.member', '.Name');
  const values = members(form, 'Tags.member', '.Value');
  return {
    messageId: `0100${randomBytes(14).toString('hex')}-000000`,
    at,
    source: form.get('Source') ?? from,
    destination: members(form, 'Destinations.member', ''),
    raw: Buffer.from(form.get('RawMessage.Data') ?? '', 'base64'),
    tags: Object.fromEntries(names.map((name, index) => [name, values[index] ?? ''])),
    configurationSet: form.get('ConfigurationSetName'),
  };
}

/** `<prefix>.1<suffix>`, `<prefix>.2<suffix>`, ... as AWS's query protocol numbers a list. */
function members(form: URLSearchParams, prefix: string, suffix: string): string[] {
  const values: string[] = [];
  for (let n = 1; ; n += 1) {
    const value = form.get(`${prefix}.${n}${suffix}`);
    if (value === null) return values;
    values.push(value);
  }
}

const XMLNS = 'xmlns="http://ses.amazonaws.com/doc/2010-12-01/"';

function acceptance(messageId: string): string {
  return `<SendRawEmailResponse ${XMLNS}><SendRawEmailResult><MessageId>${messageId}</MessageId></SendRawEmailResult></SendRawEmailResponse>`;
}

function refusal(code: string, message: string): Answer {
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>`;
  return { status: 400, body: `<ErrorResponse ${XMLNS}>${error}</ErrorResponse>` };
}

/** Hands events over in order; one that is not taken is offered again. A kill in between offers it twice. */
function publisher(store: InboxStore, publish: (event: string) => Promise<void>) {
  const stopping = new AbortController();
  let running: Promise<void> | null = null;
  const drain = async () => {
    for (;;) {
      const event = stopping.signal.aborted ? null : store.nextEvent();
      if (event === null) return;
      const taken = await publish(event.body).then(
        () => true,
        () => false,
      );
      if (taken) store.dropEvent(event.seq);
      else await sleep(RETRY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  return {
    wake() {
      running ??= drain().finally(() => {
        running = null;
      });
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

function inTurn<A extends unknown[], R>(work: (...args: A) => Promise<R>): (...args: A) => Promise<R> {
  let last: Promise<unknown> = Promise.resolve();
  return (...args) => {
    const next = last.then(() => work(...args));
    last = next.catch(() => undefined);
    return next;
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
