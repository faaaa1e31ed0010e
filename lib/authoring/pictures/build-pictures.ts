import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { movingPicture } from './motion.ts';
import type { PictureFile } from './pose-file.ts';
import { readPoses } from './read-poses.ts';
import { pngOf } from './render.ts';
import { SIZE, stillPicture } from './scene.ts';

/** One picture as the mails and pages use it. The names carry a hash of the contents, so they never change. */
export interface PictureEntry {
  /** File names under `pictures/`: the mail's PNG, at twice the size; the page's SVG. */
  png: string;
  svg: string;
  /** CSS pixels. */
  width: number;
  height: number;
  alt: string;
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
  const wanted = new Set(Object.values(entries).flatMap((entry) => [entry.png, entry.svg]));
  for (const stale of readdirSync(folder).filter((file) => !wanted.has(file))) rmSync(join(folder, stale));
  writeFileSync(join(out, 'pictures.json'), `${JSON.stringify(entries, null, 2)}\n`);
  return entries;
}

function buildOne(name: string, file: PictureFile, folder: string): PictureEntry {
  const still = stillPicture(file);
  const png = nameOf(name, still, 'png');
  const moving = movingPicture(file);
  const svg = nameOf(name, moving, 'svg');
  if (!existsSync(join(folder, svg))) writeFileSync(join(folder, svg), moving);
  if (!existsSync(join(folder, png))) writeFileSync(join(folder, png), pngOf(still, SIZE.width * 2));
  return { png, svg, width: SIZE.width, height: SIZE.height, alt: file.alt };
}

const nameOf = (name: string, contents: string, ending: string): string =>
  `${name}-${createHash('sha256').update(contents).digest('hex').slice(0, 10)}.${ending}`;
