/**
 * Every metric: one list, which use cases count by, alarms and dashboard watch by, and tests hold both to. CloudWatch
 * keeps them under {@link METRIC_NAMESPACE} with the one dimension `service`, which is the function's `SERVICE_NAME` and
 * so keeps two deployments apart. It charges for each: a deployment without a dashboard writes only what an alarm watches.
 */
export const METRIC_NAMESPACE = 'StrongWeeks';

interface ListedMetric<Name extends string, Unit extends 'Count' | 'Milliseconds'> {
  name: Name;
  unit: Unit;
  /** `alarm`: it rings, and mails the operator. `dashboard`: it is drawn where there is a dashboard. */
  watchedBy: 'alarm' | 'dashboard';
  meaning: string;
}

function listed<Name extends string, Unit extends 'Count' | 'Milliseconds'>(
  name: Name,
  unit: Unit,
  watchedBy: 'alarm' | 'dashboard',
  meaning: string,
): ListedMetric<Name, Unit> {
  return { name, unit, watchedBy, meaning };
}

export const METRICS = {
  dispatchFinished: listed(
    'DispatchFinished',
    'Count',
    'alarm',
    'runs of dispatch that came to their end, sending paused or not',
  ),
  reconcileFinished: listed(
    'ReconcileFinished',
    'Count',
    'alarm',
    'runs of reconcile that came to their end',
  ),
  checkFinished: listed('CheckFinished', 'Count', 'alarm', 'times that the canary found the site up'),
  storyFinished: listed(
    'StoryFinished',
    'Count',
    'alarm',
    'times that the canary joined, got its lesson and left',
  ),
  atCapacityRuns: listed(
    'AtCapacityRuns',
    'Count',
    'alarm',
    'runs that left due lessons behind because SES could take no more',
  ),
  sendDelayMs: listed(
    'SendDelayMs',
    'Milliseconds',
    'alarm',
    'from the moment a lesson was due until it went to SES',
  ),
  unknownOpen: listed(
    'UnknownOpen',
    'Count',
    'alarm',
    'attempts still unknown after 15 minutes; a gauge, counted by each run of reconcile',
  ),
  dueNotSent: listed(
    'DueNotSent',
    'Count',
    'alarm',
    'rows due for more than 15 minutes and not sent; a gauge, counted by each run of reconcile',
  ),
  lessonsFailed: listed(
    'LessonsFailed',
    'Count',
    'alarm',
    'lessons refused for certain, for good; each has its reason in the ledger',
  ),
  lessonsParked: listed(
    'LessonsParked',
    'Count',
    'alarm',
    'lessons given up after a second unknown attempt, or since the record cannot be read',
  ),
  lessonsUnreviewed: listed(
    'LessonsUnreviewed',
    'Count',
    'alarm',
    'lessons that are due and wait, since nobody has reviewed the course; counted each hour',
  ),
  lessonsWithheld: listed(
    'LessonsWithheld',
    'Count',
    'dashboard',
    'lessons that are due and wait, since their session is withheld; counted each hour',
  ),
  sendingPaused: listed(
    'SendingPaused',
    'Count',
    'alarm',
    'counted whenever sending is found or put to rest, by whatever cause',
  ),
  dispatchQueued: listed('DispatchQueued', 'Count', 'dashboard', 'lessons put on the queue by dispatch'),
  lessonsSent: listed('LessonsSent', 'Count', 'dashboard', 'lessons that SES accepted'),
  delivered: listed('Delivered', 'Count', 'dashboard', 'lessons that a receiving server took'),
  lessonsUnknown: listed(
    'LessonsUnknown',
    'Count',
    'dashboard',
    'attempts without a clear answer; an event mostly settles them within seconds',
  ),
  bounces: listed('Bounces', 'Count', 'dashboard', 'bounces of lessons, as SES tells them'),
  complaints: listed('Complaints', 'Count', 'dashboard', 'lessons that a reader called spam'),
  enrolMailsSent: listed(
    'EnrolMailsSent',
    'Count',
    'dashboard',
    'confirmation mails and fresh links that SES accepted',
  ),
  confirmationsLimited: listed(
    'ConfirmationsLimited',
    'Count',
    'dashboard',
    'sign-ups that got no mail because their address or mailbox had its share',
  ),
};

type Listed = (typeof METRICS)[keyof typeof METRICS];
export type CountName = Extract<Listed, { unit: 'Count' }>['name'];
export type DurationName = Extract<Listed, { unit: 'Milliseconds' }>['name'];

export function metricsWatchedBy(who: 'alarm' | 'dashboard'): readonly string[] {
  return Object.values(METRICS)
    .filter(({ watchedBy }) => watchedBy === who)
    .map(({ name }) => name);
}
