import {
  existsSync,
  linkSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { ClassicLevel } from 'classic-level';
import * as z from 'zod';
import { DamagedData, FROM_BACKUP } from './damaged-data.ts';

/**
 * The embedded database's folder, a LevelDB. LevelDB mends what it can when it opens and says so in its own log only:
 * records of a damaged write-ahead log are dropped, and a folder without `CURRENT` becomes an empty database. Neither
 * may pass in silence, so the folder is looked at before anything is read from it.
 */

/** What was lost by an opening, until somebody has decided what to do about it. */
const DAMAGED = 'DAMAGED';
/** Left by a tidy stop: the size of each file. */
const CLOSED_WELL = 'CLOSED_WELL';
const MADE_LATER = ['queues.sqlite', 'inbox.sqlite'];
const sizes = z.record(z.string(), z.number());

/**
 * Makes sure that all that was written can be read; a folder that is not there yet is in order. Answers whether the
 * database was stopped with nothing under way, and forgets it: the next stop says it anew.
 * @throws DamagedData with the file and the mend.
 */
export async function checkLevelFolder(folder: string): Promise<{ closedWell: boolean }> {
  const files = filesOf(folder);
  if (!files.includes('CURRENT') && !files.some(isData)) return nothingLost(folder);
  const marker = join(folder, DAMAGED);
  if (existsSync(marker)) throw lost(folder, readFileSync(marker, 'utf8').trim());
  if (files.some(isData) && !files.includes('CURRENT')) {
    throw new DamagedData(join(folder, 'CURRENT'), 'is missing', FROM_BACKUP);
  }
  // LevelDB always has a log, if an empty one.
  if (!files.some((file) => file.endsWith('.log')) && madeLater(folder) !== undefined)
    throw new DamagedData(folder, 'has no log (*.log) any more, so what it wrote last is lost', FROM_BACKUP);
  const closedWell = compareSizes(folder);
  const logs = files.filter((file) => file.endsWith('.log') && statSync(join(folder, file)).size > 0);
  for (const log of logs) keepAside(folder, log);
  await openOnce(folder);
  const dropped = droppedIn(folder);
  if (dropped !== null) {
    for (const log of logs) renameSync(join(folder, aside(log)), join(folder, `${log}.damaged`));
    writeFileSync(marker, dropped);
    throw lost(folder, dropped);
  }
  for (const log of logs) rmSync(join(folder, aside(log)));
  rmSync(join(folder, CLOSED_WELL), { force: true });
  return { closedWell };
}

function filesOf(folder: string): string[] {
  if (!existsSync(folder)) return [];
  if (!statSync(folder).isDirectory()) throw new DamagedData(folder, 'is no folder', FROM_BACKUP);
  return readdirSync(folder);
}

/** Queues and inbox are made after the database: beside them an empty one has lost every mother. */
function nothingLost(folder: string): { closedWell: boolean } {
  const beside = madeLater(folder);
  if (beside === undefined) return { closedWell: false };
  throw new DamagedData(folder, `holds nothing, and there is data beside it (${beside})`, FROM_BACKUP);
}

function madeLater(folder: string): string | undefined {
  return MADE_LATER.find((name) => existsSync(join(dirname(folder), name)));
}

/** For a stop with nothing under way. */
export function markClosedWell(folder: string): void {
  const files = readdirSync(folder).filter(isData);
  const entries = files.map((file) => [file, statSync(join(folder, file)).size]);
  writeFileSync(join(folder, CLOSED_WELL), JSON.stringify(Object.fromEntries(entries)));
}

function lost(folder: string, file: string): DamagedData {
  return new DamagedData(
    join(folder, file),
    'is damaged, and what it held cannot be read',
    `${FROM_BACKUP}, or delete ${join(folder, DAMAGED)} to go on without it`,
  );
}

function isData(file: string): boolean {
  return /^\d+\.(log|ldb|sst)$|^MANIFEST-/.test(file);
}

/** False when the last stop was not tidy, so that nothing is known. */
function compareSizes(folder: string): boolean {
  const file = join(folder, CLOSED_WELL);
  if (!existsSync(file)) return false;
  for (const [name, size] of Object.entries(sizesIn(file))) {
    const path = join(folder, name);
    if (!existsSync(path)) throw new DamagedData(path, 'is missing', FROM_BACKUP);
    if (statSync(path).size !== size) throw new DamagedData(path, 'is not as long as it was', FROM_BACKUP);
  }
  return true;
}

function sizesIn(file: string): z.infer<typeof sizes> {
  try {
    const text = readFileSync(file, 'utf8');
    return text === '' ? {} : sizes.parse(JSON.parse(text));
  } catch (cause) {
    throw new DamagedData(file, 'does not say how long each file was any more', 'To go on, delete it', {
      cause,
    });
  }
}

function aside(log: string): string {
  return `${log}.before`;
}

/** A second name for the log: opening takes the first one away. */
function keepAside(folder: string, log: string): void {
  rmSync(join(folder, aside(log)), { force: true });
  linkSync(join(folder, log), join(folder, aside(log)));
}

async function openOnce(folder: string): Promise<void> {
  const database = new ClassicLevel(folder);
  try {
    await database.open();
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    const text = cause instanceof Error ? cause.message : String(error);
    if (!/corruption|no such file|(?:not|is) a directory|invalid argument/i.test(text)) throw cause ?? error;
    const named = /[\w-]+\.(?:ldb|sst|log)|MANIFEST-\d+|LOCK|CURRENT/.exec(text)?.[0];
    throw new DamagedData(
      named === undefined ? manifestOf(folder) : join(folder, named),
      'is damaged',
      FROM_BACKUP,
      {
        cause: error,
      },
    );
  } finally {
    await database.close();
  }
}

/** The file that says which files make the database; what is wrong without a name is in it. */
function manifestOf(folder: string): string {
  return join(folder, readdirSync(folder).find((file) => file.startsWith('MANIFEST-')) ?? 'CURRENT');
}

/** The log of which LevelDB dropped something when it opened, as it wrote into its own `LOG`; null when all was read. */
function droppedIn(folder: string): string | null {
  const log = readFileSync(join(folder, 'LOG'), 'utf8');
  const line = log.split('\n').find((one) => /dropping \d+ bytes|ignoring error/i.test(one));
  return line === undefined ? null : (/\d+\.log/.exec(line)?.[0] ?? 'LOG');
}
