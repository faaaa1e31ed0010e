import { HOUR_MS, MINUTE_MS } from '../../lib/domain/calendar.ts';
import type { Subscriber, SubscriberId } from '../../lib/domain/subscriber.ts';
import type { Chance } from '../../lib/ports/chance.ts';
import { noteRecipients } from '../../lib/use-cases/operator/note-recipients.ts';
import { type NoteReport, sendNotes } from '../../lib/use-cases/sending/send-notes.ts';
import type { FunctionPorts } from './function-ports.ts';
import type { Ended, FunctionRun, FunctionRunner } from './function-runs.ts';
import type { NotesWatch, SeenNote } from './notes-watch.ts';
import { letters, tokens } from './ports.ts';
import type { Random } from './random.ts';
import type { Timeline } from './timeline.ts';

interface NoteCommandOptions {
  timeline: Timeline;
  random: Random;
  runner: FunctionRunner;
  chance: Chance;
  ratePerSecond: number;
  notes: NotesWatch;
  /** She does something at that moment. */
  disturb: (id: SubscriberId, ms: number) => void;
  portsOf: (run: FunctionRun) => FunctionPorts;
  did: (what: string) => void;
}

/** What one run of the command ended with. */
interface Ran {
  report: NoteReport | null;
  unreadable: number;
  audience: readonly Subscriber[];
}

const TIMEOUT_MS = 12 * HOUR_MS;
const SETTINGS = { siteUrl: 'https://course.example', mayReceive: 'everyone' } as const;

/** `course note`, given again until it says that nobody is left to get it; now and then twice at once. */
export class NoteCommand {
  isDone = false;
  readonly note: SeenNote;
  readonly #options: NoteCommandOptions;

  constructor(note: SeenNote, options: NoteCommandOptions) {
    this.note = note;
    this.#options = options;
    options.notes.begins(note);
  }

  async run(): Promise<void> {
    const { timeline, random, notes, did } = this.#options;
    if (random.chance(0.2)) timeline.after(random.between(0, 3_000), () => void this.#beside());
    const ended = await this.#once();
    if (isOver(ended)) {
      this.isDone = true;
      did(this.note.urgent ? 'urgent note' : 'note');
      return notes.finished(this.note, ended.result.audience);
    }
    const pause = random.chance(0.4) ? random.around(2 * MINUTE_MS) : random.around(3 * HOUR_MS);
    timeline.after(pause, () => void this.run());
  }

  /** The same command in another window: where it died after this one ended, he gives it again. */
  async #beside(): Promise<void> {
    if (isOver(await this.#once()) || !this.isDone) return;
    this.isDone = false;
    await this.run();
  }

  #once() {
    return this.#options.runner.start('note', TIMEOUT_MS, (run) => this.#give(run));
  }

  async #give(run: FunctionRun): Promise<Ran> {
    const { portsOf, chance, ratePerSecond, random, disturb } = this.#options;
    const ports = portsOf(run);
    const { received, ...note } = this.note;
    const to = received === null ? ALL : { kind: 'received' as const, session: received, since: null };
    const audience = received === null ? await this.#audience(ports) : [];
    const { receives, unreadable } = await noteRecipients(ports, to, note, () => {});
    for (const { id } of receives) if (random.chance(0.1)) disturb(id, random.between(0, 2 * MINUTE_MS));
    // The coach looks at who gets it, and answers yes.
    await ports.clock.wait(random.chance(0.7) ? random.around(MINUTE_MS) : random.around(2 * HOUR_MS));
    const settings = { ...SETTINGS, sendRatePerSecond: ratePerSecond };
    const ids = receives.map(({ id }) => id);
    const textFor = () => ({ subject: note.id, body: [] });
    const send = sendNotes({ ...ports, chance, letters, tokens, settings });
    const report = ids.length === 0 ? null : await send({ ...note, textFor }, ids);
    return { report, unreadable: unreadable.length, audience };
  }

  /** Whom a note to everyone is for, as the tables have it now. */
  async #audience({ subscribers }: FunctionPorts): Promise<Subscriber[]> {
    const audience: Subscriber[] = [];
    for await (const record of subscribers.all(() => undefined))
      if (record.state === 'active' || (record.state === 'paused' && this.note.urgent)) audience.push(record);
    return audience;
  }
}

const ALL = { kind: 'all' } as const;

function isOver(ended: Ended<Ran>): ended is Extract<Ended<Ran>, { kind: 'done' }> {
  return ended.kind === 'done' && waiting(ended.result) === 0;
}

function waiting({ report, unreadable }: Ran): number {
  return unreadable + (report === null ? 0 : report.open + report['put-off'] + report.paused);
}
