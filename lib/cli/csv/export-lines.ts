import { isoInstant } from '../../domain/calendar.ts';
import { isCanary } from '../../domain/canary.ts';
import { FIELD_INPUTS, writtenAbout } from '../../domain/joining/fields.ts';
import type { Subscriber } from '../../domain/subscriber.ts';
import { csvLine } from './csv-line.ts';

export type ExportFormat = 'csv' | 'jsonl';

type Cell = string | number | null;

/** Where she stands: an import reads only her state, to refuse whoever must not be mailed. */
const STANDING: readonly (readonly [string, (subscriber: Subscriber) => Cell])[] = [
  ['state', ({ state }) => state],
  ['joinedAt', ({ joinedAt }) => isoInstant(joinedAt)],
  ['lessons', ({ lessonNumber }) => lessonNumber],
  ['lastSession', ({ recent }) => recent.at(-1)?.session ?? null],
  ['lastOn', ({ recent }) => recent.at(-1)?.on ?? null],
  ['nextAt', (subscriber) => (subscriber.state === 'stopped' ? null : isoInstant(subscriber.dueAt))],
];

const COLUMNS: readonly string[] = ['email', ...FIELD_INPUTS, ...STANDING.map(([name]) => name)];

/** The file, line by line, as its source is read: one page of subscribers in memory at a time. */
export async function* exportLines(
  subscribers: AsyncIterable<Subscriber>,
  format: ExportFormat,
): AsyncGenerator<string> {
  if (format === 'csv') yield csvLine(COLUMNS);
  for await (const subscriber of subscribers) {
    if (isCanary(subscriber)) continue;
    const cells = cellsOf(subscriber);
    yield format === 'csv' ? csvLine(cells.map(([, cell]) => cell)) : `${JSON.stringify(objectOf(cells))}\n`;
  }
}

/** In the order of {@link COLUMNS}. */
function cellsOf(subscriber: Subscriber): (readonly [string, Cell])[] {
  const written = writtenAbout(subscriber, 'import');
  return [
    ['email', subscriber.address],
    ...FIELD_INPUTS.map((input) => [input, written[input] ?? ''] as const),
    ...STANDING.map(([name, read]) => [name, read(subscriber)] as const),
  ];
}

function objectOf(cells: readonly (readonly [string, Cell])[]) {
  return Object.fromEntries(cells.map(([name, cell]) => [name, cell === '' ? null : cell]));
}
