import { webEnvironment } from '../../../lambdas/web/environment.ts';
import { composeWeb } from '../../../lambdas/web/wiring.ts';
import { systemClock } from '../../../lib/adapters/system/clock.ts';
import { hmacIdentities } from '../../../lib/adapters/tokens/hmac-identities.ts';
import { hmacTokens } from '../../../lib/adapters/tokens/hmac-tokens.ts';
import { parseKey, parseKeyring } from '../../../lib/adapters/tokens/keyring.ts';
import { spent } from '../cpu.ts';
import { startEndpoints } from '../endpoints.ts';
import { type Figure, figure, median, percentile } from '../figure.ts';
import { functionEnvironment } from '../function-environment.ts';

const WARM_UP = 200;
const REQUESTS = 800;
const P99_BAR_MS = 25;

/** Signing up and leaving, through the whole web function, one request after another. */
export async function web(): Promise<Figure[]> {
  await using endpoints = await startEndpoints();
  const environment = functionEnvironment(50, endpoints.url);
  const app = composeWeb(webEnvironment.parse(environment), () => '192.0.2.1');
  const tokens = hmacTokens(async () => parseKeyring(environment.TOKEN_KEYS), systemClock());
  const identities = hmacIdentities(async () => parseKey(environment.ADDRESS_KEY));
  const form = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' };
  const signUp = await timed(async (at) => {
    const body = new URLSearchParams({
      email: `mother-${at}@example.com`,
      noDate: 'yes',
      country: 'GB',
      consent: 'yes',
      firstName: 'Ada',
    });
    const { status } = await app.request('/signup', { method: 'POST', headers: form, body });
    if (status !== 303) throw new Error(`signing up answered ${status}`);
  });
  const leave = await timed(async (at) => {
    const id = await identities.idOf(`mother-${at}@example.com`);
    const token = await tokens.sign('unsubscribe', { id, subject: '' });
    const body = 'List-Unsubscribe=One-Click';
    const { status } = await app.request(`/unsubscribe/${token}`, { method: 'POST', headers: form, body });
    if (status !== 200) throw new Error(`leaving answered ${status}`);
  });
  return [
    ...figuresOf('signup', 'a sign-up POST', signUp),
    ...figuresOf('unsubscribe', 'an unsubscribe POST', leave),
  ];
}

function figuresOf(name: string, per: string, { times, cpuMs }: Timed): Figure[] {
  return [
    figure(`${name}-p50`, median(times), 'ms', per),
    figure(`${name}-p99`, percentile(times, 0.99), 'ms', per, { what: 'bar', value: P99_BAR_MS }),
    figure(`${name}-cpu`, cpuMs / times.length, 'ms CPU', per),
  ];
}

interface Timed {
  times: number[];
  cpuMs: number;
}

async function timed(request: (at: number) => Promise<void>): Promise<Timed> {
  for (let at = 0; at < WARM_UP; at += 1) await request(at);
  const times: number[] = [];
  const { cpuMs } = await spent(async () => {
    for (let at = 0; at < REQUESTS; at += 1) {
      const before = performance.now();
      await request(WARM_UP + at);
      times.push(performance.now() - before);
    }
  });
  return { times, cpuMs };
}
