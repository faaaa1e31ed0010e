import type { SessionTally } from '../domain/sending/tally.ts';
import type { Stats } from '../use-cases/operator/stats.ts';

/** What stats tells, as rows: the terminal and the page draw the same ones. */
export interface Chart {
  title: string;
  bars: readonly Bar[];
}

interface Bar {
  label: string;
  count: number;
}

const WEEKS_SHOWN = 12;

export function chartsOf({ tally, order, suppressed, weeks, leftAfter, complainedAfter }: Stats): Chart[] {
  const recent = weeks.slice(-WEEKS_SHOWN);
  const after = (by: Readonly<Record<string, number>>) =>
    ['none', ...order.sessions].flatMap((label) => {
      const count = by[label];
      return count === undefined ? [] : [{ label: label === 'none' ? 'before the first' : label, count }];
    });
  return [
    { title: 'Mothers by state', bars: barsOf(tally.states) },
    { title: 'Get nothing', bars: barsOf(suppressed) },
    {
      title: 'Mothers by stage of their last lesson',
      bars: (['none', ...order.stages] as const).map((stage) => ({
        label: stage === 'none' ? 'before' : stage,
        count: tally.stages[stage] ?? 0,
      })),
    },
    { title: 'Mothers by country', bars: barsOf(tally.countries).toSorted(mostFirst) },
    { title: 'Joined, by week', bars: recent.map(({ week, joined }) => ({ label: week, count: joined })) },
    { title: 'Left, by week', bars: recent.map(({ week, left }) => ({ label: week, count: left })) },
    { title: 'Left after session', bars: after(leftAfter) },
    { title: 'Complained after session', bars: after(complainedAfter) },
    { title: 'Weeks that were due', bars: barsOf(tally.weeks) },
  ].filter(({ bars }) => bars.length > 0);
}

export interface SessionRow extends SessionTally {
  session: string;
  complained: number;
}

/** Lessons by session, in the order of the course; only those that went. */
export function sessionRows({ tally, order, complainedAfter }: Stats): SessionRow[] {
  return order.sessions.flatMap((session) => {
    const one = tally.sessions[session];
    return one === undefined ? [] : [{ session, ...one, complained: complainedAfter[session] ?? 0 }];
  });
}

function mostFirst(one: Bar, other: Bar): number {
  return other.count - one.count || one.label.localeCompare(other.label);
}

function barsOf(counts: Readonly<Partial<Record<string, number>>>) {
  return Object.entries(counts).map(([label, count]) => ({ label, count: count ?? 0 }));
}
