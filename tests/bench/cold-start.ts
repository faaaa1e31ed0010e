import { pathToFileURL } from 'node:url';

/** A fresh process that imports one bundle and answers one event, as Lambda does at a cold start. */
const [, , file = '', event = '{}'] = process.argv;
const before = performance.now();
const { handler } = await import(pathToFileURL(file).href);
const importMs = performance.now() - before;
await handler(JSON.parse(event), { getRemainingTimeInMillis: () => 60_000 });
// Since the process began.
const answeredMs = performance.now();
console.log(JSON.stringify({ importMs, answeredMs }));
process.exit(0);
