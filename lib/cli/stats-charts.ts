import Table from 'cli-table3';
import { ANSWERS } from '../domain/answers.ts';
import { isoInstant } from '../domain/calendar.ts';
import type { Stats } from '../use-cases/operator/stats.ts';
import { type Chart, chartsOf, sessionRows } from './stats-rows.ts';
import type { Terminal } from './terminal.ts';

const BAR_WIDTH = 40;

/** Stats as charts of a terminal. */
export function statsCharts(stats: Stats, terminal: Terminal): string {
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
  const charts = chartsOf(stats).map((chart) => chartOf(chart, terminal));
  return [...paused, ...estimated, ...charts, sessionsTable(stats, terminal)].join('\n\n');
}

function chartOf({ title, bars }: Chart, terminal: Terminal): string {
  const most = Math.max(1, ...bars.map(({ count }) => count));
  const wide = Math.max(...bars.map(({ label }) => label.length));
  const lines = bars.map(({ label, count }) => {
    const bar = '█'.repeat(Math.max(count > 0 ? 1 : 0, Math.round((count / most) * BAR_WIDTH)));
    return `  ${label.padEnd(wide)} ${terminal.paint('green', bar)}${bar === '' ? '' : ' '}${count.toLocaleString('en-GB')}`;
  });
  return [terminal.paint('bold', title), ...lines].join('\n');
}

function sessionsTable(stats: Stats, terminal: Terminal): string {
  const rows = sessionRows(stats);
  if (rows.length === 0) return 'No lesson went yet.';
  const table = new Table({
    head: ['Session', 'Sent', 'Delivered', 'Bounced', 'Complained', ...ANSWERS],
    style: { head: [], border: [], compact: true },
    colAligns: ['left', ...Array.from({ length: 4 + ANSWERS.length }, () => 'right' as const)],
  });
  for (const { session, sent, delivered, bounced, complained, taps } of rows) {
    table.push([
      session,
      sent,
      delivered,
      bounced,
      complained,
      ...ANSWERS.map((answer) => taps[answer] ?? ''),
    ]);
  }
  const title = 'Lessons by session, in ledgers that still exist; answers of those for whom it was the last';
  return `${terminal.paint('bold', title)}\n${table}`;
}
