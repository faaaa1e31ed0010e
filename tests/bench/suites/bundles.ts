import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { bundleFunctions, bundleOf, bundleSize, FUNCTIONS } from '../../../lib/infrastructure/bundling.ts';
import { awsEnvironment, startEndpoints } from '../endpoints.ts';
import { type Figure, figure, median } from '../figure.ts';
import { functionEnvironment } from '../function-environment.ts';

const STARTS = 9;
const told = z.object({ importMs: z.number(), answeredMs: z.number() });

/** What is left when our code is taken away: the SDK's two clients with the commands that deliver uses. */
const BARE_CLIENTS = `
import { DynamoDBClient, GetItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
export const handler = () => [DynamoDBClient, GetItemCommand, PutItemCommand, UpdateItemCommand, SESClient, SendRawEmailCommand];
`;

/** Bytes, modules and import time of each function's bundle, and cold starts: a fresh process to its first answer. */
export async function bundles(): Promise<Figure[]> {
  await using endpoints = await startEndpoints();
  const folder = mkdtempSync(join(tmpdir(), 'bench-bundles-'));
  try {
    const modules = await bundleFunctions(folder);
    await bundleOf({ contents: BARE_CLIENTS, resolveDir: process.cwd() }, join(folder, 'bare'));
    writeFileSync(join(folder, 'empty.mjs'), 'export const handler = async () => ({});');
    const start = (file: string, event: unknown) => starts(join(folder, file), event, endpoints.url);
    const empty = start('empty.mjs', {});
    const bare = start('bare/index.mjs', {});
    const bareBytes = statSync(join(folder, 'bare/index.mjs')).size;
    const figures: Figure[] = [];
    for (const name of FUNCTIONS) {
      const { code, templates } = bundleSize(folder, name);
      const js = code + templates;
      const what = 'the bare DynamoDB and SES clients';
      figures.push(
        figure(`bundle-${name}`, js / 1_000, 'KB', `code and templates, ${modules[name]} modules`, {
          what,
          value: bareBytes / 1_000,
        }),
      );
    }
    for (const [name, event] of [
      ['deliver', LESSONS],
      ['web', HOME],
      ['dispatch', {}],
      ['record', NO_EVENTS],
    ] as const) {
      const times = start(`${name}/index.mjs`, event);
      figures.push(
        figure(`cold-${name}`, times.answeredMs, 'ms', 'a fresh process to its first answer', {
          what: 'an empty handler',
          value: empty.answeredMs,
        }),
        figure(`import-${name}`, times.importMs, 'ms', 'import of the bundle', {
          what: 'the bare DynamoDB and SES clients',
          value: bare.importMs,
        }),
      );
    }
    return figures;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function starts(file: string, event: unknown, url: string): z.infer<typeof told> {
  const environment = {
    PATH: process.env['PATH'],
    ...awsEnvironment(url),
    ...functionEnvironment(1_000, url, join(file, '../course')),
  };
  const times = Array.from({ length: STARTS }, () => startOnce(file, event, environment));
  return {
    importMs: median(times.map(({ importMs }) => importMs)),
    answeredMs: median(times.map(({ answeredMs }) => answeredMs)),
  };
}

function startOnce(file: string, event: unknown, env: NodeJS.ProcessEnv): z.infer<typeof told> {
  const script = join(import.meta.dirname, '../cold-start.ts');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, file, JSON.stringify(event)], {
    env,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${file} did not start: ${stderr.slice(-500)}`);
  return told.parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
}

const LESSONS = {
  Records: [{ messageId: 'm', body: JSON.stringify({ v: 1, id: 'mother-000000000000007', dueAt: 1 }) }],
};
const NO_EVENTS = { Records: [] };
const HOME = {
  version: '2.0',
  routeKey: '$default',
  rawPath: '/',
  rawQueryString: '',
  headers: { host: 'strong-weeks.example' },
  requestContext: {
    domainName: 'strong-weeks.example',
    http: { method: 'GET', path: '/', sourceIp: '192.0.2.1', userAgent: 'bench', protocol: 'HTTP/1.1' },
  },
  isBase64Encoded: false,
};
