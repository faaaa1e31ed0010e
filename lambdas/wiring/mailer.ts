import * as z from 'zod/mini';
import { parseMailbox } from '../../lib/adapters/ses/compose.ts';
import { sesMailer } from '../../lib/adapters/ses/mailer.ts';
import type { Clock } from '../../lib/ports/clock.ts';
import { mailAddress, perSecond, text } from './variables.ts';

/** How mails are sent. */
export const SENDING = {
  /** `Name <address>`: the true sender (Q38). */
  FROM: mailAddress,
  REPLY_TO: mailAddress,
  LIST_ID: z.string().check(z.minLength(3)),
  /** 5 to 15 characters (Q25). */
  FEEDBACK_SENDER_ID: z.string().check(z.regex(/^[A-Za-z0-9]{5,15}$/)),
  CONFIGURATION_SET: z.optional(text),
  SEND_RATE_PER_SECOND: perSecond,
};

interface Sending {
  FROM: string;
  REPLY_TO: string;
  LIST_ID: string;
  FEEDBACK_SENDER_ID: string;
  CONFIGURATION_SET?: string | undefined;
}

/** Sends in flight at once in one instance; as many connections to SES. */
const SENDS_AT_ONCE = 50;

export function mailerOf(environment: Sending, clock: Clock) {
  return sesMailer({
    sender: {
      ...parseMailbox(environment.FROM),
      replyTo: environment.REPLY_TO,
      listId: environment.LIST_ID,
      feedbackSenderId: environment.FEEDBACK_SENDER_ID,
    },
    configurationSet: environment.CONFIGURATION_SET,
    maxSockets: SENDS_AT_ONCE,
    clock,
  });
}
