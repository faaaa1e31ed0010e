import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import type { FunctionName } from '../../lib/infrastructure/bundling.ts';
import { MESSAGE_ID } from '../fake-ses.ts';
import { portOf } from '../port-of.ts';
import { type DeployedCourse, deployCourse } from './deployed-course.ts';
import { deliveryEvent, httpEvent, sendEvent, snsNotification, sqsEvent } from './events.ts';
import { ofType } from './synthesised.ts';

/** Which function Lambda wakes for which queue. */
const READERS = {
  EnrolQueue: 'enrol',
  LessonQueue: 'deliver',
  EventQueue: 'record',
} as const satisfies Record<string, FunctionName>;

const httpAnswer = z.object({
  statusCode: z.number(),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
});

const subscription = z.object({
  Endpoint: z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) }),
  FilterPolicyScope: z.literal('MessageBody').optional(),
  FilterPolicy: z
    .object({ mail: z.object({ destination: z.array(z.object({ suffix: z.string() })) }) })
    .optional(),
});

/**
 * The deployed course with everything between its functions at work: the API in front of web, Lambda behind the
 * queues, SES's events by SNS to whoever has subscribed in the template, under the filters that stand there.
 */
export async function courseAtWork(): Promise<DeployedCourse> {
  const site = createServer();
  site.listen(0, '127.0.0.1');
  await once(site, 'listening');
  const course = await deployCourse({ siteUrl: `http://127.0.0.1:${portOf(site)}` });
  answerBy(site, course);
  const stop = new AbortController();
  const working = work(course, stop.signal);
  return {
    ...course,
    async [Symbol.asyncDispose]() {
      stop.abort();
      await working;
      site.closeAllConnections();
      site.close();
      await course[Symbol.asyncDispose]();
    },
  };
}

/** Each request is an event of the HTTP API. */
function answerBy(site: Server, course: DeployedCourse): void {
  site.on('request', async (request, response) => {
    const body = await textOf(request);
    const { method = 'GET', url = '/', headers } = request;
    const type = headers['content-type'];
    const sent = method === 'GET' ? {} : { body, ...(type === undefined ? {} : { type }), base64: true };
    const answer = httpAnswer.parse(await course.invoke('web', httpEvent(method, url, sent)));
    response.writeHead(answer.statusCode, answer.headers);
    response.end(Buffer.from(answer.body, answer.isBase64Encoded ? 'base64' : 'utf8'));
  });
}

/** Until it is stopped: what lies on a queue wakes its reader, and what SES took is told of. */
async function work(course: DeployedCourse, stop: AbortSignal): Promise<void> {
  let told = 0;
  while (!stop.aborted) {
    for (const [queue, reader] of entriesOf(READERS)) {
      const bodies = course.take(course.idOf(queue));
      if (bodies.length > 0) await course.invoke(reader, sqsEvent(queue, bodies));
    }
    for (const { form } of course.mails.slice(told)) {
      publish(course, form, sendEvent(form, MESSAGE_ID));
      publish(course, form, deliveryEvent(form, MESSAGE_ID));
    }
    told = course.mails.length;
    await sleep(100);
  }
}

/** What SNS does with a message: a copy for each subscription whose filter lets it through. */
function publish({ stack, put }: DeployedCourse, form: URLSearchParams, event: object): void {
  const to = form.get('Destinations.member.1') ?? '';
  for (const [, { Properties }] of ofType(stack.resources, 'AWS::SNS::Subscription')) {
    if (Properties['Protocol'] !== 'sqs') continue;
    const { Endpoint, FilterPolicy } = subscription.parse(Properties);
    const suffixes = FilterPolicy?.mail.destination.map(({ suffix }) => suffix) ?? [''];
    if (suffixes.some((suffix) => to.endsWith(suffix)))
      put(Endpoint['Fn::GetAtt'][0], snsNotification(event));
  }
}

function entriesOf(readers: typeof READERS): [string, FunctionName][] {
  return Object.entries(readers);
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
