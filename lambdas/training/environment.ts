import * as z from 'zod/mini';
import { CONTENT } from '../wiring/content.ts';
import { KEYS } from '../wiring/keys.ts';
import { REVIEW } from '../wiring/review.ts';
import { TABLES } from '../wiring/stores.ts';
import { LOGGING } from '../wiring/telemetry.ts';
import { mailAddress, text } from '../wiring/variables.ts';

const { TOKEN_KEYS, TOKEN_KEYS_SECRET } = KEYS;
const { REVIEWED_BY, REVIEWED_JOB, REVIEWED_ON, REVIEWED_HASH } = REVIEW;

/** No key of addresses: it finds her by her link alone. */
export const trainingEnvironment = z.object({
  ...LOGGING,
  ...TABLES,
  ...{ TOKEN_KEYS, TOKEN_KEYS_SECRET },
  ...CONTENT,
  ...{ REVIEWED_BY, REVIEWED_JOB, REVIEWED_ON, REVIEWED_HASH },
  REPLY_TO: mailAddress,
  ENROL_QUEUE_URL: text,
});

export type TrainingEnvironment = z.infer<typeof trainingEnvironment>;
