import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { DamagedData, FROM_BACKUP } from './damaged-data.ts';

const FILE = 'runner.json';
const STARTING = 'starting';
const announcement = z.object({
  pid: z.int(),
  siteUrl: z.string(),
  dynamodb: z.string().default(''),
  ses: z.string().default(''),
  sqs: z.string().default(''),
  /** Whose folder it is: a copy of the folder is nobody's. Runs of an earlier version do not say. */
  folder: z.string().optional(),
});
/** Who has the data. `siteUrl` is no address while it starts, or when it is a command. */
export type RunningCourse = z.infer<typeof announcement>;

/** What the course keeps in its folder. */
const OURS = /^(dynamodb|(queues|inbox)\.sqlite.*|(keys|clock|runner)\.json(\.new)?)$/;

/**
 * The folder that holds the data, for its owner's eyes alone: what is in it is health data.
 * @throws Error when the folder holds other things: its rights are not ours to change.
 */
export function ownFolder(folder: string): void {
  makeFolder(folder);
  const other = readdirSync(folder).find((name) => !OURS.test(name));
  if (other !== undefined && !existsSync(join(folder, 'keys.json'))) {
    throw new Error(
      `${folder} holds other things (${other}) and no course. Set DATA_DIR to a new or an empty folder.`,
    );
  }
  if ((statSync(folder).mode & 0o077) !== 0) chmodSync(folder, OWNER_ONLY);
}

const OWNER_ONLY = 0o700;

/** Makes the folder level by level: made all at once, a level that cannot be made may be tried for ever. */
function makeFolder(folder: string): void {
  if (existsSync(dirname(folder))) mkdirSync(folder, { recursive: existsSync(folder), mode: OWNER_ONLY });
  else {
    makeFolder(dirname(folder));
    makeFolder(folder);
  }
}

/** Throws when another run has the data: two would send each lesson's mail from two queues. */
export function takeDataFolder(stack: AsyncDisposableStack, dataDir: string, as = STARTING): void {
  const other = runningCourseIn(dataDir);
  if (other !== null && other.pid !== process.pid) {
    throw new Error(
      `${dataDir} is in use by another run, process ${other.pid} (${other.siteUrl}). Stop that one, or set DATA_DIR to another folder.`,
    );
  }
  announce(dataDir, { siteUrl: as });
  stack.defer(() => rmSync(join(dataDir, FILE), { force: true }));
}

/**
 * The file of the queues.
 * @throws DamagedData when it is gone: the inbox is made after it.
 */
export function queueFileOf(dataDir: string): string {
  const file = join(dataDir, 'queues.sqlite');
  if (existsSync(file) || !existsSync(join(dataDir, 'inbox.sqlite'))) return file;
  const mend = `${FROM_BACKUP}. Were the queues elsewhere until now (AWS_ENDPOINT_URL_SQS), make an empty file there`;
  throw new DamagedData(file, 'is missing, and there is data beside it (inbox.sqlite)', mend);
}

/** Says where the command line finds what runs, for as long as it runs. */
export function announce(dataDir: string, addresses: Readonly<Record<string, string>>): void {
  const file = join(dataDir, FILE);
  writeFileSync(
    `${file}.new`,
    JSON.stringify({ pid: process.pid, folder: realpathSync(dataDir), ...addresses }),
  );
  renameSync(`${file}.new`, file);
}

/** Who has the data now; null when nobody does, whatever a run that was killed left written. */
export function runningCourseIn(dataDir: string): RunningCourse | null {
  const file = join(dataDir, FILE);
  if (!existsSync(file)) return null;
  const read = announcement.safeParse(announcedIn(file));
  if (!read.success || !isAlive(read.data.pid)) return null;
  return (read.data.folder ?? realpathSync(dataDir)) === realpathSync(dataDir) ? read.data : null;
}

/** It is written whole or not at all, so what cannot be read was damaged, and somebody may be at work all the same. */
function announcedIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8') || 'null');
  } catch (cause) {
    const mend = 'Make sure that nothing else runs over this folder, and delete it';
    throw new DamagedData(file, 'does not say who runs here any more', mend, { cause });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return isOurs(pid);
  } catch {
    return false;
  }
}

/** A process id is used again after a while: where the system tells, it must be a run of the course. */
function isOurs(pid: number): boolean {
  const commandLine = `/proc/${pid}/cmdline`;
  return !existsSync(commandLine) || /local\.ts|course\.ts/.test(readFileSync(commandLine, 'utf8'));
}
