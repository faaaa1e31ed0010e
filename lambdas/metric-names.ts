/**
 * Every metric the functions count and the stack alarms on: one list, read by both sides, so that an alarm
 * cannot watch a name that nobody writes. CloudWatch keeps them under {@link METRIC_NAMESPACE} with the one
 * dimension `service`, which is the function's `SERVICE_NAME` and so keeps two deployments apart.
 */

export const METRIC_NAMESPACE = 'StrongWeeks';

export const METRICS = {
  dispatchRuns: 'DispatchRuns',
  /** Lessons put on the queue by dispatch. */
  dispatchQueued: 'DispatchQueued',
  /** Runs that left due lessons behind because SES could take no more. */
  atCapacityRuns: 'AtCapacityRuns',
  /** Lessons that SES accepted. */
  lessonsSent: 'LessonsSent',
  /** Lessons that a receiving server took. */
  delivered: 'Delivered',
  /** From the moment a lesson was due until it went to SES, in milliseconds. */
  sendDelayMs: 'SendDelayMs',
  /** Attempts without a clear answer; an event mostly settles them within seconds. */
  lessonsUnknown: 'LessonsUnknown',
  /** Attempts still unknown after 15 minutes. A gauge, counted by each run of reconcile. */
  unknownOpen: 'UnknownOpen',
  /** Rows due for more than 15 minutes and not sent. A gauge, counted by each run of reconcile. */
  dueNotSent: 'DueNotSent',
  /** Lessons refused for certain, for good; each has its reason in the ledger. */
  lessonsFailed: 'LessonsFailed',
  /** Lessons given up after a second unknown attempt. */
  lessonsParked: 'LessonsParked',
  bounces: 'Bounces',
  complaints: 'Complaints',
  /** Counted whenever sending is found or put to rest, by whatever cause. */
  sendingPaused: 'SendingPaused',
} as const;

export type MetricName = (typeof METRICS)[keyof typeof METRICS];
