import { handle } from 'hono/aws-lambda';
import * as z from 'zod/mini';
import { lazily } from '../wiring/lazily.ts';
import { webEnvironment } from './environment.ts';
import { composeWeb } from './wiring.ts';

const httpEvent = z.object({
  requestContext: z.object({ http: z.object({ sourceIp: z.string() }) }),
});

/** The address that API Gateway saw, never a header that anyone may write. */
function clientAddress(host: unknown): string {
  return z.object({ event: httpEvent }).parse(host).event.requestContext.http.sourceIp;
}

const app = lazily(() => handle(composeWeb(webEnvironment.parse(process.env), clientAddress)));

/** Woken by the HTTP API (payload format 2.0, bodies plain or base64). */
export const handler: ReturnType<typeof handle> = (event, context) => app()(event, context);
