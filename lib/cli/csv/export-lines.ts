import { isoInstant } from '../../domain/calendar.ts';
import type { Subscriber } from '../../domain/subscriber.ts';
import { csvLine } from './csv-line.ts';

export type ExportFormat = 'csv' | 'jsonl';

/** The columns that an import reads, then where she stands. */
const COLUMNS: readonly (readonly [string, (subscriber: Subscriber) => string | number | null])[] = [
  ['email', ({ address }) => address],
  ['birthDate', ({ birthDate }) => birthDate],
  ['noDate', ({ birthDate }) => (birthDate === null ? 'yes' : '')],
  ['firstName', ({ firstName }) => firstName],
  ['pace', ({ pace }) => pace],
  ['country', ({ country }) => country],
  ['timeZone', ({ timeZone }) => timeZone],
  ['state', ({ state }) => state],
  ['joinedAt', ({ joinedAt }) => isoInstant(joinedAt)],
  ['lessons', ({ lessonNumber }) => lessonNumber],
  ['lastSession', ({ recent }) => recent.at(-1)?.session ?? null],
  ['lastOn', ({ recent }) => recent.at(-1)?.on ?? null],
  ['nextAt', (subscriber) => (subscriber.state === 'stopped' ? null : isoInstant(subscriber.dueAt))],
];

/** The file, line by line, as its source is read: one page of subscribers in memory at a time. */
export async function* exportLines(
  subscribers: AsyncIterable<Subscriber>,
  format: ExportFormat,
): AsyncGenerator<string> {
  if (format === 'csv') yield csvLine(COLUMNS.map(([name]) => name));
  for await (const subscriber of subscribers) {
    const cells = COLUMNS.map(([name, read]) => [name, read(subscriber)] as const);
    yield format === 'csv'
      ? csvLine(cells.map(([, cell]) => cell))
      : `${JSON.stringify(Object.fromEntries(cells))}\n`;
  }
}
