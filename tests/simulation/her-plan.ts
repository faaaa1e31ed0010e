import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS, weekdayOf } from '../../lib/domain/calendar.ts';
import { type TrainingDays, trainingToText } from '../../lib/domain/training/training-days.ts';
import type { CalendarFeed } from '../../lib/ports/calendars.ts';
import type { TrainingUseCases } from '../../lib/use-cases/training/training-use-cases.ts';
import type { PlanConsent, WrittenDown } from '../../lib/use-cases/training/write-down.ts';
import type { Ended } from './function-runs.ts';
import { MEASURED, tokens } from './ports.ts';
import type { Random } from './random.ts';
import { Told } from './told.ts';

export type PlanVisit = <Result>(
  what: string,
  press: (plan: TrainingUseCases) => Promise<Result>,
) => Promise<Ended<Result>>;

/**
 * - `none`: nobody uses it. - `apart`: ticks and numbers, which lie beside her record. - `days`: those on her record
 *   too. - `all`: fresh links to her year as well, and erasing.
 */
export type Plans = 'none' | 'apart' | 'days' | 'all';

export interface HerPlanOptions {
  plans: Plans;
  random: Random;
  visit: PlanVisit;
  soon: (ms: number, act: () => Promise<void>) => void;
  now: () => Instant;
  fail: (what: string) => void;
  /** Asks for the fresh link by which she has everything erased. */
  askToErase: () => Promise<void>;
  /** A roll back to a release that knows no days loses them. */
  daysMayBeLost: boolean;
  /** Told of each thing that was done to its end. */
  did: (what: string) => void;
}

interface Week {
  token: string;
  number: number;
  session: string;
}

const CONSENT: Omit<PlanConsent, 'agreed'> = {
  evidence: { version: 'plan-1', hash: 'hash', page: '/week', ip: '', userAgent: 'browser', locale: 'en' },
};
const PAIRS = ['tue fri', 'mon thu', 'wed sat', 'sun wed'] as const;

/**
 * What a mother writes down for herself, at good moments and at the worst ones. What a page told her stands until she
 * changes it; after she left nothing of it is taken any more, and her calendar is gone.
 */
export class HerPlan {
  readonly #options: HerPlanOptions;
  readonly #isUser: boolean;
  readonly #told: Told;
  #weeks: readonly Week[] = [];
  #run = '';
  #leftAt: Instant | null = null;

  constructor(options: HerPlanOptions) {
    this.#options = options;
    this.#isUser = options.plans !== 'none' && options.random.chance(0.5);
    this.#told = new Told(options.fail);
  }

  /** A lesson came; `token` is that of its week. */
  async lessonCame(token: string, session: string): Promise<void> {
    const content = await tokens.verify('week', token);
    if (!this.#isUser || content?.lesson === undefined) return;
    const { subject: run, lesson: number } = content;
    if (run !== this.#run) this.#begin(run);
    this.#weeks = [...this.#weeks.slice(-3), { token, number, session }];
    const { random, soon } = this.#options;
    if (random.chance(0.3)) soon(random.around(8 * HOUR_MS), () => this.#something());
    if (random.chance(0.1)) soon(random.around(DAY_MS), () => this.#readCalendar());
    if (MEASURED.includes(session) && random.chance(0.6))
      soon(random.around(HOUR_MS), () => this.#numbers(this.#newest()));
  }

  /** She does something else at this moment, or it is being done to her. */
  meanwhile(chance: number): void {
    const { random, soon } = this.#options;
    if (!this.#isUser || this.#weeks.length === 0 || !random.chance(chance)) return;
    for (let acts = random.between(1, 2); acts > 0; acts -= 1)
      soon(random.between(0, 600), () => this.#something());
  }

  /** She was told that she left: her calendar program goes on asking. */
  left(): void {
    if (this.#run === '') return;
    const { id, run } = { id: this.#idOf(), run: this.#run };
    this.#leftAt = this.#options.now();
    const { random, soon } = this.#options;
    for (const after of [random.between(0, MINUTE_MS), DAY_MS]) soon(after, () => this.#isGone(id, run));
  }

  /** The fresh link to her year came. */
  async openYear(token: string): Promise<void> {
    const look = this.#told.beginLook();
    const ended = await this.#options.visit('her year', (plan) => plan.showYear(token));
    if (ended.kind !== 'done' || ended.result === null) return;
    const { marks, measured } = ended.result.year;
    this.#options.did('year');
    // The year goes on without a week whose item cannot be read; her week's own page tells of a tick that is lost.
    for (const { number, done } of marks) if (done > 0) look(`tick ${number}`, String(done));
    for (const { number, numbers } of measured) look(`numbers ${number}`, String(numbers.stands));
  }

  #begin(run: string): void {
    this.#run = run;
    this.#leftAt = null;
    this.#weeks = [];
    this.#told.clear();
  }

  async #something(): Promise<void> {
    const week = this.#newest();
    if (week === undefined) return;
    const { plans, random } = this.#options;
    const roll = random.next();
    if (roll < 0.45) return this.#tick(random.chance(0.8) ? week : random.pick(this.#weeks));
    if (roll < 0.55) return this.#look(week);
    if (roll < 0.65) return this.#readCalendar();
    if (plans === 'apart') return this.#numbers(week);
    if (roll < 0.85) return this.#days(week);
    if (roll < 0.9) return this.#noDays(week);
    if (plans === 'days') return;
    if (roll < 0.99) return this.#askForYear(week);
    return this.#options.askToErase();
  }

  async #tick({ token, number }: Week): Promise<void> {
    const done = String(this.#options.random.between(0, 2));
    const answered = this.#told.beginWrite(`tick ${number}`);
    const ended = await this.#write('tick', (plan) => plan.tick(token, { done }));
    answered(ended?.kind === 'saved' ? done : null);
  }

  async #numbers(week: Week | undefined): Promise<void> {
    if (week === undefined) return;
    const stands = String(this.#options.random.between(1, 40));
    const answered = this.#told.beginWrite(`numbers ${week.number}`);
    const written = await this.#agreeing('numbers', (plan, consent) =>
      plan.writeNumbers(week.token, { stands }, consent),
    );
    answered(written?.kind === 'saved' && MEASURED.includes(week.session) ? stands : null);
  }

  async #days({ token }: Week): Promise<void> {
    const { random } = this.#options;
    const typed = random.chance(0.7)
      ? { pair: random.pick(PAIRS) }
      : { day1: 'sun', time: `${random.between(5, 22)}:15`, remind: 'yes' };
    const answered = this.#told.beginWrite('days');
    const written = await this.#agreeing('days', (plan, consent) => plan.chooseDays(token, typed, consent));
    answered(written?.kind === 'saved' ? inText(written.week.training) : null);
  }

  async #noDays({ token }: Week): Promise<void> {
    const answered = this.#told.beginWrite('days');
    const consent = { ...CONSENT, agreed: false };
    const written = await this.#write('days', (plan) => plan.chooseDays(token, {}, consent));
    answered(written?.kind === 'saved' ? '' : null);
  }

  /** She is asked for her yes where she has not given it, and mostly gives it. */
  async #agreeing(
    what: string,
    press: (plan: TrainingUseCases, consent: PlanConsent) => Promise<WrittenDown>,
  ): Promise<WrittenDown | null> {
    const written = await this.#write(what, (plan) => press(plan, { ...CONSENT, agreed: false }));
    if (written?.kind !== 'ask-consent' || this.#options.random.chance(0.2)) return written;
    return this.#write(what, (plan) => press(plan, { ...CONSENT, agreed: true }));
  }

  async #write(
    what: string,
    press: (plan: TrainingUseCases) => Promise<WrittenDown>,
  ): Promise<WrittenDown | null> {
    const { visit, now, fail, did } = this.#options;
    const isOver = this.#leftAt !== null && now() > this.#leftAt;
    const ended = await visit(what, press);
    if (ended.kind !== 'done') return null;
    if (ended.result.kind === 'saved') did(what);
    if (isOver && ended.result.kind === 'saved') fail(`${this.#idOf()} wrote ${what} down after she left`);
    return ended.result;
  }

  async #look({ token, number }: Week): Promise<void> {
    const look = this.#told.beginLook();
    const ended = await this.#options.visit('her week', (plan) => plan.showWeek(token));
    if (ended.kind !== 'done' || ended.result === null) return;
    look(`tick ${number}`, String(ended.result.lesson?.done));
    if (!this.#options.daysMayBeLost) look('days', inText(ended.result.training));
  }

  async #readCalendar(): Promise<void> {
    const look = this.#told.beginLook();
    const token = await this.#calendar(this.#idOf(), this.#run);
    const ended = await this.#options.visit('calendar', (plan) => plan.showCalendar(token));
    if (ended.kind !== 'done' || ended.result.kind !== 'calendar' || this.#options.daysMayBeLost) return;
    const { feed } = ended.result;
    if (feed.times.length > 0) this.#options.did('calendar');
    look('days', (told) => isFeedOf(feed, told));
  }

  /** After she left: 410, and not a time of hers. */
  async #isGone(id: string, run: string): Promise<void> {
    const token = await this.#calendar(id, run);
    const ended = await this.#options.visit('calendar', (plan) => plan.showCalendar(token));
    if (ended.kind !== 'done') return;
    this.#options.did('calendar gone');
    if (ended.result.kind !== 'gone') this.#options.fail(`the calendar of ${id} answers after she left`);
  }

  async #askForYear({ token }: Week): Promise<void> {
    await this.#options.visit('year link', (plan) => plan.requestYearLink(token));
  }

  #calendar(id: string, run: string): Promise<string> {
    return tokens.sign('calendar', { id, subject: run });
  }

  #newest(): Week | undefined {
    return this.#weeks.at(-1);
  }

  #idOf(): string {
    return this.#newest()?.token.split('.')[1] ?? '';
  }
}

function inText(training: TrainingDays | null): string {
  return training === null ? '' : trainingToText(training);
}

/** Whether her calendar has times on the days that she was told, and on no other. */
function isFeedOf({ times, startsAt }: CalendarFeed, told: string): boolean {
  const [names, time] = [told.split(' '), /\d\d:\d\d/.exec(told)?.[0] ?? ''];
  const days = times.map(({ on }) => DAY_NAMES[weekdayOf(on) - 1] ?? '');
  return startsAt === time && days.every((day) => names.includes(day));
}

const DAY_NAMES = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
