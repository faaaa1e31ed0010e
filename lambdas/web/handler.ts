import { handle } from 'hono/aws-lambda';
import { clientAddress } from '../http/client-address.ts';
import { lazily } from '../wiring/lazily.ts';
import { webEnvironment } from './environment.ts';
import { composeWeb } from './wiring.ts';

const app = lazily(() => handle(composeWeb(webEnvironment.parse(process.env), clientAddress)));

/** Woken by the HTTP API (payload format 2.0, bodies plain or base64). */
export const handler: ReturnType<typeof handle> = (event, context) => app()(event, context);
