import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';

const FILE = 'runner.json';
const announcement = z.looseObject({ pid: z.int(), siteUrl: z.string() });

/** Makes the folder level by level: made all at once, a level that cannot be made may be tried for ever. */
export function makeFolder(folder: string): void {
  if (existsSync(dirname(folder))) mkdirSync(folder, { recursive: existsSync(folder) });
  else {
    makeFolder(dirname(folder));
    makeFolder(folder);
  }
}

/** Throws when another run has the data: two would send each lesson's mail from two queues. */
export function takeDataFolder(stack: AsyncDisposableStack, dataDir: string): void {
  const other = runnerOf(dataDir);
  if (other !== null && other.pid !== process.pid && isAlive(other.pid)) {
    throw new Error(
      `${dataDir} is in use by another run, process ${other.pid} (${other.siteUrl}). Stop that one, or set DATA_DIR to another folder.`,
    );
  }
  announce(dataDir, { siteUrl: 'starting' });
  stack.defer(() => rmSync(join(dataDir, FILE), { force: true }));
}

/** Says where the command line finds what runs, for as long as it runs. */
export function announce(dataDir: string, addresses: Readonly<Record<string, string>>): void {
  writeFileSync(join(dataDir, FILE), JSON.stringify({ pid: process.pid, ...addresses }));
}

function runnerOf(dataDir: string): z.infer<typeof announcement> | null {
  const file = join(dataDir, FILE);
  if (!existsSync(file)) return null;
  const read = announcement.safeParse(JSON.parse(readFileSync(file, 'utf8') || 'null'));
  return read.success ? read.data : null;
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
  return !existsSync(commandLine) || readFileSync(commandLine, 'utf8').includes('local.ts');
}
