import { statSync } from 'node:fs';
import type { Reporter, TestModule, TestSpecification } from 'vitest/node';

const EVERY_MS = 15_000;

/**
 * Beside what vitest shows a person at a terminal: how much of the run is behind, and about how long the rest takes. Longer
 * files begin first and take longer, so a file counts by its length.
 */
export class TimeLeft implements Reporter {
  readonly #lengths = new Map<string, number>();
  readonly #print: (line: string) => void;
  readonly #now: () => number;
  #began = 0;
  #told = 0;
  #total = 0;
  #done = 0;

  constructor(
    print: (line: string) => void = (line) => process.stdout.write(line),
    now: () => number = () => performance.now(),
  ) {
    this.#print = print;
    this.#now = now;
  }

  onTestRunStart(files: readonly Pick<TestSpecification, 'moduleId'>[]): void {
    for (const { moduleId } of files) this.#lengths.set(moduleId, statSync(moduleId).size);
    this.#total = [...this.#lengths.values()].reduce((sum, length) => sum + length, 0);
    this.#began = this.#now();
    this.#told = this.#began;
  }

  onTestModuleEnd({ moduleId }: Pick<TestModule, 'moduleId'>): void {
    this.#done += this.#lengths.get(moduleId) ?? 0;
    const now = this.#now();
    if (this.#done >= this.#total || now - this.#told < EVERY_MS) return;
    this.#told = now;
    const share = this.#done / this.#total;
    const left = ((now - this.#began) * (1 - share)) / share;
    this.#print(` ${Math.round(share * 100)} % of the tests are done, about ${inWords(left)} left\n`);
  }
}

function inWords(ms: number): string {
  const seconds = Math.ceil(ms / 10_000) * 10;
  if (seconds < 60) return `${seconds} s`;
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
