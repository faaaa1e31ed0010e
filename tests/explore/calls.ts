import { SECOND_MS } from '../../lib/domain/calendar.ts';
import { memoryRateStore } from '../memory/rate-store.ts';
import { type KeptTables, openStores } from './kept-stores.ts';
import type { Answer, Asked, Process } from './process.ts';
import { dispatched, watch } from './seen.ts';
import type { Draft, Parts, Queues } from './state.ts';

interface Kept {
  tables: number;
  answer: Answer;
}

/** Nobody else reads what these write, so they are done at once and are no place where others run. */
const AT_ONCE = new Set(['counts', 'limits', 'rate']);

export function isAtOnce({ port }: Asked): boolean {
  return AT_ONCE.has(port);
}

/** Does what a process asks of a store or of a queue. The same call on the same tables is done once, and kept. */
export class Calls {
  readonly #parts: Parts;
  readonly #kept = new Map<string, Kept>();

  readonly #othersWaiting: number;

  constructor(parts: Parts, othersWaiting: number) {
    this.#parts = parts;
    this.#othersWaiting = othersWaiting;
  }

  async perform(draft: Draft, process: Process, asked: Asked): Promise<Answer> {
    const now = draft.time + process.skewMs;
    switch (asked.port) {
      case 'rate': {
        const store = memoryRateStore(() => now, draft.rate);
        return { value: await invoke(store, asked) };
      }
      case 'limits':
        return { value: take(draft, asked) };
      case 'lessonQueue':
        return this.#lessonQueue(draft, process, asked);
      case 'enrolQueue':
        return enrolQueue(draft, asked);
      case 'events':
        return events(draft, asked);
      case 'clock':
        return { value: null };
      default:
        return this.#stores(draft, now, asked);
    }
  }

  async #stores(draft: Draft, now: number, asked: Asked): Promise<Answer> {
    const key = `${draft.tables} ${now} ${asked.port}.${asked.method} ${JSON.stringify(asked.args)}`;
    const kept = this.#kept.get(key) ?? (await this.#doOnce(draft, now, asked));
    this.#kept.set(key, kept);
    if (kept.tables !== draft.tables)
      watch(draft.seen, this.#parts.read(draft.tables), this.#parts.read(kept.tables));
    draft.tables = kept.tables;
    if (asked.method !== 'due' || draft.around.hidden.length === 0) return kept.answer;
    return { value: shown(kept.answer, draft) };
  }

  async #doOnce(draft: Draft, now: number, asked: Asked): Promise<Kept> {
    const { keep, ...stores } = openStores(this.#parts.tables.copy(draft.tables), now);
    const store: unknown = Reflect.get(stores, asked.port);
    if (typeof store !== 'object' || store === null) throw new Error(`there is no port ${asked.port}`);
    const before: KeptTables = this.#parts.tables.value(draft.tables);
    try {
      const value = await invoke(store, asked);
      return { tables: this.#parts.tables.id(keep()), answer: { value } };
    } catch (error) {
      const said = error instanceof Error ? error.message : 'something odd was thrown';
      return { tables: this.#parts.tables.id(before), answer: { error: said } };
    }
  }

  #lessonQueue(draft: Draft, process: Process, asked: Asked): Answer {
    if (asked.method === 'depth') {
      return { value: this.#othersWaiting + draft.queues.lessons.length + this.#inFlight(draft) };
    }
    const [messages] = asked.args;
    if (!isRows(messages)) throw new Error('what is queued is no rows');
    if (process.input.name === 'dispatch') dispatched(draft.seen, messages);
    for (const { id, dueAt } of messages)
      draft.queues.lessons.push({ message: { id, dueAt }, visibleAt: draft.time });
    return { value: null };
  }

  #inFlight(draft: Draft): number {
    return draft.processes.filter((id) => this.#parts.processes.value(id).input.name === 'deliver').length;
  }
}

/** Once in a window: the one limit that sending has is of one. */
function take(draft: Draft, { args: [key, , windowMs, now] }: Asked): 'ok' | 'exceeded' {
  const window = Math.floor(Number(now) / Number(windowMs));
  const { taken } = draft.around;
  if (taken[String(key)] === window) return 'exceeded';
  taken[String(key)] = window;
  return 'ok';
}

/** An event is waited for as long as it waits, or is being recorded. */
function events(draft: Draft, asked: Asked): Answer {
  const { events: waiting, dead } = draft.queues;
  const recording = draft.recording();
  if (asked.method === 'isEmpty') return { value: waiting.length === 0 && !recording };
  return { value: dead.length };
}

function enrolQueue(draft: Draft, { args: [message, delaySeconds] }: Asked): Answer {
  const delayMs = typeof delaySeconds === 'number' ? delaySeconds * SECOND_MS : 0;
  if (!isEnrolMessage(message)) throw new Error('what is queued is no message for enrol');
  draft.queues.enrols.push({ message, visibleAt: draft.time + delayMs });
  return { value: null };
}

function shown(answer: Answer, draft: Draft): unknown {
  if ('error' in answer || !isRows(answer.value)) return [];
  const hidden = new Set(draft.around.hidden.map(({ id }) => id));
  return answer.value.filter(({ id }) => !hidden.has(id));
}

async function invoke(store: object, { method, args }: Asked): Promise<unknown> {
  const member: unknown = Reflect.get(store, method);
  if (typeof member !== 'function') throw new Error(`there is no ${method}`);
  // As DynamoDB has it: what comes back is plain data, and nothing is null.
  const own = args.map((arg) => (typeof arg === 'function' ? () => {} : structuredClone(arg)));
  return (await Reflect.apply(member, store, own)) ?? null;
}

function isRows(value: unknown): value is { id: string; dueAt: number }[] {
  return (
    Array.isArray(value) && value.every((row) => typeof row === 'object' && row !== null && 'dueAt' in row)
  );
}

function isEnrolMessage(value: unknown): value is Queues['enrols'][number]['message'] {
  return typeof value === 'object' && value !== null && 'kind' in value;
}
