import { summarise } from './error-summary.ts';
import { lineTo, type WriteLine } from './line.ts';
import { scrub } from './scrub.ts';

type Fields = Readonly<Record<string, string | number | boolean | null>>;
type Level = 'INFO' | 'WARN' | 'ERROR';

/** Which lines are written: everything, what went wrong, what failed, or nothing. */
export type LogLines = 'all' | 'warnings' | 'errors' | 'none';

const WRITTEN: Readonly<Record<LogLines, readonly Level[]>> = {
  all: ['INFO', 'WARN', 'ERROR'],
  warnings: ['WARN', 'ERROR'],
  errors: ['ERROR'],
  none: [],
};

export interface LogSettings {
  service: string;
  lines: LogLines;
  /** Missing: the process's own streams. */
  out?: WriteLine;
  wrong?: WriteLine;
}

/** Writes any line; which ones there are is the port's list. */
interface JsonLog {
  info(event: string, fields?: Fields): void;
  warn(event: string, fields?: Fields): void;
  error(event: string, error: unknown, fields?: Fields): void;
}

/** JSON lines, each text scrubbed on the way out. What went wrong goes to standard error. */
export function jsonLog({
  service,
  lines,
  out = lineTo(process.stdout),
  wrong = lineTo(process.stderr),
}: LogSettings): JsonLog {
  const write = (level: Level, event: string, fields: object) => {
    if (!WRITTEN[lines].includes(level)) return;
    const timestamp = new Date().toISOString();
    const line = { level, message: scrub(event), timestamp, service, ...trace(), ...fields };
    (level === 'INFO' ? out : wrong)(line);
  };
  return {
    info: (event, fields = {}) => write('INFO', event, scrubbed(fields)),
    warn: (event, fields = {}) => write('WARN', event, scrubbed(fields)),
    error: (event, error, fields = {}) =>
      write('ERROR', event, { ...scrubbed(fields), failure: summarise(error) }),
  };
}

/** The line's own; a field of such a name, such as a lesson's level, gets an underscore behind it. */
const RESERVED = new Set(['level', 'message', 'service', 'timestamp', 'xray_trace_id', 'failure']);

function scrubbed(fields: Fields): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      RESERVED.has(name) ? `${name}_` : name,
      typeof value === 'string' ? scrub(value) : value,
    ]),
  );
}

/** Lambda writes the trace of each call into the environment: `Root=1-5759e988-bd862e3fe1be46a994272793;...`. */
function trace(): { xray_trace_id?: string } {
  const id = /Root=([\w-]+)/.exec(process.env['_X_AMZN_TRACE_ID'] ?? '')?.[1];
  return id === undefined ? {} : { xray_trace_id: id };
}
