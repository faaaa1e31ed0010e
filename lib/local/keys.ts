import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const schema = z.object({ TOKEN_KEYS: z.string(), ADDRESS_KEY: z.string() });
export type LocalKeys = z.infer<typeof schema>;

/** The keys that sign links and hash addresses, made at the first start and kept with the data. */
export function localKeys(dataDir: string): LocalKeys {
  const file = join(dataDir, 'keys.json');
  if (!existsSync(file)) {
    const keys: LocalKeys = {
      TOKEN_KEYS: JSON.stringify({ sign: 'k1', keys: { k1: key() } }),
      ADDRESS_KEY: key(),
    };
    writeFileSync(`${file}.new`, JSON.stringify(keys), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
  return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

function key(): string {
  return randomBytes(32).toString('base64');
}
