import { HOUR_MS, type Instant, MINUTE_MS, SECOND_MS } from '../../lib/domain/calendar.ts';
import { type Explorer, type FaultKind, isSame, type Step } from './explorer.ts';
import { LONGEST_RUN_MS } from './functions.ts';
import type { Asked, Process } from './process.ts';
import { accepted, eventArrived, forgiven } from './seen.ts';
import type { Draft, Request, State } from './state.ts';

const LATE_ACCEPTANCE_MS = 800;
const SLOW_MS = 3 * SECOND_MS;
const PATIENCE_MS = 6 * HOUR_MS - 10 * SECOND_MS;
const HIDDEN_MS = 40 * SECOND_MS;
const SIDE_BY_SIDE: ReadonlySet<string> = new Set(['deliver', 'reconcile']);

type Made = (draft: Draft) => Promise<void> | void;

/** Every step that the world may take from one state. */
export class Steps {
  readonly #explorer: Explorer;
  readonly #state: State;
  readonly #steps: Step[] = [];

  constructor(explorer: Explorer, state: State) {
    this.#explorer = explorer;
    this.#state = state;
  }

  get made(): readonly Step[] {
    return this.#steps;
  }

  async add(label: string, make: Made, fault?: FaultKind, isAct = false): Promise<void> {
    if (fault !== undefined && !this.#explorer.allows(this.#state, fault)) return;
    const draft = this.#explorer.parts.draft(this.#state);
    if (fault !== undefined) draft.around.faults -= 1;
    await make(draft);
    const said = fault === undefined ? label : `${label} [${fault}]`;
    this.#steps.push({ label: said, state: draft.done(), isFault: fault !== undefined, isAct });
  }

  /** One process: the call that it waits for, which may fail, or whose answer may be lost, or where it may die. */
  async ofProcess(id: number): Promise<void> {
    const explorer = this.#explorer;
    const process = explorer.process(id);
    const { asked } = await explorer.processes.next(id);
    const name = `${process.input.name}/${process.slot}`;
    const before = this.#steps.length;
    for (const call of asked) {
      if (call.port === 'clock') await this.#waited(id, process, call);
      else if (call.port === 'mailer') await this.#mailed(id, process, call);
      else await this.#called(id, process, call);
      // Of one function's calls for several mothers one order stands for all: they touch different rows.
      if (SIDE_BY_SIDE.has(process.input.name) && this.#steps.length > before) break;
    }
    await this.add(`${name} dies`, (draft) => explorer.stop(without(draft, id), process), 'crash');
  }

  async #called(id: number, process: Process, call: Asked): Promise<void> {
    const explorer = this.#explorer;
    const label = `${process.input.name}/${process.slot} ${call.port}.${call.method}`;
    const failed = { error: `${call.method}: no answer` };
    await this.add(label, (draft) => explorer.perform(without(draft, id), process, call));
    await this.add(
      label,
      (draft) => explorer.answer(without(draft, id), process, call, failed),
      'store-fails',
    );
    await this.add(
      label,
      (draft) => explorer.performUnheard(without(draft, id), process, call),
      'answer-lost',
    );
    if (call.method === 'replace')
      await this.add(
        label,
        async (draft) => {
          await explorer.perform(without(draft, id), process, call);
          for (const { id: row } of explorer.parts.read(draft.tables).due)
            draft.around.hidden.push({ id: row, until: draft.time + HIDDEN_MS });
        },
        'index-late',
      );
  }

  async #waited(id: number, process: Process, call: Asked): Promise<void> {
    if (untilOf(call) > this.#state.time + process.skewMs) return;
    await this.add(`${process.input.name}/${process.slot} has waited`, (draft) =>
      this.#explorer.answer(without(draft, id), process, call, { value: null }),
    );
  }

  async #mailed(id: number, process: Process, call: Asked): Promise<void> {
    const explorer = this.#explorer;
    const { slot } = process;
    const { wire } = explorer.parts.post.value(this.#state.post);
    const request = wire.find((one) => one.process === process.attempt && one.call === call.call);
    if (request === undefined) throw new Error('a request was never made');
    const name = `deliver/${slot}`;
    const late = this.#state.time >= request.sendBy;
    const answer = request.answer ?? (late ? { kind: 'unknown' as const, error: 'timeout' } : null);
    if (answer === null) return;
    await this.add(`${name} hears of ${request.attempt}: ${answer.kind}`, (draft) => {
      const rest = draft.post.wire.filter((one) => !isSame(one, request) || (!one.taken && late));
      draft.post.wire = rest;
      return explorer.answer(without(draft, id), process, call, { value: answer });
    });
  }

  /** SES takes a request, late or not at all, and says so or not. */
  async ofSes(): Promise<void> {
    const { wire, coming } = this.#explorer.parts.post.value(this.#state.post);
    for (const request of wire) {
      if (request.taken || request.answer !== null) continue;
      if (this.#state.time > request.sendBy + LATE_ACCEPTANCE_MS) continue;
      await this.#ofRequest(request);
    }
    for (const [index, { event, takenAt }] of coming.entries()) {
      const said = `the ${event.event.kind} event of ${event.event.attempt}`;
      const arrives = (copies: number) => (draft: Draft) => {
        draft.post.coming.splice(index, 1);
        if (copies > 0) eventArrived(draft.seen, event.event.attempt, draft.time - takenAt < HOUR_MS);
        for (let copy = 0; copy < copies; copy += 1)
          draft.queues.events.push({ event, visibleAt: draft.time });
      };
      await this.add(`${said} arrives`, arrives(1));
      await this.add(`${said} arrives twice`, arrives(2), 'event-twice');
      await this.add(`${said} is lost`, arrives(0), 'event-lost');
    }
  }

  async #ofRequest(request: Request): Promise<void> {
    const { attempt } = request;
    const find = (draft: Draft) => {
      const found = draft.post.wire.find((one) => isSame(one, request));
      if (found === undefined) throw new Error('a request is gone');
      return found;
    };
    const takes = (heard: boolean) => (draft: Draft) => {
      const one = find(draft);
      one.taken = true;
      one.answer = heard
        ? { kind: 'accepted', messageId: `message-of-${attempt}` }
        : { kind: 'unknown', error: 'no answer' };
      accepted(draft.seen, request.tags, draft.time);
      this.#publish(draft, request);
    };
    const answers = (answer: NonNullable<Request['answer']>) => (draft: Draft) => {
      find(draft).answer = answer;
    };
    await this.add(`SES takes ${attempt}`, takes(true));
    await this.add(`SES takes ${attempt}, unheard`, takes(false), 'reply-lost');
    await this.add(`SES never gets ${attempt}`, answers({ kind: 'unknown', error: 'reset' }), 'request-lost');
    const throttled = { kind: 'refused', why: 'throttled', error: 'throttled' } as const;
    await this.add(`SES refuses ${attempt} for now`, answers(throttled), 'throttled');
    const refused = { kind: 'refused', why: 'message', error: 'refused' } as const;
    await this.add(`SES refuses ${attempt}`, answers(refused), 'refused');
  }

  #publish(draft: Draft, { attempt, tags }: Request): void {
    const { lesson = '', due = '', subscriber = '' } = tags;
    const [run = '', number = '0'] = lesson.split('-');
    for (const kind of this.#explorer.rules.tells) {
      const event = { kind, permanent: kind === 'bounce', at: draft.time, attempt };
      draft.post.coming.push({
        event: {
          ...{ kind: 'lesson' as const, subscriber },
          lesson: { run, number: Number(number), dueOn: due },
          event: { ...event, messageId: `message-of-${attempt}` },
        },
        takenAt: draft.time,
      });
    }
  }

  /** Time goes on: to the end of a wait, or, when nobody runs, to the next moment at which something is due. */
  async ofTime(next: Instant | null, onTime: boolean): Promise<void> {
    const { time, processes } = this.#state;
    if (processes.length === 0) {
      if (next !== null) await this.#toNext(next, onTime);
      return;
    }
    const waits: Instant[] = [];
    for (const id of processes) {
      const { asked } = await this.#explorer.processes.next(id);
      const { skewMs } = this.#explorer.process(id);
      for (const call of asked) if (call.port === 'clock') waits.push(untilOf(call) - skewMs);
    }
    const soonest = Math.min(...waits.filter((at) => at > time));
    if (Number.isFinite(soonest))
      await this.add(`time goes on ${soonest - time} ms`, (draft) => this.#goTo(draft, soonest));
    await this.add(`time goes on ${SLOW_MS} ms`, (draft) => this.#goTo(draft, time + SLOW_MS), 'slow');
  }

  async #toNext(next: Instant, onTime: boolean): Promise<void> {
    const { time } = this.#state;
    const { lessons, enrols, events } = this.#explorer.parts.queues.value(this.#state.queues);
    const { coming } = this.#explorer.parts.post.value(this.#state.post);
    const waits = (item: { visibleAt: Instant }) => item.visibleAt <= time;
    const lateMessage = [...lessons, ...enrols, ...events].some(waits);
    const lateEvent = coming.some(({ takenAt }) => next - takenAt >= HOUR_MS && time - takenAt < HOUR_MS);
    const go = (draft: Draft) => this.#goTo(draft, next);
    const label = `time goes on ${(next - time) / MINUTE_MS} min`;
    const late: FaultKind[] = [
      ...(lateMessage ? (['message-late'] as const) : []),
      ...(lateEvent ? (['event-late'] as const) : []),
      ...(onTime ? [] : (['schedule-missed'] as const)),
    ];
    if (late.length < 2) await this.add(label, go, late[0]);
  }

  /** Whoever ran too long is stopped, and a request that was not taken in its time is taken no more. */
  #goTo(draft: Draft, moment: Instant): void {
    draft.time = moment;
    this.#forgive(draft);
    for (const id of [...draft.processes]) {
      const process = this.#explorer.process(id);
      if (moment - process.startedAt > LONGEST_RUN_MS) this.#explorer.stop(without(draft, id), process);
    }
    const { wire } = this.#explorer.parts.post.value(this.#state.post);
    const isOver = ({ sendBy }: Request) =>
      moment > sendBy + LATE_ACCEPTANCE_MS && draft.processes.length === 0;
    if (wire.some(isOver)) draft.post.wire = draft.post.wire.filter((one) => !isOver(one));
    const { hidden } = this.#explorer.parts.around.value(this.#state.around);
    if (hidden.some(({ until }) => until <= moment))
      draft.around.hidden = draft.around.hidden.filter(({ until }) => until > moment);
  }

  /** Reconcile waits for an event that nobody records, or that is parked, for six hours and no longer. */
  #forgive(draft: Draft): void {
    const { events, dead } = this.#explorer.parts.queues.value(this.#state.queues);
    for (const { event } of [...events.map((one) => one.event), ...dead]) {
      const attempt = this.#explorer.parts.seen.value(this.#state.seen).attempts[event.attempt];
      if (attempt?.acceptedAt == null || !attempt.inTime) continue;
      if (draft.time - attempt.acceptedAt >= PATIENCE_MS) forgiven(draft.seen, event.attempt);
    }
  }
}

export function without(draft: Draft, id: number): Draft {
  const at = draft.processes.indexOf(id);
  draft.processes.splice(at, 1);
  return draft;
}

function untilOf({ args: [until] }: Asked): Instant {
  return typeof until === 'number' ? until : 0;
}
