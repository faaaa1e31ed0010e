/**
 * How CloudWatch decides whether an alarm rings, as its documentation describes it: once a minute, over the last
 * periods, each period's points made into one by the statistic, empty periods filled as the alarm says.
 */

/** A value that was reported, at so many minutes. */
export interface Point {
  at: number;
  value: number;
}

export interface AlarmRule {
  threshold: number;
  comparison: 'GreaterThanOrEqualToThreshold' | 'LessThanThreshold';
  periodMinutes: number;
  statistic: 'Sum' | 'Maximum' | 'p99';
  /** Periods looked at. */
  evaluationPeriods: number;
  /** How many of them must breach. */
  datapointsToAlarm: number;
  missing: 'breaching' | 'notBreaching' | 'ignore';
}

/** What is not ours to choose. A rule must hold whatever these are. */
export interface Conditions {
  /** Minutes until a point can be seen. */
  delay: number;
  /**
   * CloudWatch looks for real points further back than it evaluates, before it fills gaps: the "evaluation range".
   * How far is not said, so both none and two periods are tried.
   */
  furtherBack: number;
  /** Periods begin at this minute and then in a row; `sliding`: at each minute the last one ends now. */
  alignment: number | 'sliding';
}

export type State = 'OK' | 'ALARM';

/** The alarm's state at minute `now`, given the one before. */
export function stateAt(
  rule: AlarmRule,
  points: readonly Point[],
  now: number,
  { delay, furtherBack, alignment }: Conditions,
  before: State,
): State {
  const { periodMinutes: period, evaluationPeriods: wanted } = rule;
  const end = alignment === 'sliding' ? now : now - ((((now - alignment) % period) + period) % period);
  const visible = points.filter(({ at }) => at <= now - delay);
  const newestFirst = Array.from({ length: wanted + furtherBack }, (_, back) =>
    valueIn(rule, visible, end - (back + 1) * period, end - back * period),
  );
  const real = newestFirst.filter((value) => value !== null).slice(0, wanted);
  const gaps = wanted - real.length;
  const breaching = real.filter((value) => breaches(rule, value)).length;
  if (rule.missing === 'ignore') {
    if (real.length === 0) return before;
    return breaching >= Math.min(rule.datapointsToAlarm, real.length) ? 'ALARM' : 'OK';
  }
  const filled = rule.missing === 'breaching' ? gaps : 0;
  return breaching + filled >= rule.datapointsToAlarm ? 'ALARM' : 'OK';
}

/** The first minute from `from` to `until` at which the alarm is in ALARM, or null. */
export function firstRing(
  rule: AlarmRule,
  points: readonly Point[],
  { from, until, ...conditions }: Conditions & { from: number; until: number },
): number | null {
  const reach = (rule.evaluationPeriods + conditions.furtherBack + 1) * rule.periodMinutes;
  const near = points.filter(({ at }) => at > from - reach - conditions.delay && at <= until);
  let state: State = 'OK';
  for (let now = Math.ceil(from); now <= until; now += 1) {
    state = stateAt(rule, near, now, conditions, state);
    if (state === 'ALARM') return now;
  }
  return null;
}

function valueIn(rule: AlarmRule, points: readonly Point[], from: number, to: number): number | null {
  const values = points.filter(({ at }) => at >= from && at < to).map(({ value }) => value);
  if (values.length === 0) return null;
  if (rule.statistic === 'Sum') return values.reduce((sum, value) => sum + value, 0);
  const ascending = values.toSorted((one, other) => one - other);
  const rank = rule.statistic === 'p99' ? Math.ceil(0.99 * values.length) - 1 : values.length - 1;
  return ascending[rank] ?? null;
}

function breaches({ comparison, threshold }: AlarmRule, value: number): boolean {
  return comparison === 'LessThanThreshold' ? value < threshold : value >= threshold;
}
