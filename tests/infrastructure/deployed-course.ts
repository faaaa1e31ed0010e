import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CreateTableCommand, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { bundleFunctions, type FunctionName } from '../../lib/infrastructure/bundling.ts';
import { startDynamoDb } from '../../lib/local/dynamodb.ts';
import { accepts, fakeSes, type Posted } from '../fake-ses.ts';
import { LOCAL_CREDENTIALS, LOCAL_REGION } from '../local-aws.ts';
import { type AwsCall, awsStandIn } from './aws-stand-in.ts';
import { deployedVariables, functionNamed, standIn } from './deployed-variables.ts';
import { ofType, type Synthesised, someSettings, synthesise } from './synthesised.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** The one address that gets lessons before a review. */
export const OPERATOR = 'mother@example.org';
const ALPHABET = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

export interface DeployedCourse extends AsyncDisposable {
  stack: Synthesised;
  /** Folder with the bundle of each function. */
  bundles: string;
  /** Runs one event through the function's built bundle, in a process of its own. */
  invoke(name: FunctionName, event: unknown): Promise<unknown>;
  /** What a function called, so far. */
  called(name: FunctionName): AwsCall[];
  mails: readonly Posted[];
  messages(queue: string): string[];
  /** Takes off what lies on a queue, as Lambda does for the function that reads it. */
  take(queue: string): string[];
  /** Lays a message on a queue, as SNS does. */
  put(queue: string, text: string): void;
  secret(id: string): string;
  /** Every item of the subscribers' table, as text. */
  stored(): Promise<string[]>;
  /** The logical id of a resource, which is its path and a hash. */
  idOf(path: string): string;
  log: () => string;
}

/**
 * The stack as it would stand in an account: its functions' assets, with the variables of the template, over an
 * embedded DynamoDB with the template's own tables, secrets as Secrets Manager would make them, and an SES.
 */
export async function deployCourse({ siteUrl }: { siteUrl?: string } = {}): Promise<DeployedCourse> {
  const bundles = temporaryFolder('built');
  await bundleFunctions(bundles);
  const stack = synthesise([someSettings({ operatorAddresses: [OPERATOR] })], { bundles });
  const dynamoDb = await startDynamoDb();
  const client = new DynamoDBClient({
    endpoint: dynamoDb.endpoint,
    region: LOCAL_REGION,
    credentials: LOCAL_CREDENTIALS,
  });
  for (const [id, { Properties }] of ofType(stack.resources, 'AWS::DynamoDB::Table'))
    await client.send(new CreateTableCommand(tableOf(id, Properties)));
  const aws = await awsStandIn(dynamoDb.endpoint, secretsOf(stack));
  const sendsBy: string[] = [];
  const ses = await fakeSes((response, request) => {
    sendsBy.push(/Credential=([^/]+)/.exec(request.headers.authorization ?? '')?.[1] ?? '');
    accepts(response, request);
  });
  let log = '';
  const idOf = (path: string): string => {
    const id = Object.keys(stack.resources).find((one) => one.replace(/[0-9A-F]{8}$/, '') === path);
    if (id === undefined) throw new Error(`the template has no ${path}`);
    return id;
  };
  return {
    stack,
    bundles,
    called: (name) => [
      ...aws.calls.filter(({ caller }) => caller === accessKeyOf(name)),
      ...sendsBy
        .filter((caller) => caller === accessKeyOf(name))
        .map((caller) => ({ caller, action: 'ses:SendRawEmail', resource: idOf('SendingIdentity') })),
    ],
    take: aws.take,
    put: aws.put,
    mails: ses.posts,
    messages: aws.messages,
    secret: aws.secret,
    idOf,
    log: () => log,
    async invoke(name, event) {
      const { answer, output } = await runBundle({ stack, name, siteUrl }, event, {
        AWS_ENDPOINT_URL_DYNAMODB: aws.endpoint,
        AWS_ENDPOINT_URL_SQS: aws.endpoint,
        AWS_ENDPOINT_URL_SECRETS_MANAGER: aws.endpoint,
        AWS_ENDPOINT_URL_SES: ses.endpoint,
      });
      log += output;
      return answer;
    },
    async stored() {
      const { Items = [] } = await client.send(new ScanCommand({ TableName: idOf('TablesSubscribers') }));
      return Items.map((item) => JSON.stringify(item));
    },
    async [Symbol.asyncDispose]() {
      client.destroy();
      await aws[Symbol.asyncDispose]();
      await ses[Symbol.asyncDispose]();
      await dynamoDb.stop();
    },
  };
}

/** Each function signs with a key of its own, as its role does in AWS. */
function accessKeyOf(name: FunctionName): string {
  return `AKIA${name.toUpperCase()}`;
}

interface Bundle {
  stack: Synthesised;
  name: FunctionName;
  /** Where the site is, in place of the address that API Gateway would give it. */
  siteUrl: string | undefined;
}

async function runBundle(
  { stack, name, siteUrl }: Bundle,
  event: unknown,
  endpoints: Record<string, string>,
): Promise<{ answer: unknown; output: string }> {
  const folder = assetOf(stack, name);
  const files = temporaryFolder('event');
  writeFileSync(join(files, 'event.json'), JSON.stringify(event));
  const variables = Object.entries(
    deployedVariables(stack, name, (reference) =>
      standIn(reference, { sqs: endpoints['AWS_ENDPOINT_URL_SQS'], site: siteUrl }),
    ),
  ).map(([variable, value]) => [variable, value.replace('/var/task', folder)]);
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    [
      join(import.meta.dirname, 'lambda-host.ts'),
      folder,
      join(files, 'event.json'),
      join(files, 'answer.json'),
    ],
    {
      // What Lambda sets, what the template sets, and where AWS is: nothing of this process's own.
      env: {
        AWS_REGION: LOCAL_REGION,
        AWS_ACCESS_KEY_ID: accessKeyOf(name),
        AWS_SECRET_ACCESS_KEY: 'example',
        AWS_SESSION_TOKEN: 'example',
        AWS_LAMBDA_FUNCTION_NAME: name,
        LAMBDA_TIMEOUT_MS: String(timeoutMs(stack, name)),
        ...Object.fromEntries(variables),
        ...endpoints,
      },
    },
  );
  return { answer: JSON.parse(readFileSync(join(files, 'answer.json'), 'utf8')), output: stdout + stderr };
}

function timeoutMs(stack: Synthesised, name: FunctionName): number {
  return 1_000 * z.object({ Timeout: z.number() }).parse(functionNamed(stack, name).properties).Timeout;
}

/** The folder whose content is the function's zip. */
function assetOf(stack: Synthesised, name: FunctionName): string {
  const code = z.object({ Code: z.object({ S3Key: z.string() }) });
  const { S3Key } = code.parse(functionNamed(stack, name).properties).Code;
  return join(stack.outdir, `asset.${S3Key.replace(/\.zip$/, '')}`);
}

const table = z.object({
  KeySchema: z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) })),
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.literal('S') })),
  GlobalSecondaryIndexes: z
    .array(
      z.object({
        IndexName: z.string(),
        KeySchema: z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) })),
        Projection: z.object({ ProjectionType: z.literal('KEYS_ONLY') }),
      }),
    )
    .optional(),
});

function tableOf(id: string, properties: unknown) {
  const { GlobalSecondaryIndexes, ...rest } = table.parse(properties);
  return {
    TableName: id,
    BillingMode: 'PAY_PER_REQUEST' as const,
    ...rest,
    ...(GlobalSecondaryIndexes ? { GlobalSecondaryIndexes } : {}),
  };
}

const generated = z.object({
  GenerateSecretString: z.object({
    PasswordLength: z.number(),
    SecretStringTemplate: z.string().optional(),
    GenerateStringKey: z.string().optional(),
  }),
});

/** As Secrets Manager fills them: random text, alone or as one more member of the template. */
function secretsOf(stack: Synthesised): Record<string, string> {
  return Object.fromEntries(
    ofType(stack.resources, 'AWS::SecretsManager::Secret').map(([id, { Properties }]) => {
      const {
        PasswordLength,
        SecretStringTemplate,
        GenerateStringKey = '',
      } = generated.parse(Properties).GenerateSecretString;
      const text = Array.from(
        { length: PasswordLength },
        (_, at) => ALPHABET[(at * 37) % ALPHABET.length],
      ).join('');
      if (SecretStringTemplate === undefined) return [id, text];
      return [id, JSON.stringify({ ...JSON.parse(SecretStringTemplate), [GenerateStringKey]: text })];
    }),
  );
}
