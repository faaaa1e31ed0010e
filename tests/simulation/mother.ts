import { addDays, DAY_MS, localDate, MINUTE_MS, SECOND_MS } from '../../lib/domain/calendar.ts';
import type { Mail } from '../../lib/ports/mailer.ts';
import type { webUseCases } from '../../lib/use-cases/web/web-use-cases.ts';
import { COURSE } from '../course.ts';
import type { Ended } from './function-runs.ts';
import type { HerPlan } from './her-plan.ts';
import type { Random } from './random.ts';
import type { Timeline } from './timeline.ts';

type Web = ReturnType<typeof webUseCases>;
export type Visit = <Result>(what: string, press: (web: Web) => Promise<Result>) => Promise<Ended<Result>>;

export interface MotherOptions {
  index: number;
  timeline: Timeline;
  random: Random;
  visit: Visit;
  /** No more of her own doing after that. */
  until: number;
  leavingAnswered: (beganAt: number) => void;
  /** She never moves to another zone: the first release made weeks shorter then. */
  stays?: boolean | undefined;
  /** What she writes down for herself. */
  plan: HerPlan;
}

const OF_OURS = [
  ['GB', 'Europe/London'],
  ['US', 'America/New_York'],
  ['US', 'America/Los_Angeles'],
  ['AU', 'Australia/Sydney'],
  ['NZ', 'Pacific/Auckland'],
  ['other', 'Asia/Kolkata'],
  /** A day and two hours apart: the farthest that a change of zone can move her. */
  ['other', 'Etc/GMT+12'],
  ['other', 'Pacific/Kiritimati'],
] as const;
/** Another course has other countries. */
const ZONES: readonly (readonly [string, string])[] = OF_OURS.every(([code]) =>
  COURSE.countries.all.some((country) => country.code === code),
)
  ? OF_OURS
  : COURSE.countries.all.map(({ code, zone }) => [code, zone]);
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun', ''] as const;
const BUTTONS = ['easy', 'easy', 'right', 'right', 'hard', 'missed', 'notyet', 'ready', 'away'] as const;
const AWAY = ['1-2', '3-4', '5-11', '12+'] as const;

/** A mother with a life: she does what mothers do, at good moments and at the worst ones. */
export class Mother {
  readonly address: string;
  readonly #options: MotherOptions;
  #lesson: Mail | null = null;
  #inCourse = false;

  constructor(options: MotherOptions) {
    this.#options = options;
    this.address = `mother-${String(options.index).padStart(6, '0')}@example.com`;
  }

  begin(): void {
    const { timeline, random, until } = this.#options;
    const span = until - timeline.now;
    this.#soon(random.chance(0.7) ? random.between(0, DAY_MS) : random.between(0, span / 2), () =>
      this.#signUp(),
    );
    for (let at = random.around(30 * DAY_MS); at < span; at += DAY_MS + random.around(30 * DAY_MS))
      this.#soon(at, () => this.#something());
  }

  /** What comes to her inbox. */
  receive(mail: Mail): void {
    const { random } = this.#options;
    if (mail.kind === 'confirmation') this.#maybeConfirm(mail.text);
    if (mail.kind === 'link') this.#open(mail);
    if (mail.kind !== 'lesson') return;
    this.#lesson = mail;
    void this.#options.plan.lessonCame(this.#link('week') ?? '', mail.subject);
    if (random.chance(0.35)) this.#soon(random.around(6 * 60 * MINUTE_MS), () => this.#tap());
    if (random.chance(0.02)) this.#soon(random.around(60 * MINUTE_MS), () => this.#something());
  }

  /** A lesson of hers is being sent: the worst moment to do anything. */
  beingSentTo(): void {
    const { random } = this.#options;
    if (random.chance(0.06))
      this.#soon(random.between(0, random.chance(0.7) ? 300 : 6_000), () => this.#something());
    this.#options.plan.meanwhile(0.1);
  }

  /** Something else is being done about her. */
  doSoon(ms: number): void {
    this.#soon(ms, () => this.#something());
  }

  /** Her complaint is being recorded, of which she knows nothing. */
  complaining(): void {
    this.#options.plan.meanwhile(0.5);
  }

  /** Asks for the fresh link by which everything of hers is erased. */
  async askToErase(): Promise<void> {
    const token = this.#link('preferences');
    if (token !== undefined) await this.#options.visit('data link', (web) => web.requestDataLink(token));
  }

  #open({ subject, text }: Mail): void {
    if (subject === 'year') this.#soon(5 * MINUTE_MS, () => this.#options.plan.openYear(text));
    if (subject === 'data') this.#soon(2 * MINUTE_MS, () => this.#erase(text));
  }

  async #erase(token: string): Promise<void> {
    const { visit, timeline, plan } = this.#options;
    plan.meanwhile(0.5);
    const beganAt = timeline.now;
    const ended = await visit('erase', (web) => web.eraseData(token));
    if (ended.kind !== 'done' || ended.result !== 'erased') return;
    this.#over(beganAt);
    this.#soon(this.#options.random.around(10 * DAY_MS), () => this.#signUp());
  }

  #over(beganAt: number): void {
    this.#inCourse = false;
    this.#options.leavingAnswered(beganAt);
    this.#options.plan.left();
  }

  #soon(ms: number, act: () => Promise<void>): void {
    const { timeline, until } = this.#options;
    timeline.after(ms, () => {
      if (timeline.now < until) void act();
    });
  }

  async #something(): Promise<void> {
    if (!this.#inCourse) return this.#signUp();
    const { random } = this.#options;
    const roll = random.next();
    if (roll < 0.16) return this.#leave();
    if (roll < 0.34) return this.#pause();
    if (roll < 0.44) return this.#tap();
    if (roll < 0.52) return this.#signUp();
    return this.#change();
  }

  async #signUp(): Promise<void> {
    const { random, timeline, visit, index } = this.#options;
    const [country, timeZone] = random.pick(ZONES);
    const fields: Record<string, string> = { email: this.address, country, timeZone, consent: 'yes' };
    fields['pace'] = random.pick(['standard', 'gentle']);
    fields['babyMentions'] = random.pick(['yes', 'yes', 'no']);
    if (random.chance(0.15) && COURSE.weeksWithoutDate !== null) fields['noDate'] = 'yes';
    else fields['birthDate'] = addDays(localDate(timeline.now, timeZone), -random.between(1, 500));
    const consent = { version: '1', hash: 'hash', page: '/', userAgent: 'browser', locale: 'en' };
    await visit('sign up', (web) => web.signUp({ fields, ip: `10.0.${index >> 8}.${index & 255}`, consent }));
  }

  #maybeConfirm(token: string): void {
    const { random } = this.#options;
    if (random.chance(0.1)) return;
    const confirm = () => this.#confirm(token);
    const after = random.chance(0.8) ? random.around(10 * MINUTE_MS) : random.around(DAY_MS);
    this.#soon(after, confirm);
    if (random.chance(0.15)) this.#soon(after + random.between(0, 400), confirm);
    if (random.chance(0.08)) this.#soon(after + random.around(3 * DAY_MS), confirm);
    if (random.chance(0.03)) this.#soon(after + random.between(0, 400), () => this.#leave());
  }

  /** Where the page fails she tries again, each time after twice as long. */
  async #confirm(token: string, patienceMs = 20 * SECOND_MS): Promise<void> {
    const ended = await this.#options.visit('confirm', (web) => web.confirm(token));
    if (ended.kind !== 'done')
      return this.#soon(this.#options.random.around(patienceMs), () => this.#confirm(token, 2 * patienceMs));
    if (ended.result.kind === 'confirmed') this.#inCourse = true;
  }

  /** She presses until she is told; so does the mail program that does it for her. */
  async #leave(): Promise<void> {
    const { random, timeline, visit, plan } = this.#options;
    const token = this.#link('unsubscribe');
    if (token === undefined) return;
    plan.meanwhile(0.5);
    const press = async (): Promise<void> => {
      const beganAt = timeline.now;
      const ended = await visit('leave', (web) => web.leave(token));
      if (ended.kind !== 'done') return void timeline.after(random.around(5 * SECOND_MS), () => void press());
      this.#over(beganAt);
    };
    if (random.chance(0.25)) timeline.after(random.between(0, 500), () => void press());
    await press();
    if (random.chance(0.6))
      this.#soon(random.chance(0.3) ? 50 : random.around(20 * DAY_MS), () => this.#signUp());
  }

  async #pause(): Promise<void> {
    const { random, visit } = this.#options;
    const token = this.#link('pause');
    const weeks = random.pick(COURSE.pauses);
    if (token !== undefined) await visit('pause', (web) => web.pause(token, weeks));
  }

  async #tap(): Promise<void> {
    const { random, visit } = this.#options;
    const token = this.#link('feedback');
    const [button, weeks] = [random.pick(BUTTONS), random.pick(AWAY)];
    if (token !== undefined) await visit('tap', (web) => web.answer(token, button, weeks));
  }

  async #change(): Promise<void> {
    const { visit, timeline } = this.#options;
    const token = this.#link('preferences');
    const fields = this.#whatToChange();
    if (token === undefined) return;
    const beganAt = timeline.now;
    const ended = await visit('change', (web) => web.changePreferences(token, fields));
    if (ended.kind !== 'done' || ended.result.kind !== 'exit') return;
    const left = await visit('leave', (web) => web.leaveByExit(token));
    if (left.kind !== 'done' || left.result.kind !== 'left') return;
    this.#over(beganAt);
  }

  #whatToChange(): Record<string, string> {
    const { random, timeline } = this.#options;
    const today = localDate(timeline.now, 'UTC');
    switch (random.between(0, 8)) {
      case 0:
        return { sendDay: random.pick(DAYS) };
      case 1:
        return { sendHour: String(random.between(0, 23)) };
      case 2:
        return this.#moveTo(random.pick(ZONES)[1]);
      case 3:
        return { pace: random.pick(['standard', 'gentle']) };
      case 4:
        return { birthDate: addDays(today, -random.between(2, 420)) };
      case 5:
        return { babyMentions: random.pick(['on', 'off']) };
      case 6:
        return { resume: 'yes' };
      case 7:
        return { sendDay: random.pick(DAYS), sendHour: '0', ...this.#moveTo(random.pick(ZONES)[1]) };
      default:
        return random.chance(0.1)
          ? Object.fromEntries(COURSE.exits.slice(0, 1).map((exit) => [exit, 'yes']))
          : { pause: String(random.pick(COURSE.pauses)) };
    }
  }

  #moveTo(timeZone: string): Record<string, string> {
    return this.#options.stays === true ? {} : { timeZone };
  }

  #link(name: string): string | undefined {
    return this.#lesson === null ? undefined : linksOf(this.#lesson.text).get(name);
  }
}

function linksOf(text: string): Map<string, string> {
  return new Map(
    text.split('\n').map((line) => {
      const [name = '', token = ''] = line.split(' ');
      return [name, token];
    }),
  );
}
