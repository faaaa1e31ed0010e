import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sesMailer } from '../../../lib/adapters/ses/mailer.ts';
import type { SendOutcome } from '../../../lib/ports/mailer.ts';
import { ACCEPTED, accepts, type FakeSes, fakeSes, MESSAGE_ID, type Reply, refuses } from '../../fake-ses.ts';
import { aConfirmation, aLesson, SENDER } from '../../mail-builder.ts';

const COURSE_NOW = Date.parse('2026-11-23T09:00:00Z');
const clock = { now: () => COURSE_NOW, machineNow: () => Date.now() };
const saved = { ...process.env };

beforeAll(() => {
  Object.assign(process.env, {
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'a',
    AWS_SECRET_ACCESS_KEY: 'b',
    // A second POST may be a second mail, so no setting of the surroundings makes the SDK try again.
    AWS_MAX_ATTEMPTS: '5',
    AWS_RETRY_MODE: 'adaptive',
  });
});
afterAll(() => {
  process.env = saved;
});

function mailerAt(endpoint: string, configurationSet?: string) {
  return sesMailer({ sender: SENDER, maxSockets: 4, clock, endpoint, configurationSet });
}

/** Sends one lesson to an SES that answers like this, and tells what came of it and how often it was asked. */
async function sendTo(reply: Reply, forMs = 2_000): Promise<{ outcome: SendOutcome; ses: FakeSes }> {
  await using ses = await fakeSes(reply);
  return { outcome: await mailerAt(ses.endpoint).send(aLesson(), Date.now() + forMs), ses };
}

const half = ACCEPTED.slice(0, ACCEPTED.length / 2);

describe('a lost or broken reply leaves the outcome unknown, after exactly one POST', () => {
  const cases: [string, Reply][] = [
    ['the request is read and the connection dropped', (response) => response.destroy()],
    ['the connection is reset', (response) => response.socket?.resetAndDestroy()],
    ['no reply comes before sendBy', () => undefined],
    [
      'the reply is slower than sendBy',
      (response) => {
        setTimeout(() => response.writeHead(200).end(ACCEPTED), 1_000).unref();
      },
    ],
    [
      'the reply is cut short',
      (response) => {
        response.writeHead(200, { 'content-length': ACCEPTED.length }).write(half, () => response.destroy());
      },
    ],
    ['the reply ends in the middle of its XML', (response) => response.writeHead(200).end(half)],
    ['the reply is empty', (response) => response.writeHead(200).end()],
    ['the reply is a page of someone else', (response) => response.writeHead(200).end('<html>hello</html>')],
    ['an error reply is cut short', (response) => response.writeHead(400).end('<ErrorResponse><Error><Co')],
    ['SES fails within', refuses(500, 'InternalFailure', 'try later')],
    ['SES is not available', refuses(503, 'ServiceUnavailable', 'try later')],
    ['a gateway gives up', (response) => response.writeHead(504).end('<html>gateway</html>')],
    ['throttling comes with a server error', refuses(503, 'Throttling', 'Maximum sending rate exceeded.')],
  ];
  test.each(cases)('%s', async (_, reply) => {
    const { outcome, ses } = await sendTo(reply, 400);
    expect(outcome).toMatchObject({ kind: 'unknown' });
    expect(ses.posts).toHaveLength(1);
  });
});

describe('a definite refusal is named, after exactly one POST', () => {
  const cases: [number, string, string, string][] = [
    [400, 'Throttling', 'Maximum sending rate exceeded.', 'throttled'],
    [400, 'Throttling', 'Daily message quota exceeded.', 'quota'],
    [400, 'MessageRejected', 'Email address is not verified. It failed: maya@example.com', 'account'],
    [400, 'MessageRejected', 'The message contains a virus', 'message'],
    [403, 'AccessDenied', 'not authorized to perform ses:SendRawEmail', 'account'],
    [400, 'ConfigurationSetDoesNotExist', 'Configuration set does not exist', 'account'],
  ];
  test.each(cases)('%i %s: %s is %s', async (status, code, message, why) => {
    const { outcome, ses } = await sendTo(refuses(status, code, message));
    expect(outcome).toMatchObject({ kind: 'refused', why });
    expect(JSON.stringify(outcome)).not.toContain('@');
    expect(ses.posts).toHaveLength(1);
  });
});

test('a connection that is refused was certainly not used to send', async () => {
  const ses = await fakeSes(accepts);
  await ses[Symbol.asyncDispose]();
  const outcome = await mailerAt(ses.endpoint).send(aLesson(), Date.now() + 2_000);
  expect(outcome).toEqual({ kind: 'refused', why: 'unreachable', error: 'ECONNREFUSED' });
});

test('a host that does not exist was certainly not sent to', async () => {
  const outcome = await mailerAt('http://ses.invalid').send(aLesson(), Date.now() + 5_000);
  expect(outcome).toMatchObject({ kind: 'refused', why: 'unreachable' });
});

test('no call begins after sendBy', async () => {
  await using ses = await fakeSes(accepts);
  const outcome = await mailerAt(ses.endpoint).send(aLesson(), Date.now());
  expect(outcome).toMatchObject({ kind: 'refused', why: 'unreachable' });
  expect(ses.posts).toHaveLength(0);
});

test('an accepted mail answers with the message id, its tags and the configuration set in their parameters', async () => {
  await using ses = await fakeSes(accepts);
  const outcome = await mailerAt(ses.endpoint, 'strong-weeks').send(aLesson(), Date.now() + 2_000);
  expect(outcome).toEqual({ kind: 'accepted', messageId: MESSAGE_ID });
  const form = Object.fromEntries(ses.posts[0]?.form ?? []);
  expect(form).toMatchObject({
    Action: 'SendRawEmail',
    Source: SENDER.address,
    ConfigurationSetName: 'strong-weeks',
    'Destinations.member.1': 'maya@example.com',
    'Tags.member.1.Name': 'attempt',
    'Tags.member.1.Value': 'att-1',
    'Tags.member.2.Name': 'lesson',
    'Tags.member.2.Value': 'mi2x0-12',
    'Tags.member.5.Name': 'kind',
    'Tags.member.5.Value': 'lesson',
  });
  expect(form).not.toHaveProperty('Destinations.member.2');
  expect(ses.posts[0]?.raw).toContain('Date: Mon, 23 Nov 2026 09:00:00 +0000');
});

test('without a configuration set none is named', async () => {
  const { ses } = await sendTo(accepts);
  expect(ses.posts[0]?.form.has('ConfigurationSetName')).toBe(false);
});

test('a tag that SES would refuse is a fault of ours and is thrown before anything is sent', async () => {
  await using ses = await fakeSes(accepts);
  const mail = aConfirmation({ tags: { subscriber: 'maya@example.com' } });
  await expect(mailerAt(ses.endpoint).send(mail, Date.now() + 2_000)).rejects.toThrow('the tag subscriber');
  expect(ses.posts).toHaveLength(0);
});

test('sends running at once share the connections they are given, and sends one after another keep one', async () => {
  await using ses = await fakeSes(accepts);
  const mailer = mailerAt(ses.endpoint);
  for (let sent = 0; sent < 3; sent += 1) await mailer.send(aLesson(), Date.now() + 2_000);
  expect(ses.connections()).toBe(1);
  await Promise.all(Array.from({ length: 12 }, () => mailer.send(aLesson(), Date.now() + 2_000)));
  expect(ses.connections()).toBeLessThanOrEqual(4);
  expect(ses.posts).toHaveLength(15);
});

test('a connection that stood idle is not used again, since its reset could not be told from a lost reply', async () => {
  await using ses = await fakeSes(accepts);
  let machineNow = Date.now();
  const moved = { now: () => COURSE_NOW, machineNow: () => machineNow };
  const mailer = sesMailer({ sender: SENDER, maxSockets: 4, clock: moved, endpoint: ses.endpoint });
  await mailer.send(aLesson(), machineNow + 2_000);
  machineNow += 60_000;
  await mailer.send(aLesson(), machineNow + 2_000);
  expect(ses.connections()).toBe(2);
});
