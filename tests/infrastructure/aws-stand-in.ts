import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';

/** One call of a function to AWS, as the service saw it. */
export interface AwsCall {
  /** The access key that signed it: each function has its own. */
  caller: string;
  /** As a policy names it: `dynamodb:PutItem`. */
  action: string;
  /** What it was called on: a table's or index's name, a queue's URL, a secret's id. */
  resource: string;
  /** Of an item that is written or read: its partition key. */
  item?: string;
}

export interface AwsStandIn extends AsyncDisposable {
  endpoint: string;
  calls: AwsCall[];
  /** Bodies of the messages that lie on a queue, by the end of its URL. */
  messages(queue: string): string[];
  /** Takes off what lies on a queue, as Lambda does for the function that reads it; once in one process. */
  take(queue: string): string[];
  /** Lays a message on a queue, as SNS does. */
  put(queue: string, text: string): void;
  /** What the secret says now. */
  secret(id: string): string;
}

/** Versions of a secret by id, and which one each stage names. */
interface Versions {
  texts: Map<string, string>;
  stages: Map<string, string>;
}

const keyed = z.looseObject({ pk: z.object({ S: z.string() }) });
const body = z.looseObject({
  Key: keyed.optional(),
  Item: keyed.optional(),
  TableName: z.string().optional(),
  IndexName: z.string().optional(),
  RequestItems: z.record(z.string(), z.unknown()).optional(),
  QueueUrl: z.string().optional(),
  SecretId: z.string().optional(),
  MessageBody: z.string().optional(),
  SecretString: z.string().optional(),
  ClientRequestToken: z.string().optional(),
  VersionId: z.string().optional(),
  VersionStage: z.string().optional(),
  MoveToVersionId: z.string().optional(),
  Entries: z.array(z.object({ Id: z.string(), MessageBody: z.string().default('') })).optional(),
  WaitTimeSeconds: z.number().optional(),
});
type Body = z.infer<typeof body>;

/** SQS's and Secrets Manager's answers to the few calls we make, and DynamoDB's by way of `dynamoDb`, all noted. */
export async function awsStandIn(dynamoDb: string, secrets: Record<string, string>): Promise<AwsStandIn> {
  const calls: AwsCall[] = [];
  const sent: QueuedText[] = [];
  const kept = new Map(Object.entries(secrets).map(([id, text]) => [id, firstVersion(text)]));
  const server = createServer(async (request, response) => {
    const text = await textOf(request);
    const target = String(request.headers['x-amz-target']);
    const asked = body.parse(JSON.parse(text));
    calls.push({ caller: callerOf(request), ...callOf(target, asked) });
    if (target.startsWith('DynamoDB')) {
      const { host: _, ...headers } = request.headers;
      const passed = await fetch(dynamoDb, { method: 'POST', headers: plain(headers), body: text });
      response.writeHead(passed.status, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(await passed.text());
      return;
    }
    const answer = target.startsWith('secretsmanager')
      ? keep(kept, target, asked)
      : await ofQueue(target, asked, sent);
    response.writeHead(answer === null ? 400 : 200, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(answer ?? { __type: 'ResourceNotFoundException', message: 'not found' }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: endpointOf(server),
    calls,
    messages: (queue) => sent.filter((one) => one.queue.endsWith(queue)).map((one) => one.text),
    take: (queue) => takeOff(sent, (one) => one.queue.endsWith(queue)),
    put: (queue, text) => void sent.push({ queue, text, taken: false }),
    secret: (id) => textOfStage(kept.get(id), 'AWSCURRENT') ?? '',
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

interface QueuedText {
  queue: string;
  text: string;
  /** Off the queue: kept to be looked at. */
  taken: boolean;
}

function takeOff(sent: readonly QueuedText[], of: (one: QueuedText) => boolean): string[] {
  const found = sent.filter((one) => !one.taken && of(one));
  for (const one of found) one.taken = true;
  return found.map(({ text }) => text);
}

function callerOf({ headers }: IncomingMessage): string {
  return /Credential=([^/]+)/.exec(headers.authorization ?? '')?.[1] ?? '';
}

async function ofQueue(target: string, asked: Body, sent: QueuedText[]): Promise<object> {
  if (target.endsWith('.ReceiveMessage')) return received(asked, sent);
  if (target.endsWith('.DeleteMessageBatch'))
    return { Successful: (asked.Entries ?? []).map(({ Id }) => ({ Id })), Failed: [] };
  return take(asked, sent);
}

/** Waits for messages as long as it is asked to; nothing comes a second time. */
async function received({ QueueUrl, WaitTimeSeconds = 0 }: Body, sent: QueuedText[]): Promise<object> {
  for (let tries = WaitTimeSeconds * 5; tries >= 0; tries -= 1) {
    const texts = takeOff(sent, ({ queue }) => QueueUrl?.endsWith(queue) ?? false);
    if (texts.length > 0)
      return {
        Messages: texts.map((text, index) => ({
          MessageId: `message-${index}`,
          ReceiptHandle: `receipt-${index}`,
          MD5OfBody: md5(text),
          Body: text,
        })),
      };
    await sleep(200);
  }
  return {};
}

function callOf(target: string, asked: Body): Omit<AwsCall, 'caller'> {
  const operation = target.slice(target.indexOf('.') + 1);
  if (target.startsWith('DynamoDB')) {
    const index = asked.IndexName === undefined ? '' : `/index/${asked.IndexName}`;
    const item = (asked.Key ?? asked.Item)?.pk.S;
    const resource = `${asked.TableName ?? Object.keys(asked.RequestItems ?? {})[0]}${index}`;
    return { action: `dynamodb:${operation}`, resource, ...(item === undefined ? {} : { item }) };
  }
  if (target.startsWith('secretsmanager'))
    return { action: `secretsmanager:${operation}`, resource: asked.SecretId ?? '' };
  // IAM knows no batch: it asks for the right to send.
  return { action: `sqs:${operation.replace(/Batch$/, '')}`, resource: asked.QueueUrl ?? '' };
}

function take(asked: Body, sent: QueuedText[]): object {
  const queue = asked.QueueUrl ?? '';
  const id = 'c0ffee00-0000-4000-8000-000000000000';
  if (asked.Entries) {
    for (const { MessageBody } of asked.Entries) sent.push({ queue, text: MessageBody, taken: false });
    return {
      Successful: asked.Entries.map(({ Id, MessageBody }) => ({
        Id,
        MessageId: id,
        MD5OfMessageBody: md5(MessageBody),
      })),
      Failed: [],
    };
  }
  if (asked.MessageBody !== undefined) {
    sent.push({ queue, text: asked.MessageBody, taken: false });
    return { MessageId: id, MD5OfMessageBody: md5(asked.MessageBody) };
  }
  return { Attributes: { ApproximateNumberOfMessages: '0', ApproximateNumberOfMessagesNotVisible: '0' } };
}

function firstVersion(text: string): Versions {
  return { texts: new Map([['first', text]]), stages: new Map([['AWSCURRENT', 'first']]) };
}

function textOfStage(versions: Versions | undefined, stage: string): string | undefined {
  return versions?.texts.get(versions.stages.get(stage) ?? '');
}

/** Secrets Manager's answer; null for what it does not find. */
function keep(kept: Map<string, Versions>, target: string, asked: Body): object | null {
  const { SecretId = '', VersionStage = 'AWSCURRENT' } = asked;
  const versions = kept.get(SecretId);
  if (versions === undefined) return null;
  const { texts, stages } = versions;
  const found = { ARN: SecretId, Name: SecretId };
  switch (target.slice(target.indexOf('.') + 1)) {
    case 'PutSecretValue':
      texts.set(asked.ClientRequestToken ?? '', asked.SecretString ?? '');
      stages.set('AWSPENDING', asked.ClientRequestToken ?? '');
      return found;
    case 'UpdateSecretVersionStage':
      stages.set(VersionStage, asked.MoveToVersionId ?? '');
      return found;
    case 'DescribeSecret':
      return {
        ...found,
        VersionIdsToStages: Object.fromEntries([...stages].map(([stage, version]) => [version, [stage]])),
      };
    default: {
      const version = asked.VersionId ?? stages.get(VersionStage) ?? '';
      const SecretString = texts.get(version);
      return SecretString === undefined ? null : { ...found, VersionId: version, SecretString };
    }
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

function plain(headers: NodeJS.Dict<string | string[]>): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => !['connection', 'content-length'].includes(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, String(value)]));
}

function endpointOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the stand-in listens on no port');
  return `http://127.0.0.1:${address.port}`;
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
