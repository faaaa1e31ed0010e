import type { Instant } from '../../lib/domain/calendar.ts';
import type { SubscriberId } from '../../lib/domain/subscriber.ts';
import { Calls, isAtOnce } from './calls.ts';
import type { Input } from './functions.ts';
import { type Answer, type Asked, type Next, type Plant, type Process, Processes } from './process.ts';
import { leavingAnswered, posted, strengthOf } from './seen.ts';
import { type Draft, Parts, type Request, type State } from './state.ts';

/** What may go wrong. Each costs one of the faults that a run may have. */
export type FaultKind =
  | 'crash'
  | 'store-fails'
  | 'answer-lost'
  | 'slow'
  | 'request-lost'
  | 'reply-lost'
  | 'throttled'
  | 'refused'
  | 'event-lost'
  | 'event-late'
  | 'event-twice'
  | 'event-dead'
  | 'message-lost'
  | 'message-twice'
  | 'message-late'
  | 'index-late'
  | 'schedule-missed';

export interface Rules {
  ratePerSecond: number;
  faults: readonly FaultKind[];
  /** How many of each run at once. */
  dispatches: number;
  delivers: number;
  records: number;
  /** The events of a mail, in the order in which SES has them. */
  tells: readonly ('send' | 'delivery' | 'bounce' | 'complaint')[];
  /** How far the clock of the web is ahead of the others. */
  webSkewMs: number;
  /** Messages of others that always wait in the lesson queue. */
  othersWaiting: number;
  /** So long after the start, everything must be over. */
  horizonMs: number;
  plant?: Plant | undefined;
}

export interface Step {
  label: string;
  state: State;
  /** Of something that went wrong, or that somebody did: no run has to take it. */
  isFault: boolean;
  isAct: boolean;
}

const VISIBLE_AGAIN_MS = 360_000;

/** What the functions do, one call of a port at a time. */
export class Explorer {
  readonly parts = new Parts();
  readonly rules: Rules;
  readonly processes: Processes;
  readonly #calls: Calls;

  constructor(rules: Rules) {
    this.rules = rules;
    this.processes = new Processes(this.parts, rules.ratePerSecond, rules.plant);
    this.#calls = new Calls(this.parts, rules.othersWaiting);
  }

  process(id: number): Process {
    return this.parts.processes.value(id);
  }

  allows(state: State, kind: FaultKind): boolean {
    return this.rules.faults.includes(kind) && this.parts.around.value(state.around).faults > 0;
  }

  /** Starts a function; its first calls that nobody else sees are done with it. */
  async start(draft: Draft, input: Input, slot: number): Promise<void> {
    const isWeb = 'act' in input && input.act.kind !== 'import';
    const process: Process = {
      input,
      slot,
      skewMs: isWeb ? this.rules.webSkewMs : 0,
      startedAt: draft.time,
      attempt: `attempt-${draft.around.claims * 4 + slot + 1}`,
      answers: [],
    };
    await this.#goOn(draft, process);
  }

  /** One call of a process takes effect, and the process goes on to its next. */
  async perform(draft: Draft, process: Process, asked: Asked): Promise<void> {
    const before = draft.tables;
    const answer = await this.#calls.perform(draft, process, asked);
    if (asked.method === 'claim' && before !== draft.tables) draft.around.claims += 1;
    await this.answer(draft, process, asked, answer);
  }

  /** The call takes effect, and its answer is lost. */
  async performUnheard(draft: Draft, process: Process, asked: Asked): Promise<void> {
    const before = draft.tables;
    await this.#calls.perform(draft, process, asked);
    if (asked.method === 'claim' && before !== draft.tables) draft.around.claims += 1;
    await this.answer(draft, process, asked, { error: `${asked.method}: answer lost` });
  }

  async answer(draft: Draft, process: Process, { call }: Asked, answer: Answer): Promise<void> {
    const answers = [...process.answers, { call, answer: this.parts.answers.id(answer), at: draft.time }];
    await this.#goOn(draft, { ...process, answers });
  }

  async #goOn(draft: Draft, process: Process): Promise<void> {
    const id = this.parts.processes.id(process);
    const next = await this.processes.next(id);
    if (next.ended !== null) return this.#end(draft, process, next.ended);
    for (const call of next.asked) if (call.port === 'mailer') this.#post(draft, process, call);
    const atOnce = next.asked.find(isAtOnce);
    if (atOnce === undefined) {
      draft.processes.push(id);
      return;
    }
    const answer = await this.#calls.perform(draft, process, atOnce);
    await this.answer(draft, process, atOnce, answer);
  }

  /** A request is under way from the moment of its call. */
  #post(draft: Draft, process: Process, call: Asked): void {
    const asks = { process: process.attempt, call: call.call };
    if (draft.post.wire.some((one) => isSame(one, asks))) return;
    const { tags, sendBy } = mailOf(call);
    const late = draft.time >= sendBy;
    const answer = late ? ({ kind: 'refused', why: 'unreachable', error: 'no time left' } as const) : null;
    if (!late) posted(draft.seen, this.rules.ratePerSecond, draft.time);
    draft.post.wire.push({ ...asks, attempt: tags['attempt'] ?? '', tags, sendBy, taken: false, answer });
  }

  #end(draft: Draft, process: Process, ended: NonNullable<Next['ended']>): void {
    if ('error' in ended) {
      this.stop(draft, process);
      return;
    }
    const { input, startedAt } = process;
    if (input.name === 'deliver')
      for (const [index, message] of input.messages.entries())
        if (ended.again[index] === true)
          draft.queues.lessons.push({ message, visibleAt: startedAt + VISIBLE_AGAIN_MS });
    if (input.name === 'record') this.#told(draft, input.event);
    if (input.name !== 'leave' || input.act.kind !== 'leave') return;
    leavingAnswered(draft.seen, idOfToken(input.act.token), startedAt);
  }

  #told(draft: Draft, { event }: Extract<Input, { name: 'record' }>['event']): void {
    const attempt = draft.seen.attempts[event.attempt];
    if (attempt !== undefined) attempt.fate = Math.max(attempt.fate, strengthOf(event.kind));
  }

  /** It failed or died: whoever started it shows its message again, and she presses again. */
  stop(draft: Draft, { input, startedAt }: Process): void {
    const visibleAt: Instant = startedAt + VISIBLE_AGAIN_MS;
    if (input.name === 'deliver')
      for (const message of input.messages) draft.queues.lessons.push({ message, visibleAt });
    if (input.name === 'record') draft.queues.events.push({ event: input.event, visibleAt });
    if (input.name === 'enrol') draft.queues.enrols.push({ message: input.message, visibleAt });
    if ('act' in input) draft.around.again.push(input.act);
  }
}

export function isSame(
  one: Pick<Request, 'process' | 'call'>,
  other: Pick<Request, 'process' | 'call'>,
): boolean {
  return one.process === other.process && one.call === other.call;
}

function mailOf({ args: [mail, sendBy] }: Asked): Pick<Request, 'tags' | 'sendBy'> {
  const tags: Record<string, string> = {};
  if (typeof mail === 'object' && mail !== null && 'tags' in mail && typeof mail.tags === 'object')
    for (const [name, value] of Object.entries(mail.tags ?? {})) tags[name] = String(value);
  return { tags, sendBy: typeof sendBy === 'number' ? sendBy : 0 };
}

export function idOfToken(token: string): SubscriberId {
  return token.split('.')[1] ?? '';
}
