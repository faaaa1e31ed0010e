import * as z from 'zod/mini';
import type { Unread } from '../use-cases/operator/who.ts';
import { serviceFault } from './service-fault.ts';
import { CommandFailure } from './terminal.ts';

/** Names the records that a command could not read, and ends it with exit code 1. */
export function failUnread(ids: readonly string[]): void {
  if (ids.length === 0) return;
  const records = ids.length === 1 ? '1 record' : `${ids.length} records`;
  throw new CommandFailure(`${records} could not be read: ${ids.join(' ')}`);
}

/** In one line, where something that is stored is of a form that cannot be read; null for any other error. */
export function unreadableFault(error: unknown): string | null {
  if (!(error instanceof z.core.$ZodError)) return null;
  return `something that is stored cannot be read (${wrongIn(error)}): course who <email> names it, and the mend`;
}

/**
 * Each part with the stored attributes that are wrong.
 * @throws the error itself where a service did not answer: that says nothing of the record.
 */
export function unreadNames(parts: readonly Unread[]): string[] {
  return parts.map(({ what, error }) => {
    if (serviceFault(error) !== null) throw error;
    return `${what} (${wrongIn(error)})`;
  });
}

/** Names what cannot be read of one address, and the mend, and ends the command with exit code 1. */
export function failUnreadParts(names: readonly string[], email: string): void {
  if (names.length === 0) return;
  throw new CommandFailure(
    `${email}: ${names.join(' and ')} cannot be read. Roll forward to the release that wrote it, or put the attribute right in the table; she can leave all the same, and "course forget ${email}" erases her`,
  );
}

function wrongIn(error: unknown): string {
  if (!(error instanceof z.core.$ZodError)) return error instanceof Error ? error.message : 'no error';
  const names = error.issues.map(({ path }) => path.join('.')).filter((name) => name !== '');
  return names.length === 0 ? 'a form that this release does not know' : `attribute ${names.join(', ')}`;
}
