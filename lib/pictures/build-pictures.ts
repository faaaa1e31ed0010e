import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filmOf } from './film.ts';
import { SIZE } from './layout.ts';
import { type Palette, type PictureColours, paletteOf } from './palette.ts';
import type { PictureFile } from './pose-file.ts';
import { readPoses } from './read-poses.ts';
import { pngOf } from './render.ts';
import { stillPicture } from './scene.ts';

/** A mail shows five or six of them. */
const MOST_BYTES = 12.5 * 1024;

/** One picture as the mails and pages use it. The names carry a hash of the contents, so they never change. */
export interface PictureEntry {
  /** File names under `pictures/`: the mail's PNG, at twice the size. */
  png: string;
  /** The page's, as sharp as its screen. */
  svg: string;
  /** Her way there and back, a strip of rows that the page moves; null where there is none. */
  film: string | null;
  /** CSS pixels. */
  width: number;
  height: number;
  alt: string;
  /** Which doses, sessions and rungs call for it, where an exercise has several. */
  version: PictureFile['version'];
}

export interface PictureInputs {
  /** Folder of the poses. */
  poses: string;
  colours: PictureColours;
  /** `.build`: gets `pictures/` and `pictures.json`. */
  out: string;
}

/**
 * Draws every picture that is not there yet and writes the manifest, by name (`SQ`, `PU-worktop`).
 * A second run with the same inputs renders nothing. Throws on a pose file that cannot be read.
 */
export async function buildPictures({
  poses,
  out,
  colours,
}: PictureInputs): Promise<Record<string, PictureEntry>> {
  const folder = join(out, 'pictures');
  mkdirSync(folder, { recursive: true });
  const palette = paletteOf(colours);
  const entries: Record<string, PictureEntry> = {};
  for (const [name, file] of readPoses(poses)) entries[name] = await buildOne(name, file, folder, palette);
  const wanted = new Set(Object.values(entries).flatMap((entry) => [entry.png, entry.svg, entry.film]));
  for (const stale of readdirSync(folder).filter((file) => !wanted.has(file))) rmSync(join(folder, stale));
  writeFileSync(join(out, 'pictures.json'), `${JSON.stringify(entries, null, 2)}\n`);
  return entries;
}

async function buildOne(
  name: string,
  file: PictureFile,
  folder: string,
  palette: Palette,
): Promise<PictureEntry> {
  const drawing = stillPicture(file, palette);
  const film = filmOf(file, palette);
  const entry = {
    png: nameOf(name, drawing, 'png'),
    svg: nameOf(name, drawing, 'svg'),
    film: film && nameOf(`${name}-film`, film, 'svg'),
  };
  const missing = (file: string): boolean => !existsSync(join(folder, file));
  if (missing(entry.svg)) writeFileSync(join(folder, entry.svg), drawing);
  if (film && entry.film && missing(entry.film)) writeFileSync(join(folder, entry.film), film);
  if (missing(entry.png)) {
    writeFileSync(join(folder, entry.png), await pngOf(drawing, { scale: 2, most: MOST_BYTES }));
  }
  return { ...entry, width: SIZE.width, height: SIZE.height, alt: file.alt, version: file.version };
}

const nameOf = (name: string, contents: string, ending: string): string =>
  `${name}-${createHash('sha256').update(contents).digest('hex').slice(0, 10)}.${ending}`;
