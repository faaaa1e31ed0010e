import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Asset } from '../../ports/pages.ts';

/**
 * The build's names: letters, digits and dashes, the last part a hash of the contents. Nothing leads out of the folder,
 * and none is longer than a file system takes.
 */
const NAME = /^[A-Za-z0-9-]{1,100}\.(?<kind>png|svg)$/;

const TYPES: ReadonlyMap<string, string> = new Map([
  ['png', 'image/png'],
  ['svg', 'image/svg+xml'],
]);

/** The pictures that the build drew, out of its folder; null for a name that is none of them. */
export function pictureFiles(folder: string): (name: string) => Promise<Asset | null> {
  return async (name) => {
    const type = TYPES.get(NAME.exec(name)?.groups?.['kind'] ?? '');
    if (type === undefined) return null;
    try {
      return { type, body: await readFile(join(folder, name)) };
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw error;
    }
  };
}
