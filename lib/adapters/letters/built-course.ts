import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod/mini';
import type { Edition } from './edition.ts';
import type { Pictures } from './pictures.ts';

/**
 * The editions that the build wrote, one file each under `directory`, read when one is first asked for. They
 * were checked by the build and lie beside the code, so they are trusted as they are.
 */
export function editionsIn(directory: string): (key: string) => Edition {
  return (key) => JSON.parse(readFileSync(join(directory, `${key}.json`), 'utf8'));
}

const manifest = z.record(
  z.string(),
  z.object({
    png: z.string(),
    svg: z.string(),
    film: z.optional(z.nullable(z.string())),
    width: z.number(),
    height: z.number(),
    alt: z.string(),
  }),
);

/**
 * The pictures that the build drew, as its manifest `file` and the one of the brand beside it name them, served from
 * under `baseUrl`.
 */
export function picturesIn(file: string, baseUrl: string): Pictures {
  const read = (path: string) => manifest.parse(JSON.parse(readFileSync(path, 'utf8')));
  return { baseUrl, byName: { ...read(file), ...read(join(dirname(file), 'brand-pictures.json')) } };
}
