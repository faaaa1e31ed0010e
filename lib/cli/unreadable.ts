import { CommandFailure } from './terminal.ts';

/** Names the records that a command could not read, and ends it with exit code 1. */
export function failUnread(ids: readonly string[]): void {
  if (ids.length === 0) return;
  const records = ids.length === 1 ? '1 record' : `${ids.length} records`;
  throw new CommandFailure(`${records} could not be read: ${ids.join(' ')}`);
}
