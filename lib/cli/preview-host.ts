import { randomBytes, randomInt } from 'node:crypto';
import { networkInterfaces } from 'node:os';
import { serve } from '@hono/node-server';
import type { Hono } from 'hono';
import { Door } from '../desk/door.ts';
import { hostApp } from '../desk/host-app.ts';
import { isOwnRequest } from '../local/own-pages.ts';
import { CommandFailure, type Terminal } from './terminal.ts';

/** Without letters and digits that are taken for one another. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const CODE_LENGTH = 8;
/** Networks at home and in an office (RFC 1918, RFC 3927): the desk is never opened to the whole internet. */
const PRIVATE = /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.)/;

interface Hosting {
  desk: Hono;
  addresses: readonly string[];
  port: number;
  terminal: Terminal;
  now(): number;
}

/** Opens the desk to the same network, behind a code that stands in the terminal alone. */
export async function openToNetwork({ desk, addresses, port, terminal, now }: Hosting): Promise<void> {
  const door = new Door({
    now,
    newCode,
    newVisit: () => randomBytes(32).toString('base64url'),
    show: (code) => terminal.out(`Code for the phone: ${code}  (works once, for 10 minutes)`),
  });
  for (const address of addresses) {
    const host = `${address}:${port}`;
    await listen(hostApp({ desk, door, host: () => host }), address, port);
    terminal.out(`On a phone in the same network: http://${host}/`);
  }
  door.offer();
  terminal.note('Whoever has the code reads and edits the course. Plain HTTP: only in a network you trust.');
}

/** Serves an app at one address of this machine; answers its port and how to close it. */
export function listen(app: Hono, hostname: string, port: number): Promise<{ port: number; close(): void }> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port, hostname }, (info) =>
      resolve({ port: info.port, close: () => void server.close() }),
    );
    server.once('error', ({ message }: Error) =>
      reject(new CommandFailure(`port ${port} of ${hostname} does not open: ${message}`)),
    );
  });
}

/** Whether a request is to the desk on this machine, or to one of the addresses that it was opened at, and from no other page. */
export function isOwn(
  host: string | undefined,
  origin: string | undefined,
  addresses: readonly string[],
  port: number,
): boolean {
  if (isOwnRequest(host, origin, port)) return true;
  const opened = addresses.some((address) => host === `${address}:${port}`);
  return opened && (origin === undefined || origin === `http://${host}`);
}

/** Where this machine is found in its home or office network. */
export function networkAddresses(): string[] {
  const addresses = Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .filter(({ family, internal, address }) => family === 'IPv4' && !internal && PRIVATE.test(address))
    .map(({ address }) => address);
  if (addresses.length === 0)
    throw new CommandFailure(
      'this machine is in no home or office network, so no phone could find it: join one, then begin again',
    );
  return addresses;
}

/** `k7m2-p9xq`. */
function newCode(): string {
  const letters = Array.from({ length: CODE_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return `${letters.slice(0, CODE_LENGTH / 2)}-${letters.slice(CODE_LENGTH / 2)}`;
}
