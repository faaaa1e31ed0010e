import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { enableCompileCache } from 'node:module';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { buildFirst, isBuilt, useBuiltCourse } from '../lib/brand/built-course.ts';
import { courseFolder, NoCourse } from '../lib/brand/course-folder.ts';
import { FROM_BACKUP } from '../lib/local/damaged-data.ts';

const folder = findCourse();

const A_PORT = 'write a whole number from 1 to 65535';
const port = (otherwise: number) =>
  z.coerce.number(A_PORT).int(A_PORT).min(1, A_PORT).max(65_535, A_PORT).default(otherwise);
const settings = z.object({
  PORT: port(3000),
  INBOX_PORT: port(8005),
  DATA_DIR: z.string().min(1).default(folder.data),
  /** Megabytes that stay free on the disk that holds the data: nothing new is taken below. */
  DISK_RESERVE_MB: z.coerce.number('write a number of megabytes').min(0).default(16),
});

const parsed = settings.safeParse(process.env);
if (!parsed.success) fail(wrongVariables(parsed.error));
const { PORT, INBOX_PORT, DATA_DIR, DISK_RESERVE_MB: reserveMb } = parsed.data;
const dataDir = resolve(DATA_DIR);

// What is loaded from here on is kept compiled: the next start answers sooner.
enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/compiled'));
if (process.argv.includes('--build')) await Promise.all([buildWhatChanged(), loadMeanwhile()]);
if (!isBuilt(folder)) fail(buildFirst(folder));
useBuiltCourse(folder);

// The embedded database throws what the disk says where nobody can catch it.
process.on('uncaughtException', (error) => {
  console.error(isToldByRemedy(error) ? '' : error);
  fail(remedyFor(error));
});

try {
  const { brand } = await import('../lambdas/wiring/brand.ts');
  const { startRunner } = await import('../lib/local/runner.ts');
  const runner = await startRunner({
    ...{ port: PORT, inboxPort: INBOX_PORT, dataDir, reserveMb },
    environment: process.env,
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void runner.stop().finally(() => process.exit(0));
    });
  }
  console.log(`
${brand.name} is running on this machine.

  The site    ${runner.siteUrl}
  The inbox   ${runner.inboxUrl}
  The panel   ${runner.siteUrl}/_local/   (who is on the course; moves the clock)

Try it: sign up on the site with any address, open the inbox, follow the link in the mail, press the button.
Your first lesson is in the inbox within seconds. Then move the clock on by a week in the panel.

Data is kept in ${dataDir}. Stop with Ctrl+C; start again and it goes on where it was.
`);
} catch (error) {
  fail(remedyFor(error));
}

function findCourse() {
  try {
    return courseFolder();
  } catch (error) {
    if (error instanceof NoCourse) fail(error.message);
    throw error;
  }
}

/** A build that fails has said why. */
async function buildWhatChanged(): Promise<void> {
  const build = join(import.meta.dirname, 'build.ts');
  const [code] = await once(spawn(process.execPath, [build, '--to-start'], { stdio: 'inherit' }), 'exit');
  if (code !== 0) process.exit(1);
}

/** Most of what the course loads, and nothing that a build writes: it is there when the build is. */
async function loadMeanwhile(): Promise<void> {
  await Promise.all([import('../lib/local/inbox.ts'), import('../lib/adapters/dynamodb/stores.ts')]);
  await import('../lib/local/dynamodb.ts');
}

function wrongVariables({ issues }: z.core.$ZodError): string {
  return issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
}

function remedyFor(error: unknown): string {
  if (error instanceof z.core.$ZodError) return wrongVariables(error);
  const code = error instanceof Error && 'code' in error ? error.code : null;
  const about = error instanceof Error ? error.message : String(error);
  switch (code) {
    case 'LEVEL_CORRUPTION':
      return `${about}. The database in ${join(dataDir, 'dynamodb')} is damaged. ${FROM_BACKUP}.`;
    case 'LEVEL_IO_ERROR':
      return isFull(error)
        ? fullDisk(about)
        : `${about}. The database cannot be read or written there. ${FROM_BACKUP}.`;
    case 'ENOSPC':
      return fullDisk(about);
    case 'EISDIR':
      return `${about}. A folder stands in ${dataDir} where a file belongs. ${FROM_BACKUP}.`;
    case 'EADDRINUSE':
      return `${about}. Stop what uses that port, or set PORT or INBOX_PORT to another one.`;
    case 'ECONNREFUSED':
    case 'ENOTFOUND':
    case 'ERR_INVALID_URL':
      return `${about}. Nothing answers where an AWS_ENDPOINT_URL_* variable points: start it there, mend the address, or unset the variable.`;
    case 'EACCES':
    case 'EROFS':
    case 'ENOTDIR':
    case 'EEXIST':
    case 'ENOENT':
      return `${about}. The data folder ${dataDir} cannot be written: make it writable, or set DATA_DIR to another folder.`;
    default:
      return about;
  }
}

function fullDisk(about: string): string {
  return `${about}. The disk that holds ${dataDir} took no more: make room and start again. What was answered is kept.`;
}

function isFull(error: unknown): boolean {
  return error instanceof Error && /no space|too large|quota/i.test(error.message);
}

function isToldByRemedy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^(?:LEVEL_|ENOSPC$)/.test(String(error.code));
}

function fail(line: string): never {
  console.error(`strong-weeks: ${line}`);
  process.exit(1);
}
