import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SIZE } from './layout.ts';
import { movingPicture } from './motion.ts';
import type { PictureFile } from './pose-file.ts';
import { readPoses } from './read-poses.ts';
import { pngOf } from './render.ts';
import { DIMMED, stillPicture } from './scene.ts';

/** One picture as the mails and pages use it. The names carry a hash of the contents, so they never change. */
export interface PictureEntry {
  /** File names under `pictures/`: the mail's PNG, at twice the size. */
  png: string;
  /** The page's drawing in motion, and the still one for who asked for less of it. */
  svg: string;
  still: string;
  /** CSS pixels. */
  width: number;
  height: number;
  alt: string;
  /** Which doses and sessions call for it, where an exercise has several. */
  version: PictureFile['version'];
}

export interface PictureFolders {
  poses: string;
  /** `.build`: gets `pictures/` and `pictures.json`. */
  out: string;
}

/**
 * Draws every picture that is not there yet and writes the manifest, by name (`SQ`, `PU-worktop`).
 * A second run with the same inputs renders nothing. Throws on a pose file that cannot be read.
 */
export function buildPictures({ poses, out }: PictureFolders): Record<string, PictureEntry> {
  const folder = join(out, 'pictures');
  mkdirSync(folder, { recursive: true });
  const entries = Object.fromEntries(
    [...readPoses(poses)].map(([name, file]) => [name, buildOne(name, file, folder)]),
  );
  const wanted = new Set(Object.values(entries).flatMap((entry) => [entry.png, entry.svg, entry.still]));
  for (const stale of readdirSync(folder).filter((file) => !wanted.has(file))) rmSync(join(folder, stale));
  writeFileSync(join(out, 'pictures.json'), `${JSON.stringify(entries, null, 2)}\n`);
  return entries;
}

function buildOne(name: string, file: PictureFile, folder: string): PictureEntry {
  const drawing = stillPicture(file);
  const still = stillPicture(file, DIMMED);
  const moving = movingPicture(file);
  const entry = {
    png: nameOf(name, drawing, 'png'),
    svg: nameOf(name, moving, 'svg'),
    still: nameOf(`${name}-still`, still, 'svg'),
  };
  const write = (file: string, contents: () => string | Buffer): void => {
    if (!existsSync(join(folder, file))) writeFileSync(join(folder, file), contents());
  };
  write(entry.svg, () => moving);
  write(entry.still, () => still);
  write(entry.png, () => pngOf(drawing, { width: SIZE.width * 2 }));
  return { ...entry, width: SIZE.width, height: SIZE.height, alt: file.alt, version: file.version };
}

const nameOf = (name: string, contents: string, ending: string): string =>
  `${name}-${createHash('sha256').update(contents).digest('hex').slice(0, 10)}.${ending}`;
