import { join } from 'node:path';

const KEY = Buffer.alloc(32, 7).toString('base64');

/** What the stack would set for every function; `perSecond` is the send rate, `url` where the queues are. */
export function functionEnvironment(
  perSecond: number,
  url: string,
  courseDir = join(import.meta.dirname, '../../.build/course'),
) {
  return {
    SERVICE_NAME: 'benchmark',
    LOG_LINES: 'errors',
    METRIC_LINES: 'off',
    SUBSCRIBERS_TABLE: 'subscribers',
    SUPPRESSIONS_TABLE: 'suppressions',
    TOKEN_KEYS: JSON.stringify({ sign: 'k1', keys: { k1: KEY } }),
    ADDRESS_KEY: KEY,
    SITE_URL: 'https://strong-weeks.example',
    COURSE_DIR: courseDir,
    FROM: 'Strong Weeks <hello@strong-weeks.example>',
    REPLY_TO: 'coach@strong-weeks.example',
    POSTAL_ADDRESS: 'Strong Weeks, 1 Example Street, Leeds LS1 1AA, United Kingdom',
    LIST_ID: 'Strong Weeks <lessons.strong-weeks.example>',
    FEEDBACK_SENDER_ID: 'strongweeks',
    CONFIGURATION_SET: 'lessons',
    SEND_RATE_PER_SECOND: String(perSecond),
    SEND_UNREVIEWED: 'I accept that no clinician has reviewed this',
    LESSON_QUEUE_URL: `${url}/123456789012/lessons`,
    ENROL_QUEUE_URL: `${url}/123456789012/enrol`,
    EVENT_QUEUE_URL: `${url}/123456789012/events`,
    EVENT_DEAD_LETTERS_URL: `${url}/123456789012/events-dead`,
    INDEX_LAG_MS: '0',
    SIGN_UPS_PER_HOUR_PER_NETWORK: '1000000000',
    SIGN_UPS_PER_HOUR: '1000000000',
  };
}
