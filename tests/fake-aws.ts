import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { ACCEPTED } from './fake-ses.ts';
import { portOf } from './port-of.ts';

/** What a deployed stack's command line asks of AWS beside DynamoDB: CloudFormation, Secrets Manager, SQS, SES. */
export interface FakeAws extends AsyncDisposable {
  url: string;
  /** What was asked, in order: `DescribeStacks`, `SendMessage {...}`. */
  asked: string[];
}

export interface FakeStack {
  outputs: Readonly<Record<string, string>>;
  secrets: Readonly<Record<string, string>>;
  /** Messages that wait in each dead-letter queue, by its URL. */
  deadLetters: Readonly<Record<string, number>>;
  /** Addresses on SES's own suppression list. */
  suppressed: readonly string[];
  /** The error with which an operation is refused, by its name: `{ GetSecretValue: 'AccessDeniedException' }`. */
  refuses?: Readonly<Record<string, string>>;
}

export async function fakeAws(stackName: string, stack: () => FakeStack): Promise<FakeAws> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const { status, type, text } = answer(request, body, stackName, stack());
      asked.push(`${nameOf(request, body)} ${body}`);
      response.writeHead(status, { 'content-type': type }).end(text);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

interface Answer {
  status: number;
  type: string;
  text: string;
}

function answer(request: IncomingMessage, body: string, stackName: string, stack: FakeStack): Answer {
  const name = nameOf(request, body);
  const refused = stack.refuses?.[name];
  if (refused !== undefined) return refusal(request, name, refused);
  switch (name) {
    case 'DescribeStacks':
      return new URLSearchParams(body).get('StackName') === stackName
        ? xml(200, describeStacks(stack.outputs))
        : xml(400, NO_SUCH_STACK);
    case 'GetSecretValue': {
      const { SecretId } = JSON.parse(body);
      return json(200, { Name: SecretId, SecretString: stack.secrets[SecretId] });
    }
    case 'GetQueueAttributes': {
      const { QueueUrl } = JSON.parse(body);
      const arn = `arn:aws:sqs:eu-west-2:1:${new URL(QueueUrl).pathname.slice(1)}`;
      const waiting = String(stack.deadLetters[QueueUrl] ?? 0);
      return json(200, { Attributes: { QueueArn: arn, ApproximateNumberOfMessages: waiting } });
    }
    case 'SendRawEmail':
      return xml(200, ACCEPTED);
    case 'SendMessage':
      // The SDK holds the answer against what it sent.
      return json(200, { MessageId: 'message-1', MD5OfMessageBody: md5(JSON.parse(body).MessageBody) });
    case 'StartMessageMoveTask':
      return json(200, { TaskHandle: 'task-1' });
    case 'DeleteSuppressedDestination': {
      const address = decodeURIComponent(request.url?.split('/').at(-1) ?? '');
      return stack.suppressed.includes(address)
        ? json(200, {})
        : { ...json(404, { message: 'not on the list' }), type: 'application/json' };
    }
    default:
      return json(400, { __type: 'UnknownOperationException' });
  }
}

/** As each protocol writes an error: the query interface in XML, the others in JSON. */
function refusal({ headers }: IncomingMessage, name: string, code: string): Answer {
  const said = `User: arn:aws:iam::1:user/ada is not authorized to perform: ${name}`;
  return headers['content-type']?.includes('x-www-form-urlencoded')
    ? xml(403, `<ErrorResponse><Error><Code>${code}</Code><Message>${said}</Message></Error></ErrorResponse>`)
    : json(400, { __type: code, message: said });
}

function nameOf({ headers, method, url }: IncomingMessage, body: string): string {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') return target.split('.').at(-1) ?? '';
  if (method === 'DELETE' && url?.includes('/suppression/')) return 'DeleteSuppressedDestination';
  return new URLSearchParams(body).get('Action') ?? '';
}

function describeStacks(outputs: Readonly<Record<string, string>>): string {
  const members = Object.entries(outputs).map(
    ([key, value]) =>
      `<member><OutputKey>${key}</OutputKey><OutputValue>${value.replaceAll('<', '&lt;')}</OutputValue></member>`,
  );
  return `<DescribeStacksResponse><DescribeStacksResult><Stacks><member><StackName>s</StackName><CreationTime>2026-01-01T00:00:00Z</CreationTime><StackStatus>UPDATE_COMPLETE</StackStatus><Outputs>${members.join('')}</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`;
}

const NO_SUCH_STACK =
  '<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code><Message>Stack with id Nope does not exist</Message></Error></ErrorResponse>';

function xml(status: number, text: string): Answer {
  return { status, type: 'text/xml', text };
}

function json(status: number, value: object): Answer {
  return { status, type: 'application/x-amz-json-1.0', text: JSON.stringify(value) };
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
