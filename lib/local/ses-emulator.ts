import { once } from 'node:events';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';

/** Required and not imported: hosts differ in what they make of a CommonJS module's `default`. */
const emulator: typeof import('aws-ses-v2-local') = createRequire(import.meta.url)('aws-ses-v2-local');

export const LOOPBACK = '127.0.0.1';

/** Starts aws-ses-v2-local on a free port of this machine. Its store lives in this process's memory. */
export function startEmulator(): Promise<Server> {
  return emulator.default({ host: LOOPBACK, port: 0 });
}

export function urlOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port');
  return `http://${LOOPBACK}:${address.port}`;
}

/** Ends a server together with the connections that are kept open. */
export async function closeServer(server: Server): Promise<void> {
  const listening = server.listening;
  server.close();
  server.closeAllConnections();
  if (listening) await once(server, 'close');
}
