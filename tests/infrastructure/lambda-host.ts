import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';

/**
 * Stands for Lambda in a process of its own: loads `index.mjs` of a bundle, calls its handler with one event, and
 * writes what it answers. Arguments: the bundle's folder, a file with the event, a file for the answer.
 */
const [folder = '', eventFile = '', answerFile = ''] = process.argv.slice(2);
const bundle = z.object({
  handler: z.custom<(event: unknown, context: unknown) => unknown>((value) => typeof value === 'function'),
});

const { handler } = bundle.parse(await import(pathToFileURL(`${folder}/index.mjs`).href));
const deadline = Date.now() + Number(process.env['LAMBDA_TIMEOUT_MS']);
const context = {
  functionName: 'booted',
  awsRequestId: 'a-request',
  getRemainingTimeInMillis: () => deadline - Date.now(),
};
const answer: unknown = await handler(JSON.parse(readFileSync(eventFile, 'utf8')), context);
writeFileSync(answerFile, JSON.stringify(answer ?? null));
process.exit(0);
