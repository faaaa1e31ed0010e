import type { Instant } from '../../lib/domain/calendar.ts';
import type { SubscriberId } from '../../lib/domain/subscriber.ts';
import type { MailEvent, SendOutcome } from '../../lib/ports/mailer.ts';
import type { EnrolMessage, LessonMessage } from '../../lib/ports/queues.ts';
import type { KeptRate } from '../memory/rate-store.ts';
import type { Act } from './functions.ts';
import { Interner } from './interner.ts';
import { type KeptTables, type ReadTables, readTables } from './kept-stores.ts';
import type { Answer, Process } from './process.ts';
import type { Seen } from './seen.ts';

export interface Queues {
  lessons: { message: LessonMessage; visibleAt: Instant }[];
  enrols: { message: EnrolMessage; visibleAt: Instant }[];
  events: { event: MailEvent; visibleAt: Instant }[];
  /** Parked: shown to nobody until the operator redrives them. */
  dead: MailEvent[];
}

/** SES: requests on their way, and events that will come. */
export interface Post {
  wire: Request[];
  coming: { event: MailEvent; takenAt: Instant }[];
}

export interface Request {
  attempt: string;
  /** The process that waits for the answer, by its first attempt, and the call. */
  process: string;
  call: number;
  tags: Readonly<Record<string, string>>;
  sendBy: Instant;
  taken: boolean;
  answer: SendOutcome | null;
}

export interface Around {
  /** What she and the operator still do, each once, at any moment. */
  acts: Act[];
  /** What was cut short, and is done again until it is done. */
  again: Act[];
  /** Faults that may still happen. */
  faults: number;
  /** Reconcile runs once at one moment. */
  reconciledAt: Instant;
  /** Rows that the due index does not show yet. */
  hidden: { id: SubscriberId; until: Instant }[];
  /** Claims so far: numbers the attempts. */
  claims: number;
  /** The window in which a limit was last used up. */
  taken: Record<string, number>;
}

/** The whole world at one moment, each part by its number. Equal worlds have equal numbers. */
export interface State {
  time: Instant;
  tables: number;
  rate: number;
  processes: readonly number[];
  queues: number;
  post: number;
  around: number;
  seen: number;
}

export function keyOf(state: State): string {
  const { time, tables, rate, processes, queues, post, around, seen } = state;
  return `${time} ${tables} ${rate} ${processes.join('.')} ${queues} ${post} ${around} ${seen}`;
}

/** What every part of a state stands for. */
export class Parts {
  readonly tables = new Interner<KeptTables>();
  readonly rate = new Interner<KeptRate>();
  readonly processes = new Interner<Process>();
  readonly answers = new Interner<Answer>();
  readonly queues = new Interner<Queues>();
  readonly post = new Interner<Post>();
  readonly around = new Interner<Around>();
  readonly seen = new Interner<Seen>();
  readonly #read = new Map<number, ReadTables>();

  read(tables: number): ReadTables {
    const kept = this.#read.get(tables) ?? readTables(this.tables.copy(tables));
    this.#read.set(tables, kept);
    return kept;
  }

  draft(state: State): Draft {
    return new Draft(this, state);
  }
}

/** A state in the making: what is touched is copied, what is not keeps its number. */
export class Draft {
  time: Instant;
  tables: number;
  processes: number[];
  readonly #parts: Parts;
  readonly #from: State;
  #rate: KeptRate | undefined;
  #queues: Queues | undefined;
  #post: Post | undefined;
  #around: Around | undefined;
  #seen: Seen | undefined;

  constructor(parts: Parts, from: State) {
    this.#parts = parts;
    this.#from = from;
    this.time = from.time;
    this.tables = from.tables;
    this.processes = [...from.processes];
  }

  get rate(): KeptRate {
    this.#rate ??= this.#parts.rate.copy(this.#from.rate);
    return this.#rate;
  }

  get queues(): Queues {
    this.#queues ??= this.#parts.queues.copy(this.#from.queues);
    return this.#queues;
  }

  get post(): Post {
    this.#post ??= this.#parts.post.copy(this.#from.post);
    return this.#post;
  }

  get around(): Around {
    this.#around ??= this.#parts.around.copy(this.#from.around);
    return this.#around;
  }

  get seen(): Seen {
    this.#seen ??= this.#parts.seen.copy(this.#from.seen);
    return this.#seen;
  }

  recording(): boolean {
    return this.processes.some((id) => this.#parts.processes.value(id).input.name === 'record');
  }

  /** The messages in a queue have no order, and neither have the processes. */
  done(): State {
    const parts = this.#parts;
    const from = this.#from;
    return {
      time: this.time,
      tables: this.tables,
      rate: this.#rate === undefined ? from.rate : parts.rate.id(this.#rate),
      processes: this.processes.sort((one, other) => one - other),
      queues: this.#queues === undefined ? from.queues : parts.queues.id(sorted(this.#queues)),
      post: this.#post === undefined ? from.post : parts.post.id(this.#post),
      around: this.#around === undefined ? from.around : parts.around.id(this.#around),
      seen: this.#seen === undefined ? from.seen : parts.seen.id(this.#seen),
    };
  }
}

function sorted({ lessons, enrols, events, dead }: Queues): Queues {
  return {
    lessons: inOneOrder(lessons),
    enrols: inOneOrder(enrols),
    events: inOneOrder(events),
    dead: inOneOrder(dead),
  };
}

function inOneOrder<Item>(items: readonly Item[]): Item[] {
  if (items.length < 2) return [...items];
  const named = items.map((item) => ({ item, text: JSON.stringify(item) }));
  return named.sort((one, other) => (one.text < other.text ? -1 : 1)).map(({ item }) => item);
}
