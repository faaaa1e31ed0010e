import { isoInstant } from '../../domain/calendar.ts';
import { isCanary } from '../../domain/canary.ts';
import { FIELD_INPUTS, writtenAbout } from '../../domain/joining/fields.ts';
import type { Subscriber } from '../../domain/subscriber.ts';
import { csvLine } from './csv-line.ts';

export type ExportFormat = 'csv' | 'jsonl';

export interface ExportHow {
  format: ExportFormat;
  /** Excel reads a file as UTF-8 only behind a byte-order mark. */
  excel: boolean;
}

const BYTE_ORDER_MARK = '\uFEFF';

type Cell = string | number | null;

/** Where she stands: an import reads her pause, and her state to refuse whoever must not be mailed. */
const STANDING: readonly (readonly [string, (subscriber: Subscriber) => Cell])[] = [
  ['pausedUntil', (subscriber) => (subscriber.state === 'paused' ? subscriber.pausedUntil : null)],
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
  { format, excel }: ExportHow,
): AsyncGenerator<string> {
  if (format === 'csv') yield `${excel ? BYTE_ORDER_MARK : ''}${csvLine(COLUMNS)}`;
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
