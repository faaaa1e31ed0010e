import { DAY_MS, isoWeek } from '../../domain/calendar.ts';
import { isCanary } from '../../domain/canary.ts';
import { countryOf } from '../../domain/countries.ts';
import { type Typed, typedIn } from '../../domain/joining/field.ts';
import type { Problem } from '../../domain/joining/problem.ts';
import type { Receiving, Run, SubscriberId } from '../../domain/subscriber.ts';
import { comparedNumbers, type HerNumbers, hasNumbers } from '../../domain/training/her-numbers.ts';
import { type Done, doneOf, type LessonOfHers } from '../../domain/training/her-year.ts';
import { trainingFromText, trainingToText } from '../../domain/training/training-days.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CountStore } from '../../ports/count-store.ts';
import type { LimitStore } from '../../ports/limit-store.ts';
import type { Log } from '../../ports/log.ts';
import type { EnrolQueue } from '../../ports/queues.ts';
import type { Consent, SubscriberStore } from '../../ports/subscriber-store.ts';
import type { HerWeekShown, WeekSaved } from '../../ports/training-pages.ts';
import type { TrainingStore } from '../../ports/training-store.ts';
import { type FoundWeek, findWeek, type ShowWeekDeps, weekShown } from './her-week.ts';
import { readDays, readNumbers } from './training-form.ts';

export interface WriteDownDeps extends ShowWeekDeps {
  clock: Clock;
  subscribers: Pick<SubscriberStore, 'get' | 'getRaw' | 'replace'>;
  training: TrainingStore;
  counts: CountStore;
  limits: Pick<LimitStore, 'take'>;
  enrolQueue: EnrolQueue;
  log: Log;
}

/** The words that are asked for now, whether she said yes to them in this very form, and the evidence of it (Q33). */
export interface PlanConsent {
  agreed: boolean;
  evidence: Omit<Consent, 'askedAt' | 'confirmedAt'>;
}

export type WrittenDown =
  | { kind: 'saved'; week: HerWeekShown; saved: WeekSaved }
  | { kind: 'invalid'; week: HerWeekShown; problems: readonly Problem[] }
  | { kind: 'ask-consent' }
  | { kind: 'unknown' };

/** Her ticks of that week. They move no lesson, and nothing is counted against her. */
export function tick(deps: WriteDownDeps) {
  return async (token: string, typed: Typed): Promise<WrittenDown> => {
    const week = await findWeek(deps, token);
    if (week === null) return { kind: 'unknown' };
    const done = doneOf(typedIn(typed, 'done'));
    if (week.lesson === null || done === null)
      return invalid(deps, week, [{ input: 'done', code: 'choice-unknown', choices: ['0', '1', '2'] }]);
    await putDone(deps, week.subscriber, week.lesson, done);
    return saved(deps, week, { what: 'tick' });
  };
}

async function putDone(
  deps: WriteDownDeps,
  subscriber: Receiving,
  lesson: LessonOfHers,
  done: Done,
): Promise<void> {
  const before = await deps.training.putDone(subscriber.id, subscriber.run, lesson, done);
  if (done !== before) await count(deps, subscriber, 'ticked', done - before);
}

/** Her days. What she asked for once more says the same. */
export function chooseDays(deps: WriteDownDeps) {
  return async (token: string, typed: Typed, consent: PlanConsent): Promise<WrittenDown> => {
    for (;;) {
      const week = await findWeek(deps, token);
      if (week === null) return { kind: 'unknown' };
      const { subscriber } = week;
      const reading = readDays(typed, trainingFromText(subscriber.training ?? ''));
      if (reading.kind === 'invalid') return invalid(deps, week, reading.problems);
      const training = reading.training === null ? null : trainingToText(reading.training);
      if (training !== null && !(await agrees(deps, subscriber, consent))) return { kind: 'ask-consent' };
      const next = { ...subscriber, training };
      if ((await deps.subscribers.replace(next, 'change')) === 'conflict') {
        // Her yes may be all that stands of her by now.
        if (await hasLeft(deps, subscriber.id, subscriber.run)) return { kind: 'unknown' };
        continue;
      }
      if (subscriber.training === null && training !== null) await count(deps, subscriber, 'days', 1);
      return saved(deps, { ...week, subscriber: next }, { what: 'days' });
    }
  };
}

/** Her numbers, where the session asks for them; beside them the first of each kind. */
export function writeNumbers(deps: WriteDownDeps) {
  return async (token: string, typed: Typed, consent: PlanConsent): Promise<WrittenDown> => {
    const week = await findWeek(deps, token);
    if (week === null) return { kind: 'unknown' };
    const { subscriber, lesson } = week;
    const reading = readNumbers(typed, countryOf(deps.course.countries, subscriber.country).units);
    if (reading.kind === 'invalid') return invalid(deps, week, reading.problems);
    if (lesson === null || deps.words.numbersOf(lesson, subscriber.country) === null)
      return saved(deps, week, { what: 'numbers', compared: [] });
    const { numbers } = reading;
    if (hasNumbers(numbers)) {
      if (!(await agrees(deps, subscriber, consent))) return { kind: 'ask-consent' };
      await putNumbers(deps, subscriber, lesson, numbers);
    }
    const { weeks } = await deps.training.weeks(subscriber.id, subscriber.run);
    const earlier = weeks.filter(({ number }) => number < lesson.number).map((week) => week.numbers);
    return saved(deps, week, { what: 'numbers', compared: comparedNumbers(earlier, numbers) });
  };
}

async function putNumbers(
  deps: WriteDownDeps,
  subscriber: Receiving,
  lesson: LessonOfHers,
  numbers: HerNumbers,
): Promise<void> {
  const { id, run } = subscriber;
  const standing = await deps.training.week(id, run, lesson.number);
  await deps.training.putNumbers(id, run, lesson, numbers);
  if (standing === null || !hasNumbers(standing.numbers)) await count(deps, subscriber, 'numbers', 1);
}

/** Weekly mails get passed on, so whoever holds one may ask for a link, but not fill her inbox with them. */
const LINKS_A_DAY = 3;

/** Asks enrol to mail a fresh link to her year. */
export function requestYearLink(deps: WriteDownDeps) {
  return async (token: string): Promise<'sent' | 'limited' | 'unknown'> => {
    const week = await findWeek(deps, token);
    if (week === null) return 'unknown';
    const { id, run } = week.subscriber;
    const at = deps.clock.now();
    if ((await deps.limits.take(`year#${id}`, LINKS_A_DAY, DAY_MS, at)) === 'exceeded') return 'limited';
    await deps.enrolQueue.send({ kind: 'year-link', link: { id, run, at } });
    return 'sent';
  };
}

/** Whether she has agreed to the words of now, here or before. Her yes is kept before what it is about. */
async function agrees(
  { clock, training }: WriteDownDeps,
  { id, run }: Receiving,
  { agreed, evidence }: PlanConsent,
): Promise<boolean> {
  if (await training.hasAgreed(id, run, evidence.version)) return true;
  if (!agreed) return false;
  const at = clock.now();
  await training.putAgreed(id, run, { ...evidence, askedAt: at, confirmedAt: at });
  return true;
}

/**
 * Answers what stands now. She may have left while it was written, and no condition spans two items: then it is taken
 * back, as leaving took all else. Should this die in between, the deletion that leaving repeats finds it.
 */
async function saved(deps: WriteDownDeps, week: FoundWeek, what: WeekSaved): Promise<WrittenDown> {
  const { id, run } = week.subscriber;
  if (await hasLeft(deps, id, run)) return { kind: 'unknown' };
  deps.log.info('training-written', { subscriber: id });
  return { kind: 'saved', week: await weekShown(deps, week), saved: what };
}

async function hasLeft(
  { subscribers, training }: WriteDownDeps,
  id: SubscriberId,
  run: Run,
): Promise<boolean> {
  if ((await subscribers.getRaw(id)) !== null) return false;
  await training.deleteRun(id, run);
  return true;
}

async function invalid(
  deps: WriteDownDeps,
  week: FoundWeek,
  problems: readonly Problem[],
): Promise<WrittenDown> {
  return { kind: 'invalid', week: await weekShown(deps, week), problems };
}

/** Counts that name nobody, and outlive her record. */
async function count(
  { counts, clock }: WriteDownDeps,
  subscriber: Receiving,
  what: 'ticked' | 'days' | 'numbers',
  by: number,
): Promise<void> {
  if (!isCanary(subscriber)) await counts.add(isoWeek(clock.now()), what, by);
}
