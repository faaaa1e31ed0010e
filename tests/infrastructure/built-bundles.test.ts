import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { FUNCTIONS } from '../../lib/infrastructure/bundling.ts';
import { bundleSize } from '../bundle-size.ts';
import { MESSAGE_ID } from '../fake-ses.ts';
import { WHOLE_COURSE } from '../whole-course.ts';
import { type DeployedCourse, deployCourse, OPERATOR } from './deployed-course.ts';
import {
  deliveryEvent,
  httpEvent,
  rotationEvents,
  schedulerEvent,
  snsNotification,
  sqsEvent,
} from './events.ts';
import { refusedCalls } from './policies.ts';

const FORM = 'application/x-www-form-urlencoded';
const POISON = 'no message of ours';

const httpAnswer = z.object({
  statusCode: z.number(),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string(),
  isBase64Encoded: z.boolean(),
});
const batchAnswer = z.object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })) });

let course: DeployedCourse;
const answers: Record<string, unknown> = {};

/** Of the whole alone: it bundles and starts every function. */
describe.runIf(WHOLE_COURSE)('the deployed functions', () => {
  /** One mother, from the form to her first lesson, its delivery, and her leaving by one click. */
  beforeAll(async () => {
    course = await deployCourse();
    const sent = (): string => course.mails.at(-1)?.raw.replace(/=\r\n/g, '').replaceAll('=3D', '=') ?? '';
    const link = (kind: string): string => new RegExp(`/${kind}/[\\w.-]+`).exec(sent())?.[0] ?? '';

    answers['health'] = await course.invoke('web', httpEvent('GET', '/health'));
    answers['plain'] = await course.invoke(
      'web',
      httpEvent('POST', '/signup', { type: FORM, body: form('not-an-address') }),
    );
    answers['base64'] = await course.invoke(
      'web',
      httpEvent('POST', '/signup', { type: FORM, body: form(OPERATOR), base64: true }),
    );
    const signUps = course.messages(course.idOf('EnrolQueue'));
    answers['signUps'] = signUps;
    answers['enrol'] = await course.invoke('enrol', sqsEvent('enrol', [...signUps, POISON]));
    answers['confirm'] = await course.invoke(
      'web',
      httpEvent('POST', link('confirm'), { type: FORM, body: '' }),
    );
    const confirmedPage = httpAnswer.parse(answers['confirm']).body;
    const pathIn = (kind: string): string => new RegExp(`/${kind}/[\\w.-]+`).exec(confirmedPage)?.[0] ?? '';
    const week = (fields: Record<string, string>) =>
      httpEvent('POST', pathIn('week'), {
        type: FORM,
        body: new URLSearchParams(fields).toString(),
        base64: true,
      });
    answers['asked'] = await course.invoke('training', week({ do: 'days', pair: 'tue fri' }));
    const consentVersion =
      /name="consentVersion" value="([^"]+)"/.exec(httpAnswer.parse(answers['asked']).body)?.[1] ?? '';
    answers['days'] = await course.invoke(
      'training',
      week({ do: 'days', pair: 'tue fri', consent: 'yes', consentVersion }),
    );
    answers['calendar'] = await course.invoke('training', httpEvent('GET', pathIn('calendar')));
    const lessons = course.messages(course.idOf('LessonQueue'));
    answers['deliver'] = await course.invoke('deliver', sqsEvent('lesson', [...lessons, POISON]));
    const delivery = deliveryEvent(course.mails.at(-1)?.form ?? new URLSearchParams(), MESSAGE_ID);
    answers['record'] = await course.invoke('record', sqsEvent('event', [snsNotification(delivery), POISON]));
    answers['ticked'] = await course.invoke('training', week({ do: 'tick', done: '2' }));
    answers['link'] = await course.invoke('training', week({ do: 'link' }));
    answers['stored'] = await course.stored();
    answers['dispatch'] = await course.invoke('dispatch', schedulerEvent);
    answers['reconcile'] = await course.invoke('reconcile', schedulerEvent);
    const ring = course.idOf('SecretsTokenKeys');
    for (const event of rotationEvents(ring, 'second')) await course.invoke('rotate', event);
    answers['accepted'] = JSON.parse(course.secret(ring));
    for (const event of rotationEvents(ring, 'third')) await course.invoke('rotate', event);
    answers['signing'] = JSON.parse(course.secret(ring));
    answers['unsubscribe'] = await course.invoke(
      'web',
      httpEvent('POST', link('unsubscribe'), {
        type: FORM,
        body: 'List-Unsubscribe=One-Click',
        base64: true,
      }),
    );
  });

  afterAll(async () => {
    await course[Symbol.asyncDispose]();
  });

  describe('the built bundle of', () => {
    test('web answers a request of the HTTP API', () => {
      expect(httpAnswer.parse(answers['health'])).toMatchObject({ statusCode: 200 });
    });

    test('web reads a plain body: a wrong address gets the form again', () => {
      expect(httpAnswer.parse(answers['plain']).statusCode).toBe(422);
    });

    test('web reads a base64 body, and hands the sign-up to the queue', () => {
      expect(httpAnswer.parse(answers['base64'])).toMatchObject({ statusCode: 303 });
      expect(answers['signUps']).toEqual([expect.stringContaining(OPERATOR)]);
    });

    test('enrol sends the confirmation mail, and shows only the message that it cannot read again', () => {
      expect(batchAnswer.parse(answers['enrol']).batchItemFailures).toEqual([
        { itemIdentifier: 'message-1' },
      ]);
      expect(course.mails[0]?.form.get('Destinations.member.1')).toBe(OPERATOR);
    });

    test('web confirms, and puts the first lesson on the queue', () => {
      expect(httpAnswer.parse(answers['confirm']).statusCode).toBe(200);
      expect(course.messages(course.idOf('LessonQueue'))).toHaveLength(1);
    });

    test('training asks before it keeps her days, keeps them, and puts them in her calendar', () => {
      expect(httpAnswer.parse(answers['asked']).body).toContain('May we keep that?');
      expect(httpAnswer.parse(answers['days']).body).toContain('Tuesday and Friday');
      const { statusCode, headers, body, isBase64Encoded } = httpAnswer.parse(answers['calendar']);
      const ics = isBase64Encoded ? Buffer.from(body, 'base64').toString() : body;
      expect([statusCode, headers['content-type']]).toEqual([200, 'text/calendar; charset=utf-8']);
      expect(ics.match(/BEGIN:VEVENT/g)).toHaveLength(8);
    });

    test('training keeps her ticks, and asks for a link to her year', () => {
      expect(httpAnswer.parse(answers['ticked']).body).toContain('Twice this week');
      expect(httpAnswer.parse(answers['link']).statusCode).toBe(200);
      expect(
        course.messages(course.idOf('EnrolQueue')).some((message) => message.includes('year-link')),
      ).toBe(true);
    });

    test('deliver sends the lesson through the configuration set, and shows only the unreadable message again', () => {
      expect(batchAnswer.parse(answers['deliver']).batchItemFailures).toEqual([
        { itemIdentifier: 'message-1' },
      ]);
      const lesson = course.mails[1];
      expect(lesson?.form.get('ConfigurationSetName')).toMatch(/^SendingConfigurationSet/);
      expect(lesson?.raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click/m);
    });

    test('record takes the event that SNS wrapped into the ledger', () => {
      expect(batchAnswer.parse(answers['record']).batchItemFailures).toEqual([
        { itemIdentifier: 'message-1' },
      ]);
      const ledger = z
        .array(z.string())
        .parse(answers['stored'])
        .find((item) => item.includes('SEND#'));
      expect(ledger).toMatch(/deliver/);
    });

    test('dispatch and reconcile run when the schedule wakes them', () => {
      expect(answers['dispatch']).toMatchObject({ queued: 0, paused: false });
      expect(answers['reconcile']).toMatchObject({ parked: 0, requeue: 0 });
    });

    test('rotate accepts a key at one turn, signs with it at the next, and keeps the retired one', () => {
      const ringSchema = z.object({ sign: z.string(), keys: z.record(z.string(), z.string()) });
      const accepted = ringSchema.parse(answers['accepted']);
      expect(accepted.sign).toBe('k0');
      expect(Object.keys(accepted.keys)).toEqual(['k0', 'k1']);
      const signing = ringSchema.parse(answers['signing']);
      expect(signing.sign).toBe('k1');
      expect(signing.keys).toMatchObject(accepted.keys);
    });

    test('web lets her leave by one click, its body in base64, her link signed by a key since retired', async () => {
      expect(httpAnswer.parse(answers['unsubscribe']).statusCode).toBe(200);
      expect((await course.stored()).filter((item) => /PROFILE|TRAINING/.test(item))).toEqual([]);
    });
  });

  describe('a cold start loads little:', () => {
    test.each(FUNCTIONS)('the code of %s with its compiled templates is under 600 KB', (name) => {
      const { code, templates } = bundleSize(course.bundles, name);
      expect(code + templates).toBeLessThan(600_000);
    });

    test.each(FUNCTIONS)('%s holds nothing of MJML', (name) => {
      const code = readFileSync(join(course.bundles, name, 'index.mjs'), 'utf8');
      expect(code).not.toMatch(/mj-body|mjml-core/);
    });
  });

  test('no log names her', () => {
    expect(course.log()).toContain('"level"');
    expect(course.log()).not.toContain(OPERATOR);
  });

  describe('what a function calls, its role allows:', () => {
    // The canary's calls are held against its role where it tells its story.
    test.each(FUNCTIONS.filter((name) => name !== 'canary'))('%s', (name) => {
      const calls = course.called(name);
      expect(calls.length).toBeGreaterThan(0);
      expect(refusedCalls(course.stack, name, calls)).toEqual([]);
    });
  });

  test('a lesson costs 6 write units, from its claim to its delivery, and a share of the reservation of the rate', () => {
    const writes = (['deliver', 'record'] as const)
      .flatMap((name) => course.called(name))
      .filter(({ action }) => /dynamodb:(Put|Update|Delete|BatchWrite)Item/.test(action));
    // Once a batch; once more for a send that comes late.
    const lessons = writes.filter(({ item }) => item !== 'RATE');
    expect(writes.length).toBeGreaterThan(lessons.length);
    // Each item is under a kilobyte: a unit. The row of the due index goes and comes with the profile: two more.
    expect(lessons.length + 2).toBe(6);
    for (const item of z.array(z.string()).parse(answers['stored'])) expect(item.length).toBeLessThan(1024);
  });
});

function form(email: string): string {
  return new URLSearchParams({
    email,
    birthDate: new Date(Date.now() - 70 * 86_400_000).toISOString().slice(0, 10),
    country: 'GB',
    timeZone: 'Europe/London',
    consent: 'yes',
  }).toString();
}
