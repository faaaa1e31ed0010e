import Table from 'cli-table3';
import type { Imported } from '../use-cases/operator/import-subscriber.ts';
import type { Terminal } from './terminal.ts';

type Accepted = Exclude<Imported, 'suppressed' | 'no-evidence' | 'unreadable'>;

/** Reports a file while it is read: rejected lines are printed at once and not held in memory. */
export interface ImportReport {
  rejected(line: number, why: string): void;
  done(outcome: Accepted): void;
  /** How many so far. */
  lines(): number;
  end(): void;
}

interface ReportOptions {
  json?: true;
  dryRun: boolean;
  /** The dry run printed the rejected lines already. */
  quiet: boolean;
}

export function importReport(terminal: Terminal, { json, dryRun, quiet }: ReportOptions): ImportReport {
  const counts = { asked: 0, enrolled: 0, already: 0, 'asked-before': 0 };
  let rejected = 0;
  const lines = () => rejected + Object.values(counts).reduce((sum, count) => sum + count, 0);
  if (json) terminal.out('{"rejections":[');
  return {
    rejected(line, why) {
      rejected += 1;
      if (json) terminal.out(`${rejected === 1 ? '' : ','}${JSON.stringify({ line, why })}`);
      else if (!quiet) terminal.out(`line ${line}: ${why}`);
    },
    done(outcome) {
      counts[outcome] += 1;
    },
    lines,
    end() {
      const { asked, enrolled, already, 'asked-before': askedBefore } = counts;
      const totals = { dryRun, rows: lines(), asked, enrolled, already, askedBefore, rejected };
      terminal.out(json ? `],${JSON.stringify(totals).slice(1)}` : tableOf(totals));
    },
  };
}

interface Totals {
  dryRun: boolean;
  rows: number;
  asked: number;
  enrolled: number;
  already: number;
  askedBefore: number;
  rejected: number;
}

function tableOf({ dryRun, ...totals }: Totals): string {
  const table = new Table({ style: { head: [], border: [], compact: true }, colAligns: ['left', 'right'] });
  const would = dryRun ? 'would be' : 'were';
  const rows = [
    [`${would} asked by mail to confirm`, totals.asked],
    [`${would} enrolled`, totals.enrolled],
    ['are in the course already', totals.already],
    ['were asked within 30 days', totals.askedBefore],
    ['rejected', totals.rejected],
    ['rows in all', totals.rows],
  ] as const;
  table.push(...rows.map(([what, count]) => [what, count.toLocaleString('en-GB')]));
  return table.toString();
}
