import { Logger } from '@aws-lambda-powertools/logger';
import type { Log } from '../../ports.ts';
import { summarise } from './error-summary.ts';
import { scrub } from './scrub.ts';

type Fields = Readonly<Record<string, string | number | boolean | null>>;

/** Where lines go; Powertools' logger is one. */
export interface Lines {
  info(message: string, fields: Record<string, unknown>): void;
  warn(message: string, fields: Record<string, unknown>): void;
  error(message: string, fields: Record<string, unknown>): void;
}

/** JSON lines by Powertools, each text scrubbed on the way out. */
export function powertoolsLog(serviceName: string, lines: Lines = new Logger({ serviceName })): Log {
  return {
    info: (event, fields = {}) => lines.info(scrub(event), scrubbed(fields)),
    warn: (event, fields = {}) => lines.warn(scrub(event), scrubbed(fields)),
    error: (event, error, fields = {}) =>
      lines.error(scrub(event), { ...scrubbed(fields), failure: summarise(error) }),
  };
}

/** Powertools' own; a field of such a name, such as a lesson's level, gets an underscore behind it. */
const RESERVED = new Set(['level', 'message', 'sampling_rate', 'service', 'timestamp', 'failure']);

function scrubbed(fields: Fields): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      RESERVED.has(name) ? `${name}_` : name,
      typeof value === 'string' ? scrub(value) : value,
    ]),
  );
}
