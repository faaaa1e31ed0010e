import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';

/** The course as a person starts it: a process of its own, on real ports, over a data folder that outlives it. */
export interface LocalCourse {
  siteUrl: string;
  inboxUrl: string;
  dataDir: string;
  /** SIGKILL, and not a moment to tidy up. */
  kill(): Promise<void>;
  /** Starts it again, with more variables where they are given. */
  start(environment?: Record<string, string>): Promise<void>;
  /** Ctrl+C; answers the exit code. */
  interrupt(): Promise<number>;
  mails(): Promise<ReceivedMail[]>;
  /** Moves the course's clock; answers how many lessons went. */
  advance(by: string): Promise<{ now: string; sent: number }>;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface ReceivedMail {
  subject: string;
  to: string;
  text: string;
  html: string;
}

const ROOT = join(import.meta.dirname, '..');

export async function localCourse(environment: Record<string, string> = {}): Promise<LocalCourse> {
  const dataDir = mkdtempSync(join(tmpdir(), 'strong-weeks-'));
  const [port, inboxPort] = [await freePort(), await freePort()];
  const siteUrl = `http://127.0.0.1:${port}`;
  const inboxUrl = `http://127.0.0.1:${inboxPort}`;
  let process: ChildProcess | null = null;
  const course: LocalCourse = {
    siteUrl,
    inboxUrl,
    dataDir,
    async start(more = environment) {
      const own = { PORT: String(port), INBOX_PORT: String(inboxPort), DATA_DIR: dataDir };
      process = startLocal({ ...own, ...more });
      await answers(`${siteUrl}/health`, process);
    },
    async kill() {
      if (process === null || hasEnded(process)) return;
      const gone = once(process, 'exit');
      process.kill('SIGKILL');
      await gone;
      process = null;
    },
    async interrupt() {
      if (process === null) throw new Error('it is not running');
      const gone = once(process, 'exit');
      process.kill('SIGINT');
      const [code] = await gone;
      process = null;
      return code;
    },
    async mails() {
      return storeSchema.parse(await (await fetch(`${inboxUrl}/store`)).json()).emails;
    },
    async advance(by) {
      const response = await fetch(`${siteUrl}/_local/clock`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ advance: by }),
      });
      return movedSchema.parse(await response.json());
    },
    async [Symbol.asyncDispose]() {
      await course.kill();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  await course.start();
  return course;
}

/** `node bin/local.ts`, with `--build` as `npm start` gives it, with nothing of AWS in its environment but what is given. */
export function startLocal(
  environment: Record<string, string>,
  ...options: readonly '--build'[]
): ChildProcess {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
  return spawn(process.execPath, ['bin/local.ts', ...options], {
    cwd: ROOT,
    env: { ...Object.fromEntries(inherited), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

const storeSchema = z.object({
  emails: z.array(
    z
      .object({
        subject: z.string(),
        destination: z.object({ to: z.array(z.string()) }),
        body: z.object({ text: z.string(), html: z.string() }),
      })
      .transform(({ subject, destination, body }) => ({ subject, to: destination.to.join(), ...body })),
  ),
});
const movedSchema = z.object({ now: z.string(), sent: z.number() });

/**
 * A port below those that the system gives to outgoing connections (Linux: from 32768; RFC 6335: from 49152), so that
 * none of them takes it before the server under test does.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(10_000, 32_000);
    const server = createServer().listen(port, '127.0.0.1');
    const isFree = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    if (!isFree) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
}

const PATIENCE_MS = 300_000;

/** Asks until `check` is content; throws after five minutes, since the machine may be busy. */
export async function eventually<T>(ask: () => Promise<T>, check: (answer: T) => boolean): Promise<T> {
  for (const end = performance.now() + PATIENCE_MS; performance.now() < end; ) {
    const answer = await ask();
    if (check(answer)) return answer;
    await sleep(100);
  }
  throw new Error('it did not come about within five minutes');
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

async function answers(url: string, process: ChildProcess): Promise<void> {
  let said = '';
  process.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  process.stdout?.resume();
  await eventually(
    async () => {
      if (hasEnded(process)) throw new Error(`the runner ended: ${said}`);
      return fetch(url).then(
        (response) => response.ok,
        () => false,
      );
    },
    (up) => up,
  );
}
