interface LogLine {
  /** What one line stands for. */
  unit: 'subscriber' | 'lesson' | 'mail' | 'request' | 'message' | 'run';
  /** `alarm`: an alarm rings for what the line tells, and its page of the runbook leads here. `on-call`: read when asked. */
  watchedBy: 'alarm' | 'on-call';
  meaning: string;
}

/** Every line of the log by its level. A name that is not in this list cannot be logged. */
export const LOG_LINES = {
  info: {
    answered: {
      unit: 'subscriber',
      watchedBy: 'on-call',
      meaning: 'she pressed an answer to her last lesson',
    },
    'canary-finished': {
      unit: 'run',
      watchedBy: 'on-call',
      meaning: 'the canary found all as it should be',
    },
    confirmed: { unit: 'subscriber', watchedBy: 'on-call', meaning: 'a run of the course began' },
    dispatched: { unit: 'run', watchedBy: 'on-call', meaning: 'what one run of dispatch queued' },
    exported: { unit: 'subscriber', watchedBy: 'on-call', meaning: 'she took a copy of her data' },
    left: {
      unit: 'subscriber',
      watchedBy: 'on-call',
      meaning: 'she left, and what was held of her is deleted',
    },
    paused: { unit: 'subscriber', watchedBy: 'on-call', meaning: 'she paused, for so many weeks' },
    'preferences-changed': {
      unit: 'subscriber',
      watchedBy: 'on-call',
      meaning: 'she changed what she told us',
    },
    reconciled: { unit: 'run', watchedBy: 'on-call', meaning: 'what one run of reconcile settled' },
    'settled-by-event': {
      unit: 'lesson',
      watchedBy: 'on-call',
      meaning: 'an SES event settled an unknown attempt',
    },
    'sign-up-queued': { unit: 'request', watchedBy: 'on-call', meaning: 'a sign-up was handed to enrol' },
    'sign-up-trapped': { unit: 'request', watchedBy: 'on-call', meaning: 'a sign-up filled in the honeypot' },
    'training-written': {
      unit: 'subscriber',
      watchedBy: 'on-call',
      meaning: 'she wrote down ticks, numbers or days',
    },
    'token-keys-turned': {
      unit: 'run',
      watchedBy: 'on-call',
      meaning: 'one step of the rotation of the token keys',
    },
  },
  warn: {
    'enrol-refused': { unit: 'mail', watchedBy: 'on-call', meaning: 'SES refused a mail she waits for' },
    'enrol-unknown': {
      unit: 'mail',
      watchedBy: 'alarm',
      meaning: 'no answer from SES for a mail she waits for',
    },
    'lesson-unreviewed': {
      unit: 'lesson',
      watchedBy: 'alarm',
      meaning: 'due, and waits until somebody has reviewed the course',
    },
    'lesson-withheld': {
      unit: 'lesson',
      watchedBy: 'on-call',
      meaning: 'due, and waits until its session is released',
    },
    'lesson-parked': {
      unit: 'lesson',
      watchedBy: 'alarm',
      meaning: 'given up after a second unknown attempt',
    },
    'row-set-aside': {
      unit: 'subscriber',
      watchedBy: 'alarm',
      meaning: 'her record could not be read three times; tried again a day later',
    },
    'send-refused': { unit: 'lesson', watchedBy: 'on-call', meaning: 'SES refused an attempt for certain' },
    'send-unknown': { unit: 'lesson', watchedBy: 'alarm', meaning: 'an attempt without a clear answer' },
    'sending-paused': { unit: 'run', watchedBy: 'alarm', meaning: 'all sending stops until the time given' },
    'sign-up-limited': {
      unit: 'request',
      watchedBy: 'on-call',
      meaning: 'a network, or all of them, had its share',
    },
    'soft-bounces-stopped': {
      unit: 'subscriber',
      watchedBy: 'on-call',
      meaning: 'five lessons running bounced softly, and she is stopped',
    },
    'suppressed-not-sent': {
      unit: 'lesson',
      watchedBy: 'on-call',
      meaning: 'due to someone who must not be mailed',
    },
    'week-unreadable': {
      unit: 'subscriber',
      watchedBy: 'on-call',
      meaning: 'weeks that she wrote about cannot be read; her year goes without them',
    },
  },
  error: {
    'canary-failed': { unit: 'run', watchedBy: 'alarm', meaning: 'the canary did not get through its story' },
    'claim-not-given-back': {
      unit: 'lesson',
      watchedBy: 'on-call',
      meaning: 'the claim of an attempt that sent nothing stands, and reconcile settles it',
    },
    'complaint-not-merged': {
      unit: 'subscriber',
      watchedBy: 'on-call',
      meaning: 'a complaint is obeyed although her record could not be read',
    },
    'event-queue-not-read': {
      unit: 'run',
      watchedBy: 'on-call',
      meaning: 'reconcile takes the event queue for a busy one',
    },
    'ledger-not-read': {
      unit: 'subscriber',
      watchedBy: 'on-call',
      meaning: 'a complaint is obeyed, or her year shown, although her ledger could not be read',
    },
    'row-not-reconciled': {
      unit: 'subscriber',
      watchedBy: 'alarm',
      meaning: 'a row could not be settled, and is tried again',
    },
    'row-not-set-aside': {
      unit: 'subscriber',
      watchedBy: 'alarm',
      meaning: 'a row could be neither settled nor set aside',
    },
    'shard-not-dispatched': {
      unit: 'run',
      watchedBy: 'alarm',
      meaning: 'one shard of the due index could not be read, and the others went on',
    },
    'shard-not-reconciled': { unit: 'run', watchedBy: 'alarm', meaning: 'the same for reconcile' },
    'suppression-not-read': {
      unit: 'subscriber',
      watchedBy: 'on-call',
      meaning: 'leaving waits as if another press had just taken the record',
    },
    'lesson-not-written': {
      unit: 'lesson',
      watchedBy: 'alarm',
      meaning: 'the template failed; tried three times',
    },
    'message-failed': {
      unit: 'message',
      watchedBy: 'alarm',
      meaning: 'a message of a queue failed, and comes again',
    },
    'web-failed': {
      unit: 'request',
      watchedBy: 'alarm',
      meaning: 'a page or form failed, and was answered with 500',
    },
  },
} as const satisfies Record<'info' | 'warn' | 'error', Record<string, LogLine>>;

export type InfoLine = keyof (typeof LOG_LINES)['info'];
export type WarnLine = keyof (typeof LOG_LINES)['warn'];
export type ErrorLine = keyof (typeof LOG_LINES)['error'];
