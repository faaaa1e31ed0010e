import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Edition } from './edition.ts';

/** Editions as the build wrote them, one file each in `folder`. Throws when the folder holds no such edition. */
export function editionsIn(folder: string): (key: string) => Edition {
  return (key) => JSON.parse(readFileSync(join(folder, `${key}.json`), 'utf8'));
}
