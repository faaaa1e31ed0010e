import Table from 'cli-table3';
import { isoInstant } from '../domain/calendar.ts';
import type { Stats } from '../use-cases/operator/stats.ts';
import {
  barValue,
  type Chart,
  chartsOf,
  type SessionRow,
  sessionRows,
  shareShown,
  shown,
} from './stats-rows.ts';
import type { Terminal } from './terminal.ts';

const BAR_WIDTH = 40;

/** Stats as charts of a terminal. */
export function statsCharts(stats: Stats, titles: ReadonlyMap<string, string>, terminal: Terminal): string {
  const { sending, sample } = stats;
  const paused =
    sending.pausedUntil === null
      ? []
      : [
          terminal.paint(
            'red',
            `Sending is paused (${sending.cause}), until ${isoInstant(sending.pausedUntil)} at most.`,
          ),
        ];
  const estimated =
    sample === 1 ? [] : [`Mothers, stages, countries, weeks and sessions: estimated from 1 in ${sample}.`];
  const charts = chartsOf(stats, titles).map((chart) => chartOf(chart, terminal));
  return [...paused, ...estimated, sessionsTable(sessionRows(stats, titles), terminal), ...charts].join(
    '\n\n',
  );
}

function chartOf(chart: Chart, terminal: Terminal): string {
  const { title, bars, means, isShare } = chart;
  const most = isShare ? 100 : Math.max(1, ...bars.map(({ count }) => count));
  const wide = Math.max(...bars.map(({ label }) => label.length));
  const lines = bars.map((one) => {
    const { label, count } = one;
    const bar = '█'.repeat(Math.max(count > 0 ? 1 : 0, Math.round((count / most) * BAR_WIDTH)));
    const value = barValue(one, chart, (plain) => plain.toLocaleString('en-GB'));
    return `  ${label.padEnd(wide)} ${terminal.paint(means === 'bad' ? 'red' : 'green', bar)}${bar === '' ? '' : ' '}${value}`;
  });
  return [terminal.paint('bold', title), ...lines].join('\n');
}

const HEAD = [
  ...[
    'Session',
    '',
    'Sent',
    'Answered',
    'Too easy',
    'Right',
    'Too hard',
    'Not done',
    'Left after',
    'Still here',
  ],
];

function sessionsTable(rows: readonly SessionRow[], terminal: Terminal): string {
  if (rows.length === 0) return 'No lesson went yet.';
  const table = new Table({
    head: HEAD,
    style: { head: [], border: [], compact: true },
    colAligns: HEAD.map((_, at) => (at < 2 ? 'left' : 'right')),
  });
  for (const row of rows) {
    const { session, title, sent, answered, easy, right, hard, missed, leftAfter, stillHere } = row;
    table.push([
      ...[session, title, sent.toLocaleString('en-GB'), shown(answered)],
      ...[shareShown(easy), shareShown(right), shareShown(hard), shown(missed), shown(leftAfter)],
      `${stillHere} %`,
    ]);
  }
  const title =
    'Lessons by session: what was answered outlives the records, what was sent stands in ledgers that still exist';
  return `${terminal.paint('bold', title)}\n${table}`;
}
