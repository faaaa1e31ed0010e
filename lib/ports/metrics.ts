import type { CountName, DurationName } from './metric-list.ts';

/** Only what is in the list of metrics can be counted or timed. */
export interface Metrics {
  count(name: CountName, value: number): void;
  milliseconds(name: DurationName, value: number): void;
}
