import { join } from 'node:path';
import { brand } from '../../lambdas/wiring/brand.ts';
import { courseFolder } from '../brand/course-folder.ts';
import type { LocalKeys } from './keys.ts';

/** No mail leaves this machine: a name that nobody can own (RFC 2606), after the course. */
const HOST = `${
  brand.name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '') || 'course'
}.example`;

/** What the stack would set for the functions, for this machine. Each may be set from outside. */
const DEFAULTS = {
  SERVICE_NAME: 'strong-weeks-local',
  // The terminal is for the person in front of it: what goes wrong is told, the rest is the panel's.
  LOG_LINES: 'warnings',
  METRIC_LINES: 'off',
  SUBSCRIBERS_TABLE: 'strong-weeks-subscribers',
  SUPPRESSIONS_TABLE: 'strong-weeks-suppressions',
  FROM: `${brand.name} <hello@${HOST}>`,
  REPLY_TO: `hello@${HOST}`,
  POSTAL_ADDRESS: `${brand.name}, ${brand.address}`,
  LIST_ID: `${brand.name} <lessons.${HOST}>`,
  FEEDBACK_SENDER_ID: 'strongweeks',
  SEND_RATE_PER_SECOND: '50',
  SEND_UNREVIEWED: 'I accept that no clinician has reviewed this',
  ENROL_QUEUE_URL: 'local:enrol',
  LESSON_QUEUE_URL: 'local:lessons',
  EVENT_QUEUE_URL: 'local:events',
  EVENT_DEAD_LETTERS_URL: 'local:events-dead',
  /** The embedded DynamoDB writes its index with the item. */
  INDEX_LAG_MS: '0',
} as const;

/** For an SDK that will not call without them; nothing on this machine looks at them. */
const AWS_DEFAULTS = {
  AWS_REGION: 'eu-west-2',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
} as const;

export type LocalEnvironment = Readonly<Record<string, string>> & typeof DEFAULTS;

export function localEnvironment(
  hostEnvironment: NodeJS.ProcessEnv,
  keys: LocalKeys,
  siteUrl: string,
): LocalEnvironment {
  const set = Object.fromEntries(
    Object.entries(hostEnvironment).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '',
    ),
  );
  const COURSE_DIR = join(courseFolder(hostEnvironment).built, 'course');
  return { ...DEFAULTS, COURSE_DIR, SITE_URL: siteUrl, ...keys, ...set };
}

/** The SDK's clients read the process's own environment. */
export function setAwsDefaults(environment: NodeJS.ProcessEnv): void {
  environment['AWS_REGION'] ||= environment['AWS_DEFAULT_REGION'] || AWS_DEFAULTS.AWS_REGION;
  for (const [name, value] of Object.entries(AWS_DEFAULTS)) environment[name] ||= value;
}
