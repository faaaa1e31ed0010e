import { HOUR_MS } from '../../lib/domain/calendar.ts';
import { auditOf } from '../../lib/domain/sending/audit.ts';
import { audit } from '../../lib/use-cases/operator/audit.ts';
import { showCalendar } from '../../lib/use-cases/training/her-year.ts';
import { noneUnreadable } from '../none-unreadable.ts';
import { FAULTS, type Fault } from './faults.ts';
import type { Plant } from './function-ports.ts';
import type { Plans } from './her-plan.ts';
import { tokens } from './ports.ts';
import { World } from './world.ts';
import type { WorldOptions } from './world-options.ts';

export interface Simulated {
  seed: number;
  subscribers: number;
  weeks: number;
  /** Null when every invariant held. */
  broken: string | null;
  lessons: number;
  confirmations: number;
  /** Mails of a lesson beyond its first: each for a lost answer and a lost or late event, else it is `broken`. */
  duplicates: number;
  /** Lessons of which SES took no mail: each parked and alarmed, else it is `broken`. */
  losses: number;
  deaths: number;
  /** Items that a roll back has written over with less than they held. */
  narrowed: number;
  /** Whose lesson waited when what was withheld was released. */
  waited: number;
  /** What mothers did for themselves to its end: ticks, days, numbers, looks at the calendar. */
  did: Readonly<Record<string, number>>;
  /** Functions of her plan that died. */
  planDeaths: number;
  /** What the operator did by hand to its end, by how it ended. */
  byHand: Readonly<Record<string, number>>;
  /** Mails of notes that SES took. */
  notes: number;
  /** Each mail of a lesson that SES took: when, to whom, which lesson and session, of which day. */
  went: readonly string[];
  faults: Partial<Record<Fault, number>>;
  days: number;
  steps: number;
}

export interface SimulationOptions {
  seed: number;
  subscribers: number;
  weeks: number;
  faults?: readonly Fault[];
  backlog?: number | undefined;
  ratePerSecond?: number | undefined;
  plant?: Plant | undefined;
  plans?: Plans | undefined;
  byHand?: boolean | undefined;
  rollBack?: boolean | undefined;
  withheld?: WorldOptions['withheld'];
  trace?: ((line: string) => void) | undefined;
}

/** Runs one seed to its end and checks what can be checked only then. */
export async function simulate({ faults = FAULTS, ...options }: SimulationOptions): Promise<Simulated> {
  const world = new World({ ...options, faults } satisfies WorldOptions);
  await world.run();
  if (world.witness.broken === null) await accountForAll(world);
  world.withheld.check();
  const { witness, runner, timeline } = world;
  const { seed, subscribers, weeks } = options;
  return {
    ...{ seed, subscribers, weeks },
    broken: witness.broken,
    lessons: witness.lessons,
    confirmations: witness.confirmations,
    duplicates: witness.duplicates,
    losses: witness.losses,
    deaths: runner.deaths,
    narrowed: world.releases.narrowed,
    waited: world.withheld.waited,
    did: Object.fromEntries(world.did),
    planDeaths: world.plan.runner.deaths,
    byHand: Object.fromEntries(world.operator?.did ?? []),
    notes: world.notes.sent,
    went: witness.went,
    faults: Object.fromEntries(world.faults.struck),
    days: weeks * 7,
    steps: timeline.steps,
  };
}

/** When all is quiet: every pair is accounted for, every line tells the truth, and nothing that was due waits. */
async function accountForAll(world: World): Promise<void> {
  const { stores, witness, timeline } = world;
  await planIsGone(world);
  world.notes.judge();
  for (const note of world.operator?.unfinished() ?? []) witness.fail(`${note} has not gone to all`);
  const clock = { now: () => timeline.now };
  for await (const subscriber of stores.subscribers.all(noneUnreadable)) {
    const { counts } = auditOf(subscriber, await stores.ledger.of(subscriber.id, 1_000), timeline.now);
    if (counts.unaccounted > 0)
      witness.fail(`${counts.unaccounted} weeks of ${subscriber.id} are not accounted for`);
  }
  const report = await audit({ ...stores, clock })();
  if (report.unaccounted > 0) witness.fail(`${report.unaccounted} weeks are not accounted for`);
  const { sent, failed, unknown, open } = report.notes;
  const counted = { lines: sent + failed + unknown + open, duplicates: report.notes.duplicates };
  if (JSON.stringify(counted) !== JSON.stringify(world.notes.counts()))
    witness.fail(`the audit counts ${JSON.stringify(report.notes)} of the notes`);
  if (report.late > 0) witness.fail(`late at the end: ${JSON.stringify(report.lateIds)}`);
  for await (const { id, dueOn } of stores.ledger.all(noneUnreadable))
    if ((await stores.subscribers.get(id)) === null)
      witness.fail(`the line of ${id} for ${dueOn} belongs to nobody`);
  const withLine = new Set<string>();
  for await (const line of stores.ledger.all(noneUnreadable)) {
    const attempts = [line.attempt, ...line.otherAttempts].filter((attempt) => attempt !== null);
    for (const attempt of attempts) withLine.add(attempt);
    if (line.state === 'sent') witness.lineSaysSent(attempts, line);
    witness.fateStands(attempts, line);
    if (line.state === 'unknown' && attempts.every((attempt) => !witness.wasTaken(attempt)))
      witness.losses += 1;
  }
  for await (const { id, run, ...record } of stores.subscribers.all(noneUnreadable)) {
    if (witness.isClosed(run)) witness.fail(`${id} is held although she left`);
    if (record.state !== 'stopped' && record.dueAt < timeline.now - 2 * HOUR_MS)
      witness.fail(`${id} waits for a lesson that was due`);
    witness.everyAttemptHasItsLine(id, run, withLine);
  }
}

/** Nothing that anyone wrote down outlives her record, and no calendar of a run that is over has a time. */
async function planIsGone({ stores, tables, witness, timeline }: World): Promise<void> {
  for (const [id, items] of tables.training)
    if (items.size > 0 && (await stores.subscribers.getRaw(id)) === null)
      witness.fail(`${[...items.keys()].join(', ')} of ${id} stands although she is gone`);
  const show = showCalendar({ ...stores, tokens, clock: { now: () => timeline.now } });
  for (const { id, run } of witness.closedRuns()) {
    const shown = await show(await tokens.sign('calendar', { id, subject: run }));
    if (shown.kind !== 'gone') witness.fail(`the calendar of ${id} answers after she left`);
  }
}
