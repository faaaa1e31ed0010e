import type { ErrorLine, InfoLine, WarnLine } from './log-lines.ts';

type LogFields = Readonly<Record<string, string | number | boolean | null>>;

/** A log is a vocabulary: a line of the list, and fields that name nobody (Q39). */
export interface Log {
  info(event: InfoLine, fields?: LogFields): void;
  warn(event: WarnLine, fields?: LogFields): void;
  error(event: ErrorLine, error: unknown, fields?: LogFields): void;
}
