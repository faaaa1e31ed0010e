import type { Finding } from '../findings.ts';
import type { Planned } from './planned.ts';

/** A finding at a place of a session's file; the level is named where the file holds three. */
export function findingAt(
  planned: Pick<Planned, 'file' | 'path' | 'level'>,
  path: readonly PropertyKey[],
  rule: Finding['rule'],
  message: string,
): Finding {
  const line = planned.file.lineOf([...planned.path, ...path]);
  const where = planned.level === null ? '' : ` (level ${planned.level})`;
  return { file: planned.file.file, line, rule, message: `${message}${where}` };
}
