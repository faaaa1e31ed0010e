import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Edition } from './edition.ts';

/**
 * The editions that the build wrote, one file each under `directory`, read when one is first asked for. They
 * were checked by the build and lie beside the code, so they are trusted as they are.
 */
export function editionsIn(directory: string): (key: string) => Edition {
  return (key) => JSON.parse(readFileSync(join(directory, `${key}.json`), 'utf8'));
}
