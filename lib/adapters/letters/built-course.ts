import { readFileSync } from 'node:fs';
import { join } from 'node:path';
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
    film: z.nullable(z.string()),
    width: z.number(),
    height: z.number(),
    alt: z.string(),
  }),
);

/** The pictures that the build drew, as its manifest `file` names them, served from under `baseUrl`. */
export function picturesIn(file: string, baseUrl: string): Pictures {
  return { baseUrl, byName: manifest.parse(JSON.parse(readFileSync(file, 'utf8'))) };
}
