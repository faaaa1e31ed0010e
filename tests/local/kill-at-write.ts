import { StatementSync } from 'node:sqlite';
import { ClassicLevel } from 'classic-level';

/**
 * Loaded before the runner: ends it with SIGKILL at its `KILL_AT`-th write to a store on disk, before that write or after
 * it took effect (`KILL_WHEN`).
 */

const killAt = Number(process.env['KILL_AT']);
const killBefore = process.env['KILL_WHEN'] === 'before';
let writes = 0;

interpose(StatementSync.prototype, 'run');
for (const name of ['_put', '_del', '_batch']) interpose(ClassicLevel.prototype, name);

function interpose(prototype: object, name: string): void {
  const write: unknown = Reflect.get(prototype, name);
  if (typeof write !== 'function') throw new Error(`there is no ${name} to stand before`);
  Reflect.set(prototype, name, function (this: unknown, ...args: unknown[]): unknown {
    writes += 1;
    const isLast = writes === killAt;
    if (isLast && killBefore) die();
    const written: unknown = Reflect.apply(write, this, args);
    if (!isLast) return written;
    return written instanceof Promise ? written.finally(die) : die();
  });
}

function die(): void {
  process.kill(process.pid, 'SIGKILL');
}
