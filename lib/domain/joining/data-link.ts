import { HOUR_MS, type Instant } from '../calendar.ts';
import type { Run } from '../subscriber.ts';

/** A link for export or erasure works for one hour and once (Q36). */
export const DATA_LINK_MS = HOUR_MS;

export interface DataLink {
  run: Run;
  expiresAt: Instant;
}

/** The subject of a `data` token; together with the id it is also the key that is spent when the link is used. */
export function dataLinkSubject({ run, expiresAt }: DataLink): string {
  return `${run}-${expiresAt.toString(36)}`;
}

/** The subject of a `change` token: which change, of which run. */
export function changeLinkSubject({ run, changeId }: { run: Run; changeId: string }): string {
  return `${run}-${changeId}`;
}

export function parseChangeLinkSubject(subject: string): { run: Run; changeId: string } | null {
  const [, run, changeId] = /^([0-9a-z]+)-([\w-]+)$/.exec(subject) ?? [];
  return run === undefined || changeId === undefined ? null : { run, changeId };
}

export function parseDataLinkSubject(subject: string): DataLink | null {
  const [, run, expiry] = /^([0-9a-z]+)-([0-9a-z]+)$/.exec(subject) ?? [];
  if (run === undefined || expiry === undefined) return null;
  const expiresAt = Number.parseInt(expiry, 36);
  return Number.isSafeInteger(expiresAt) ? { run, expiresAt } : null;
}
