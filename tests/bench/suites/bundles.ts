import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import {
  bundleFunctions,
  bundleOf,
  FUNCTIONS,
  type FunctionName,
} from '../../../lib/infrastructure/bundling.ts';
import { bundleSize } from '../../bundle-size.ts';
import { awsEnvironment, startEndpoints } from '../endpoints.ts';
import { type Figure, figure, median, rounded } from '../figure.ts';
import { functionEnvironment } from '../function-environment.ts';

const STARTS = 9;
const started = z.object({ importMs: z.number(), answeredMs: z.number() });
type Started = z.infer<typeof started>;

const CLIENTS = 'the bare DynamoDB and SES clients';
const STARTED = ['deliver', 'web', 'dispatch', 'record'] as const;

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
    mkdirSync(join(folder, 'empty'));
    writeFileSync(join(folder, 'empty/index.mjs'), 'export const handler = async () => ({});');
    const times = starts(folder, endpoints.url);
    return [...sizes(folder, modules), ...startFigures(times)];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function sizes(folder: string, modules: Readonly<Record<FunctionName, number>>): Figure[] {
  const bare = { what: CLIENTS, value: statSync(join(folder, 'bare/index.mjs')).size / 1_000 };
  return FUNCTIONS.map((name) => {
    const { code, templates } = bundleSize(folder, name);
    const beside = templates === 0 ? '' : `, ${rounded(templates / 1_000)} KB of templates beside it`;
    return figure(`bundle-${name}`, code / 1_000, 'KB', `${modules[name]} modules${beside}`, bare);
  });
}

type Times = Readonly<Record<string, { importMs: number; answeredMs: number }>>;

function startFigures(times: Times): Figure[] {
  return STARTED.flatMap((name) => [
    figure(`cold-${name}`, of(times, name).answeredMs, 'ms', 'a fresh process to its first answer', {
      what: 'an empty handler',
      value: of(times, 'empty').answeredMs,
    }),
    figure(`import-${name}`, of(times, name).importMs, 'ms', 'import of the bundle', {
      what: CLIENTS,
      value: of(times, 'bare').importMs,
    }),
  ]);
}

function of(times: Times, name: string) {
  const found = times[name];
  if (found === undefined) throw new Error(`${name} was not started`);
  return found;
}

/** Each in turn and round after round, so that a busy moment of the machine falls on all of them. */
function starts(folder: string, url: string): Times {
  const told = new Map<string, Started[]>(['empty', 'bare', ...STARTED].map((name) => [name, []]));
  for (let round = 0; round < STARTS; round += 1) {
    for (const [name, times] of told)
      times.push(startOnce(join(folder, name, 'index.mjs'), EVENTS[name] ?? {}, url));
  }
  return Object.fromEntries(
    [...told].map(([name, times]) => [
      name,
      {
        importMs: median(times.map(({ importMs }) => importMs)),
        answeredMs: median(times.map(({ answeredMs }) => answeredMs)),
      },
    ]),
  );
}

/** A fresh process that imports one bundle and answers one event, as Lambda does at a cold start. */
const START = `
const [file, event] = process.argv.slice(1);
const before = performance.now();
const { handler } = await import(file);
const importMs = performance.now() - before;
await handler(JSON.parse(event), { getRemainingTimeInMillis: () => 60_000 });
console.log(JSON.stringify({ importMs, answeredMs: performance.now() }));
process.exit(0);
`;

function startOnce(file: string, event: unknown, url: string): Started {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', START, file, JSON.stringify(event)],
    {
      env: {
        PATH: process.env['PATH'],
        ...awsEnvironment(url),
        ...functionEnvironment(1_000, url, join(file, '../course')),
      },
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(`${file} did not start: ${stderr.slice(-500)}`);
  return started.parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
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

const EVENTS: Readonly<Record<string, unknown>> = { deliver: LESSONS, web: HOME, record: NO_EVENTS };
