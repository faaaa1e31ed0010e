/** One line of the benchmark's table. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  /** The work that it was measured on. */
  per: string;
  /** What it is compared with, measured in the same run; a bar of the project where there is no other. */
  baseline: string;
  /** The value over the baseline's; null where nothing is compared. */
  ratio: number | null;
}

/** A figure beside what it is compared with. */
export function figure(
  name: string,
  value: number,
  unit: string,
  per: string,
  baseline?: { what: string; value: number },
): Figure {
  return {
    name,
    value: rounded(value),
    unit,
    per,
    baseline: baseline === undefined ? '' : `${baseline.what}: ${rounded(baseline.value)} ${unit}`,
    ratio: baseline === undefined ? null : rounded(value / baseline.value),
  };
}

/** Three digits that count. */
export function rounded(value: number): number {
  return value === 0 ? 0 : Math.abs(value) >= 1_000 ? Math.round(value) : Number(value.toPrecision(3));
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The smallest value that `part` (0 to 1) of the values do not exceed. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  const at = Math.min(sorted.length - 1, Math.max(0, Math.ceil(part * sorted.length) - 1));
  const found = sorted[at];
  if (found === undefined) throw new Error('nothing was measured');
  return found;
}

/** A table in Markdown, so that what is printed is what docs/performance.md keeps. */
export function table(figures: readonly Figure[]): string {
  const head = ['figure', 'value', 'unit', 'measured on', 'against', 'ratio'];
  const rows = figures.map(({ name, value, unit, per, baseline, ratio }) => [
    name,
    value.toLocaleString('en-GB', { maximumFractionDigits: 6 }),
    unit,
    per,
    baseline,
    ratio === null ? '' : String(ratio),
  ]);
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
