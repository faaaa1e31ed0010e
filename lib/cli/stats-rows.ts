import type { Answer } from '../domain/answers.ts';
import type { SessionTally } from '../domain/sending/tally.ts';
import type { Stats } from '../use-cases/operator/stats.ts';

/** What stats tells, as rows: the terminal and the page draw the same ones. */
export interface Chart {
  title: string;
  bars: readonly Bar[];
  /** What a long bar means; neither where it is only a number. */
  means?: 'good' | 'bad';
  /** The bars are shares of 100, not counts. */
  isShare?: true;
}

export interface Bar {
  label: string;
  count: number;
  /** Of how many it is a share. */
  of?: number;
}

/** Fewer answers than these tell of women, not of a session: they are not shown. */
export const FEWEST = 5;
const WEEKS_SHOWN = 12;
const WORST_SHOWN = 10;
const MOVES_SHOWN = 20;

export function chartsOf(stats: Stats, titles: ReadonlyMap<string, string>): Chart[] {
  const { tally, order, suppressed, weeks, complainedAfter } = stats;
  const recent = weeks.slice(-WEEKS_SHOWN);
  const rows = sessionRows(stats, titles);
  const after = (by: Readonly<Record<string, number>>) =>
    ['none', ...order.sessions].flatMap((label) => {
      const count = by[label];
      return count === undefined ? [] : [{ label: label === 'none' ? 'before the first' : label, count }];
    });
  const charts: Chart[] = [
    { title: 'Too hard, per cent of those who answered', ...tooHard(rows) },
    { title: 'Still here after, per cent', ...stillHere(rows) },
    { title: 'Where answers led', bars: ledTo(stats.moves) },
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
    { title: 'Sessions ticked, by week', bars: written(recent, 'ticked') },
    { title: 'Chose training days, by week', bars: written(recent, 'days') },
    { title: 'Wrote numbers, by week', bars: written(recent, 'numbers') },
    { title: 'Left after session', bars: after(stats.leftAfter) },
    { title: 'Complained after session', bars: after(complainedAfter) },
    { title: 'Weeks that were due', bars: barsOf(tally.weeks) },
  ];
  return charts.filter(({ bars }) => bars.length > 0);
}

/** None at all where nobody wrote anything. */
function written(weeks: Stats['weeks'], what: 'ticked' | 'days' | 'numbers'): Bar[] {
  const bars = weeks.map((one) => ({ label: one.week, count: one[what] }));
  return bars.some(({ count }) => count > 0) ? bars : [];
}

export interface SessionRow extends Pick<SessionTally, 'sent' | 'delivered' | 'bounced'> {
  session: string;
  title: string;
  complained: number;
  /** How many said how it felt: too easy, just right, too hard. */
  answered: number;
  /** Of these, per cent; null where too few answered. */
  easy: number | null;
  right: number | null;
  hard: number | null;
  /** Did not get to it. */
  missed: number;
  leftAfter: number;
  /** Of a hundred who began, how many are left after it. */
  stillHere: number;
}

/** Lessons by session, in the order of the course; only those that went. */
export function sessionRows(
  { tally, order, answers, leftAfter, complainedAfter }: Stats,
  titles: ReadonlyMap<string, string>,
): SessionRow[] {
  let stillHere = 1;
  const passed = (at: number) =>
    order.sessions
      .slice(at)
      .reduce((sum, session) => sum + (tally.here[session] ?? 0) + (leftAfter[session] ?? 0), 0);
  return order.sessions.flatMap((session, at) => {
    const left = leftAfter[session] ?? 0;
    const came = passed(at);
    stillHere *= came === 0 ? 1 : 1 - left / came;
    const one = tally.sessions[session];
    if (one === undefined && answers[session] === undefined) return [];
    const { sent = 0, delivered = 0, bounced = 0 } = one ?? {};
    return [
      {
        ...{ session, title: titles.get(session) ?? '', sent, delivered, bounced },
        complained: complainedAfter[session] ?? 0,
        ...sharesOf(answers[session] ?? {}),
        ...{ leftAfter: left, stillHere: Math.round(100 * stillHere) },
      },
    ];
  });
}

function sharesOf({ easy = 0, right = 0, hard = 0, missed = 0 }: Stats['answers'][string]) {
  const answered = easy + right + hard;
  const share = (count: number) => (answered < FEWEST ? null : Math.round((100 * count) / answered));
  return { answered, easy: share(easy), right: share(right), hard: share(hard), missed };
}

/** The sessions that most found too hard, the hardest first. */
function tooHard(rows: readonly SessionRow[]): Pick<Chart, 'bars' | 'means' | 'isShare'> {
  const bars = rows
    .flatMap(({ session, title, hard, answered }) =>
      hard === null || hard === 0 ? [] : [{ label: `${session} ${title}`, count: hard, of: answered }],
    )
    .toSorted(mostFirst)
    .slice(0, WORST_SHOWN);
  return { bars, means: 'bad', isShare: true };
}

const ANSWERED: Readonly<Record<Answer, string>> = {
  easy: 'too easy',
  right: 'just right',
  hard: 'too hard',
  missed: 'not done',
  notyet: 'not yet',
  back: 'weeks more',
  ready: 'ready',
  heavier: 'heavier',
  away: 'away',
};

/** From which session to which, by answer: those that most took, and none that so few took. */
function ledTo(moves: Stats['moves']): Bar[] {
  return moves
    .filter(({ count }) => count >= FEWEST)
    .map(({ from, answer, to, count }) => ({ label: `${from} ${ANSWERED[answer]} → ${to}`, count }))
    .toSorted(mostFirst)
    .slice(0, MOVES_SHOWN);
}

/** Only where enough came by to tell. */
function stillHere(rows: readonly SessionRow[]): Pick<Chart, 'bars' | 'means' | 'isShare'> {
  const bars = rows.some(({ leftAfter }) => leftAfter > 0)
    ? rows.map(({ session, stillHere: count }) => ({ label: session, count }))
    : [];
  return { bars, means: 'good', isShare: true };
}

/** A number as others may see it: fewer than five are women, not a number. */
export function shown(count: number): string {
  return count > 0 && count < FEWEST ? 'under 5' : count.toLocaleString('en-GB');
}

export function shareShown(share: number | null): string {
  return share === null ? '–' : `${share} %`;
}

/** What stands beside a bar. */
export function barValue({ count, of }: Bar, { isShare }: Chart, write: (count: number) => string): string {
  if (isShare !== true) return write(count);
  return of === undefined ? `${count} %` : `${count} % of ${of.toLocaleString('en-GB')}`;
}

function mostFirst(one: Bar, other: Bar): number {
  return other.count - one.count || one.label.localeCompare(other.label);
}

function barsOf(counts: Readonly<Partial<Record<string, number>>>) {
  return Object.entries(counts).map(([label, count]) => ({ label, count: count ?? 0 }));
}
