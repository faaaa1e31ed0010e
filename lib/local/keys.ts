import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { parseKey, parseKeyring } from '../adapters/tokens/keyring.ts';
import { DamagedData, FROM_BACKUP } from './damaged-data.ts';

const schema = z.object({
  TOKEN_KEYS: z.string().refine(readableBy(parseKeyring)),
  ADDRESS_KEY: z.string().refine(readableBy(parseKey)),
});
export type LocalKeys = z.infer<typeof schema>;

/** What stands beside the keys once there is a course: without its keys, no link in any mailbox works. */
const DATA = ['dynamodb', 'queues.sqlite', 'inbox.sqlite'];

/**
 * The keys that sign links and hash addresses, made at the first start and kept with the data.
 * @throws DamagedData when they are missing beside data, or cannot be read.
 */
export function localKeys(dataDir: string): LocalKeys {
  const file = join(dataDir, 'keys.json');
  if (!existsSync(file)) {
    const beside = DATA.find((name) => existsSync(join(dataDir, name)));
    if (beside !== undefined) {
      throw new DamagedData(file, `is missing, and there is data beside it (${beside})`, FROM_BACKUP);
    }
    makeKeys(file);
  }
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EACCES') throw cause;
    throw new DamagedData(file, 'does not hold the keys of links and addresses any more', FROM_BACKUP, {
      cause,
    });
  }
}

function makeKeys(file: string): void {
  const keys: LocalKeys = {
    TOKEN_KEYS: JSON.stringify({ sign: 'k1', keys: { k1: key() } }),
    ADDRESS_KEY: key(),
  };
  writeFileSync(`${file}.new`, JSON.stringify(keys), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

function key(): string {
  return randomBytes(32).toString('base64');
}

function readableBy(parse: (text: string) => unknown): (text: string) => boolean {
  return (text) => {
    try {
      parse(text);
      return true;
    } catch {
      return false;
    }
  };
}
