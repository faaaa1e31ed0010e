import type { IncomingMessage } from 'node:http';

/**
 * Whether a request comes from this machine's own pages, or from no page at all. Any web page may send requests to
 * 127.0.0.1, and a foreign name may be made to lead there (DNS rebinding), so `Host` must be ours, and `Origin`, which
 * browsers send with every POST and with every request across origins, must be ours or absent.
 */
export function isOwnRequest(host: string | undefined, origin: string | undefined, port: number): boolean {
  const own = ['127.0.0.1', 'localhost', '[::1]'].map((name) => `${name}:${port}`);
  if (host === undefined || !own.includes(host.toLowerCase())) return false;
  return origin === undefined || own.some((name) => origin.toLowerCase() === `http://${name}`);
}

/** The same for a request of Node's own server, at the port that it came in by. */
export function isOwnIncoming({ headers, socket }: IncomingMessage): boolean {
  return isOwnRequest(headers.host, headers.origin, socket.localPort ?? 0);
}

export const NOT_OURS = 'This page answers to its own address on this machine only.\n';
