import { describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { jsonLog, type LogLines } from '../../../lib/adapters/telemetry/log.ts';
import { scrub } from '../../../lib/adapters/telemetry/scrub.ts';
import { hmacTokens } from '../../../lib/adapters/tokens/hmac-tokens.ts';

const CANARY = 'canary+7@strongweeks-canary.example';
const KEY = Buffer.alloc(32, 1).toString('base64');
const tokens = hmacTokens(async () => ({ sign: 'k1', keys: { k1: KEY } }), { machineNow: () => 0 });

/** A log, and all that it wrote. */
function recorded(lines: LogLines = 'all') {
  const out: string[] = [];
  const wrong: string[] = [];
  const log = jsonLog({
    service: 'test',
    lines,
    out: (line) => out.push(JSON.stringify(line)),
    wrong: (line) => wrong.push(JSON.stringify(line)),
  });
  return { log, out, wrong, written: () => [...out, ...wrong].join('\n') };
}

describe('a log line', () => {
  test('says its event and its fields, none of which takes the place of its own level', () => {
    const { log, written } = recorded();
    log.info('lesson-sent', { session: 'R1', lesson: 'mi2x0-12', count: 3, first: true, level: null });
    expect(JSON.parse(written())).toEqual({
      ...{ level: 'INFO', message: 'lesson-sent', service: 'test', timestamp: expect.any(String) },
      ...{ session: 'R1', lesson: 'mi2x0-12', count: 3, first: true, level_: null },
    });
  });

  test('that tells of something wrong goes to standard error, and the trace is named where there is one', () => {
    const { log, out, wrong } = recorded();
    vi.stubEnv(
      '_X_AMZN_TRACE_ID',
      'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1',
    );
    log.info('fine');
    vi.unstubAllEnvs();
    log.warn('odd');
    log.error('broken', new Error('no reason'));
    expect(out).toEqual([expect.stringContaining('"xray_trace_id":"1-5759e988-bd862e3fe1be46a994272793"')]);
    expect(wrong).toEqual([expect.stringContaining('"WARN"'), expect.stringContaining('"ERROR"')]);
  });

  test.each([
    ['all', 3],
    ['warnings', 2],
    ['errors', 1],
    ['none', 0],
  ] as const)('is written or not as the log is told: %s', (lines, written) => {
    const { log, out, wrong } = recorded(lines);
    log.info('fine');
    log.warn('odd');
    log.error('broken', new Error('no reason'));
    expect([...out, ...wrong]).toHaveLength(written);
  });

  test.each(['info', 'warn'] as const)(
    'of level %s never holds an address, wherever one was put',
    (level) => {
      const { log, written } = recorded();
      log[level](`sent ${CANARY}`, {
        to: CANARY,
        url: `https://x.example/?to=${encodeURIComponent(CANARY)}`,
      });
      expect(written()).not.toMatch(/canary/i);
      expect(written()).toContain('[address]');
    },
  );

  test('never holds a token of ours', async () => {
    const { log, written } = recorded();
    const content = { id: 'AAAAAAAAAAAAAAAAAAAAAA', subject: 'mi2x0abc' };
    const signed = [
      await tokens.sign('unsubscribe', { ...content, subject: '' }),
      await tokens.sign('preferences', content),
      await tokens.sign('lesson', { ...content, lesson: 3 }),
    ];
    for (const token of signed)
      log.warn('seen', { token, path: `/unsubscribe/${token}`, text: `x ${token}.` });
    for (const token of signed) expect(written()).not.toContain(token.slice(-22));
  });

  test('never holds a calendar day, and keeps a moment and an id', () => {
    expect(scrub('born 2026-02-16')).toBe('born [day]');
    expect(scrub('2026-11-23T09:00:00Z AAAAAAAAAAAAAAAAAAAAAA')).toBe(
      '2026-11-23T09:00:00Z AAAAAAAAAAAAAAAAAAAAAA',
    );
    expect(scrub('GET /confirm/cut-short?x=1')).toBe('GET /confirm/[token]?x=1');
  });

  test('takes a long text in one pass, word by word', () => {
    const letters = 'a'.repeat(500_000);
    expect(scrub(letters)).toBe(letters);
    expect(scrub(`${letters}@example.com and ${letters}`)).toBe(`[address] and ${letters}`);
  });
});

describe('an error in the log', () => {
  test('of our own is told by its names, its message and where it was thrown', () => {
    const { log, written } = recorded();
    log.error('deliver-failed', new Error('the ring is empty', { cause: new RangeError(CANARY) }), {
      id: 'A',
    });
    expect(JSON.parse(written())).toMatchObject({
      message: 'deliver-failed',
      id: 'A',
      failure: { name: 'Error < RangeError', message: 'the ring is empty', code: null },
    });
    expect(written()).toContain('log.test.ts');
    expect(written()).not.toContain('canary');
  });

  test('that repeats what it read is told without its message', () => {
    const { log, written } = recorded();
    for (const broken of ['Zoë', CANARY]) {
      try {
        JSON.parse(broken);
      } catch (error) {
        log.error('parse-failed', error);
      }
    }
    expect(written()).toContain('SyntaxError');
    expect(written()).not.toMatch(/Zo|canary/);
  });

  test('of a schema names the fields and not what stood in them', () => {
    const { log, written } = recorded();
    const { error } = z.object({ signUp: z.object({ firstName: z.enum(['a']) }) }).safeParse({
      signUp: { firstName: 'Zoë' },
    });
    log.error('parse-failed', error);
    expect(written()).toContain('signUp.firstName: invalid_value');
    expect(written()).not.toContain('Zoë');
  });

  test('of AWS is told by its name and status', () => {
    const { log, written } = recorded();
    const error = Object.assign(new Error(`not verified: ${CANARY}`), {
      name: 'MessageRejected',
      $metadata: { httpStatusCode: 400 },
    });
    class Rejected extends Error {}
    log.error('send-failed', error);
    log.error('send-failed', Object.assign(new Rejected(CANARY), { code: 'ECONNRESET' }));
    expect(written()).toMatch(/"name":"MessageRejected".*"code":"?400/);
    expect(written()).toContain('"code":"ECONNRESET"');
    expect(written()).not.toContain('canary');
  });

  test.each([CANARY, undefined, null, 5, { to: CANARY }])(
    'that is none (%j) is told by its type',
    (thrown) => {
      const { log, written } = recorded();
      log.error('odd', thrown);
      expect(written()).toContain(`"name":"${typeof thrown}"`);
      expect(written()).not.toContain('canary');
    },
  );
});
