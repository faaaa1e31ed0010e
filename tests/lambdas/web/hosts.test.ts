import { request } from 'node:http';
import { connect } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { handle, type LambdaEvent } from 'hono/aws-lambda';
import { describe, expect, test } from 'vitest';
import { serveSite } from './served-site.ts';
import { joined, linksOf, openSite, type Site, signUpFields } from './site.ts';

type HttpEvent = Extract<LambdaEvent, { rawPath: string }>;

/** An event of API Gateway's HTTP API, payload format 2.0. */
function httpEvent(method: string, path: string, overrides: Partial<HttpEvent> = {}): HttpEvent {
  const http = { method, path, protocol: 'HTTP/1.1', sourceIp: '203.0.113.7', userAgent: 'Test/1' };
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: '',
    headers: { host: 'course.example' },
    body: null,
    isBase64Encoded: false,
    requestContext: {
      accountId: '1',
      apiId: 'api',
      authentication: null,
      authorizer: {},
      domainName: 'course.example',
      domainPrefix: 'course',
      http,
      requestId: 'r',
      routeKey: '$default',
      stage: '$default',
      time: '23/Nov/2026:10:00:00 +0000',
      timeEpoch: 0,
    },
    ...overrides,
  };
}

async function inLambda(site: Site, event: HttpEvent) {
  const answer = await handle(site.app)(event);
  if (!('statusCode' in answer)) throw new Error('not an answer of format 2.0');
  return answer;
}

const form = 'application/x-www-form-urlencoded';

describe('behind API Gateway', () => {
  test.each([
    ['plain', (text: string) => ({ body: text, isBase64Encoded: false })],
    ['base64', (text: string) => ({ body: Buffer.from(text).toString('base64'), isBase64Encoded: true })],
  ])('a form in a %s body signs up', async (_name, encode) => {
    const site = await openSite();
    const text = new URLSearchParams(signUpFields()).toString();
    const event = httpEvent('POST', '/signup', { headers: { 'content-type': form }, ...encode(text) });
    const answer = await inLambda(site, event);
    expect(answer).toMatchObject({ statusCode: 303, headers: { location: '/check-your-inbox' } });
    expect(site.enrolQueue).toHaveLength(1);
  });

  test.each([
    ['urlencoded', form, 'List-Unsubscribe=One-Click'],
    [
      'multipart',
      'multipart/form-data; boundary=b',
      '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n',
    ],
  ])('one click in a base64 body leaves: %s', async (_name, type, text) => {
    const site = await openSite();
    const { id } = await joined(site);
    const { unsubscribe } = await linksOf(site);
    const event = httpEvent('POST', unsubscribe, {
      headers: { 'content-type': type },
      body: Buffer.from(text).toString('base64'),
      isBase64Encoded: true,
    });
    expect((await inLambda(site, event)).statusCode).toBe(200);
    expect(await site.stores.subscribers.get(id)).toBeNull();
  });

  test('a packed page and a font arrive whole', async () => {
    const site = await openSite();
    const packed = await inLambda(
      site,
      httpEvent('GET', '/', { headers: { 'accept-encoding': 'gzip, br' } }),
    );
    expect(packed).toMatchObject({ isBase64Encoded: true, headers: { 'content-encoding': 'gzip' } });
    const html = gunzipSync(Buffer.from(packed.body ?? '', 'base64')).toString();
    expect(html).toMatch(/<\/html>\s*$/);
    const sheet = /\/assets\/site\.\w+\.css/.exec(html)?.[0] ?? '';
    const css = await inLambda(site, httpEvent('GET', sheet));
    const font = /\/assets\/literata\.\w+\.woff2/.exec(css.body ?? '')?.[0] ?? '';
    const answer = await inLambda(site, httpEvent('GET', font));
    expect(answer.isBase64Encoded).toBe(true);
    expect(
      Buffer.from(answer.body ?? '', 'base64')
        .subarray(0, 4)
        .toString(),
    ).toBe('wOF2');
  });

  test('a body over 10 KB is answered with 413', async () => {
    const site = await openSite();
    const event = httpEvent('POST', '/signup', {
      headers: { 'content-type': form },
      body: 'x'.repeat(11_000),
    });
    expect((await inLambda(site, event)).statusCode).toBe(413);
  });
});

describe('on a socket of this machine', () => {
  const served = serveSite();

  /** Sends a body of `bytes` at its own pace and answers the status. Throws when the connection is reset. */
  function send(path: string, bytes: number, headers: Record<string, string> = {}): Promise<number> {
    const { port } = new URL(served().url);
    return new Promise((resolve, reject) => {
      const sending = request(
        { host: '127.0.0.1', port, path, method: 'POST', headers: { 'content-type': form, ...headers } },
        (answer) => {
          answer.resume().once('end', () => resolve(answer.statusCode ?? 0));
        },
      );
      sending.once('error', reject);
      sending.end(Buffer.alloc(bytes, 'x'));
    });
  }

  test.each([20_000, 1_000_000, 20_000_000])(
    'a body of %i bytes gets an answer, never a reset connection',
    async (bytes) => {
      expect(await send('/signup', bytes)).toBe(413);
      expect(await send('/unsubscribe/x', bytes)).toBe(200);
    },
  );

  test('a body over 10 KB of no announced length gets its answer too, time after time', async () => {
    for (const bytes of [11_000, 330_000, 5_000_000]) {
      expect(await send('/signup', bytes, { 'transfer-encoding': 'chunked' })).toBe(413);
      expect(await send('/confirm/x', bytes, { 'transfer-encoding': 'chunked' })).toBe(413);
      expect(await send('/unsubscribe/x', bytes, { 'transfer-encoding': 'chunked' })).toBe(200);
    }
  });

  test('a sender who goes away halfway through harms nobody', async () => {
    const { port } = new URL(served().url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write('POST /signup HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\nemail=');
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    expect((await fetch(`${served().url}/health`)).status).toBe(200);
  });
});
