import cliProgress from 'cli-progress';
import type { Terminal } from './terminal.ts';

/** What takes less is not worth a bar. */
const SHOWN_AFTER_MS = 1_000;
const ENDS = ['SIGINT', 'SIGTERM'] as const;

export interface Progress extends Disposable {
  /** `part` of the whole, 0 to 1, or null where the whole is not known; `count` of what is counted. */
  at(count: number, part?: number | null): void;
  /** One more is done. */
  step(): void;
}

/**
 * A bar with rate and time left, on a screen only, once the work takes more than a second. `what` is counted:
 * "lines". Where the whole is not known it shows count and rate.
 */
export function showProgress({ screen }: Terminal, what: string): Progress {
  if (screen === null) return { at() {}, step() {}, [Symbol.dispose]() {} };
  const began = Date.now();
  let latest: { count: number; part: number | null } = { count: 0, part: null };
  const bar = new cliProgress.SingleBar({
    stream: screen,
    hideCursor: true,
    clearOnComplete: true,
    format: (options, { progress }) =>
      lineOf(cliProgress.Format.BarFormat(progress, options), latest, what, began),
  });
  let shown = false;
  // The bar hides the cursor, and a command that is ended shall give it back.
  const ended = (signal: NodeJS.Signals) => {
    bar.stop();
    process.kill(process.pid, signal);
  };
  const at = (count: number, part: number | null = null) => {
    latest = { count, part };
    if (!shown && Date.now() - began > SHOWN_AFTER_MS) {
      bar.start(1, 0);
      for (const signal of ENDS) process.once(signal, ended);
      shown = true;
    }
    if (shown) bar.update(part ?? 0);
  };
  return {
    at,
    step: () => at(latest.count + 1),
    [Symbol.dispose]() {
      if (!shown) return;
      for (const signal of ENDS) process.off(signal, ended);
      bar.stop();
    },
  };
}

function lineOf(
  bar: string,
  { count, part }: { count: number; part: number | null },
  what: string,
  began: number,
): string {
  const seconds = (Date.now() - began) / 1_000;
  const rate = Math.round(count / seconds).toLocaleString('en-GB');
  const done = `${count.toLocaleString('en-GB')} ${what}, ${rate} a second`;
  if (part === null || part === 0) return done;
  return `${bar} ${Math.floor(part * 100)} %  ${done}, ${formatDuration((seconds / part) * (1 - part))} left`;
}

function formatDuration(seconds: number): string {
  const whole = Math.ceil(seconds);
  return whole < 90 ? `${whole} s` : `${Math.ceil(whole / 60)} min`;
}
