/**
 * Every metric the functions count: one list, read by the functions and by the stack, so that an alarm cannot watch a
 * name that nobody writes. CloudWatch keeps them under {@link METRIC_NAMESPACE} with the one dimension `service`,
 * which is the function's `SERVICE_NAME` and so keeps two deployments apart.
 */

export const METRIC_NAMESPACE = 'StrongWeeks';

/** An alarm watches each of these. */
export const ALARM_METRICS = {
  /** Runs of dispatch that came to their end, sending paused or not. */
  dispatchFinished: 'DispatchFinished',
  /** Runs of reconcile that came to their end. */
  reconcileFinished: 'ReconcileFinished',
  /** Times that the canary found the site up. */
  checkFinished: 'CheckFinished',
  /** Times that the canary joined, got its lesson and left. */
  storyFinished: 'StoryFinished',
  /** Runs that left due lessons behind because SES could take no more. */
  atCapacityRuns: 'AtCapacityRuns',
  /** From the moment a lesson was due until it went to SES, in milliseconds. */
  sendDelayMs: 'SendDelayMs',
  /** Attempts still unknown after 15 minutes. A gauge, counted by each run of reconcile. */
  unknownOpen: 'UnknownOpen',
  /** Rows due for more than 15 minutes and not sent. A gauge, counted by each run of reconcile. */
  dueNotSent: 'DueNotSent',
  /** Lessons refused for certain, for good; each has its reason in the ledger. */
  lessonsFailed: 'LessonsFailed',
  /** Lessons given up after a second unknown attempt. */
  lessonsParked: 'LessonsParked',
  /** Counted whenever sending is found or put to rest, by whatever cause. */
  sendingPaused: 'SendingPaused',
} as const;

/** Only the dashboard shows these: a deployment without one does not write them, for CloudWatch charges for each. */
const DASHBOARD_METRICS = {
  /** Lessons put on the queue by dispatch. */
  dispatchQueued: 'DispatchQueued',
  /** Lessons that SES accepted. */
  lessonsSent: 'LessonsSent',
  /** Lessons that a receiving server took. */
  delivered: 'Delivered',
  /** Attempts without a clear answer; an event mostly settles them within seconds. */
  lessonsUnknown: 'LessonsUnknown',
  bounces: 'Bounces',
  complaints: 'Complaints',
  /** Confirmation mails and fresh links that SES accepted. */
  enrolMailsSent: 'EnrolMailsSent',
  /** Sign-ups that got no mail because their address had its share. */
  confirmationsLimited: 'ConfirmationsLimited',
} as const;

export const METRICS = { ...ALARM_METRICS, ...DASHBOARD_METRICS } as const;
