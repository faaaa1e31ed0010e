import { existsSync } from 'node:fs';
import { mkdir, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import chromiumPackage, { inflate } from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import versions from '../node_modules/@sparticuz/chromium/package.json' with { type: 'json' };

/** A browser out of an npm package: nothing to install beside Node. */

const HOME = join(tmpdir(), `strong-weeks-chromium-${versions.version}`);
/** Fonts that come with the browser. */
export const FONTS = join(HOME, 'fonts/fonts/Open_Sans');
const PROGRAM = join(HOME, 'chromium');
const READY = join(HOME, 'ready');
const LOCK = `${HOME}.lock`;
const STALE_LOCK_MS = 120_000;

/**
 * One browser for a test file: opened before its first test, closed after its last. Give each test a context of
 * its own: `const page = await browser().newPage()`, and close it.
 */
export function openBrowser(): () => Browser {
  let open: Browser | undefined;
  beforeAll(async () => {
    open = await launch();
  });
  afterAll(async () => {
    await open?.close();
  });
  return () => {
    if (open === undefined) throw new Error('the browser opens before the first test, not sooner');
    return open;
  };
}

async function launch(): Promise<Browser> {
  await unpack();
  try {
    return await start({});
  } catch (error) {
    // A machine without the system libraries that Chromium wants: the package has them too.
    if (!/error while loading shared libraries/.test(String(error))) throw error;
    return start({ LD_LIBRARY_PATH: join(HOME, 'al2023', 'lib'), FONTCONFIG_PATH: join(HOME, 'fonts') });
  }
}

function start(extra: Record<string, string>): Promise<Browser> {
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return chromium.launch({
    executablePath: PROGRAM,
    args: ['--no-sandbox', '--no-zygote', '--disable-gpu', '--font-render-hinting=none'],
    env: { ...Object.fromEntries(inherited), ...extra },
  });
}

/** Once a machine, however many test files ask at once. */
async function unpack(): Promise<void> {
  while (!existsSync(READY)) {
    if (!(await lock())) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      continue;
    }
    try {
      if (!existsSync(READY)) await unpackHere();
    } finally {
      await rmdir(LOCK);
    }
  }
}

async function unpackHere(): Promise<void> {
  await rm(HOME, { recursive: true, force: true });
  await mkdir(HOME, { recursive: true });
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = HOME;
  try {
    await chromiumPackage.executablePath();
    await inflate(join(import.meta.dirname, '../node_modules/@sparticuz/chromium/bin/al2023.tar.br'));
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
  await writeFile(READY, '');
}

async function lock(): Promise<boolean> {
  try {
    await mkdir(LOCK);
    return true;
  } catch {
    const made = await stat(LOCK).catch(() => null);
    // Its holder was killed: the lock is of an earlier run.
    if (made !== null && Date.now() - made.mtimeMs > STALE_LOCK_MS)
      await rm(LOCK, { recursive: true, force: true });
    return false;
  }
}
