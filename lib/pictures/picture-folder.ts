import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A folder of files whose names carry a hash of what they were made from, so that they never change. */
export interface PictureFolder {
  /** The name of the file, which is made where it is not there yet. */
  keep(name: string, drawing: string, ending: 'svg' | 'png', made?: () => Promise<Buffer>): Promise<string>;
  /** Takes away whatever was not kept. */
  clear(): void;
}

export function pictureFolder(path: string): PictureFolder {
  mkdirSync(path, { recursive: true });
  const written = new Set<string>();
  return {
    keep: async (name, drawing, ending, made) => {
      const file = `${name}-${createHash('sha256').update(drawing).digest('hex').slice(0, 10)}.${ending}`;
      written.add(file);
      if (!existsSync(join(path, file))) writeFileSync(join(path, file), made ? await made() : drawing);
      return file;
    },
    clear: () => {
      for (const stale of readdirSync(path).filter((file) => !written.has(file))) rmSync(join(path, stale));
    },
  };
}
