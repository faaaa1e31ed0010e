export interface Metrics {
  count(name: string, value: number): void;
  milliseconds(name: string, value: number): void;
}
