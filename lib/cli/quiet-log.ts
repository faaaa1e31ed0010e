import type { Log } from '../ports/log.ts';
import type { Terminal } from './terminal.ts';

/** What a use case would tell a function's log: the person in front hears of trouble only. */
export function quietLog(terminal: Terminal): Log {
  return {
    info() {},
    warn: (event) => terminal.note(event),
    error: (event, error) => terminal.note(`${event}: ${error instanceof Error ? error.name : 'error'}`),
  };
}
