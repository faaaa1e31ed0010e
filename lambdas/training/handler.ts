import { handle } from 'hono/aws-lambda';
import { clientAddress } from '../http/client-address.ts';
import { lazily } from '../wiring/lazily.ts';
import { trainingEnvironment } from './environment.ts';
import { composeTraining } from './wiring.ts';

const app = lazily(() => handle(composeTraining(trainingEnvironment.parse(process.env), clientAddress)));

/** Woken by the HTTP API, as the function web is. */
export const handler: ReturnType<typeof handle> = (event, context) => app()(event, context);
