import * as z from 'zod/mini';
import { LOGGING } from '../wiring/telemetry.ts';

/** Secrets Manager names the secret when it calls. */
export const rotateEnvironment = z.object(LOGGING);

export type RotateEnvironment = z.infer<typeof rotateEnvironment>;
