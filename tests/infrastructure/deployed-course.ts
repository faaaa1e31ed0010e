import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CreateTableCommand, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { bundleFunctions, type FunctionName } from '../../lib/infrastructure/bundling.ts';
import { LOCAL_CREDENTIALS, LOCAL_REGION, startDynamoDb } from '../../lib/local/dynamodb.ts';
import { accepts, fakeSes, type Posted } from '../fake-ses.ts';
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
  /** What each function called, so far. */
  called: ReadonlyMap<FunctionName, AwsCall[]>;
  mails: readonly Posted[];
  messages(queue: string): string[];
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
export async function deployCourse(): Promise<DeployedCourse> {
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
  const ses = await fakeSes(accepts);
  const called = new Map<FunctionName, AwsCall[]>();
  let log = '';
  const idOf = (path: string): string => {
    const id = Object.keys(stack.resources).find((one) => one.replace(/[0-9A-F]{8}$/, '') === path);
    if (id === undefined) throw new Error(`the template has no ${path}`);
    return id;
  };
  return {
    stack,
    bundles,
    called,
    mails: ses.posts,
    messages: aws.messages,
    secret: aws.secret,
    idOf,
    log: () => log,
    async invoke(name, event) {
      const before = aws.calls.length;
      const sentBefore = ses.posts.length;
      const { answer, output } = await runBundle(stack, name, event, {
        AWS_ENDPOINT_URL_DYNAMODB: aws.endpoint,
        AWS_ENDPOINT_URL_SQS: aws.endpoint,
        AWS_ENDPOINT_URL_SECRETS_MANAGER: aws.endpoint,
        AWS_ENDPOINT_URL_SES: ses.endpoint,
      });
      log += output;
      const calls = [...(called.get(name) ?? []), ...aws.calls.slice(before)];
      if (ses.posts.length > sentBefore)
        calls.push({ action: 'ses:SendRawEmail', resource: idOf('SendingIdentity') });
      called.set(name, calls);
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

async function runBundle(
  stack: Synthesised,
  name: FunctionName,
  event: unknown,
  endpoints: Record<string, string>,
): Promise<{ answer: unknown; output: string }> {
  const folder = assetOf(stack, name);
  const files = temporaryFolder('event');
  writeFileSync(join(files, 'event.json'), JSON.stringify(event));
  const variables = Object.entries(
    deployedVariables(stack, name, (reference) => standIn(reference, endpoints['AWS_ENDPOINT_URL_SQS'])),
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
        AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
        AWS_SECRET_ACCESS_KEY: 'example',
        AWS_SESSION_TOKEN: 'example',
        AWS_LAMBDA_FUNCTION_NAME: name,
        ...Object.fromEntries(variables),
        ...endpoints,
      },
    },
  );
  return { answer: JSON.parse(readFileSync(join(files, 'answer.json'), 'utf8')), output: stdout + stderr };
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
