import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filmOf } from './film.ts';
import { drawMarkOfDots, MARK_SIZE } from './four-dots.ts';
import { SIZE } from './layout.ts';
import { type Palette, type PictureColours, paletteOf } from './palette.ts';
import { type PictureFolder, pictureFolder } from './picture-folder.ts';
import type { PictureFile } from './pose-file.ts';
import { readPoses } from './read-poses.ts';
import { pngOf } from './render.ts';
import { stillPicture } from './scene.ts';
import { drawYear, readYear, YEAR_SIZE, type YearFile } from './year.ts';

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
  /** Which rungs call for it, where an exercise has several. */
  version: PictureFile['version'];
}

/** A picture of the whole: the mark, and the year with so many dots filled. */
export interface BrandPicture {
  png: string;
  svg: string;
  /** CSS pixels. */
  width: number;
  height: number;
  /** Empty where its name stands beside it. */
  alt: string;
}

export interface PictureInputs {
  /** Folder of the poses. */
  poses: string;
  /** File of the picture of the year. */
  year: string;
  colours: PictureColours;
  /** `.build`: gets `pictures/`, `pictures.json` and `brand-pictures.json`. */
  out: string;
}

/**
 * Draws every picture that is not there yet and writes two manifests: the exercises' by name (`SQ`, `PU-worktop`), and
 * the brand's (`mark`, `year-1` to `year-4`). A second run with the same inputs renders nothing. Throws on a file that
 * cannot be read.
 */
export async function buildPictures({
  poses,
  year,
  out,
  colours,
}: PictureInputs): Promise<Record<string, PictureEntry>> {
  const folder = pictureFolder(join(out, 'pictures'));
  const palette = paletteOf(colours);
  const files = readPoses(poses);
  const entries: Record<string, PictureEntry> = Object.fromEntries(
    await Promise.all(
      [...files].map(async ([name, file]) => [name, await buildOne(name, file, folder, palette)] as const),
    ),
  );
  const brand = await buildBrand(readYear(year), files, folder, palette);
  folder.clear();
  writeFileSync(join(out, 'pictures.json'), `${JSON.stringify(entries, null, 2)}\n`);
  writeFileSync(join(out, 'brand-pictures.json'), `${JSON.stringify(brand, null, 2)}\n`);
  return entries;
}

async function buildOne(
  name: string,
  file: PictureFile,
  folder: PictureFolder,
  palette: Palette,
): Promise<PictureEntry> {
  const drawing = stillPicture(file, palette);
  const film = filmOf(file, palette);
  return {
    png: await folder.keep(name, drawing, 'png', () => pngOf(drawing, { scale: 2, most: MOST_BYTES })),
    svg: await folder.keep(name, drawing, 'svg'),
    film: film && (await folder.keep(`${name}-film`, film, 'svg')),
    width: SIZE.width,
    height: SIZE.height,
    alt: file.alt,
    version: file.version,
  };
}

async function buildBrand(
  year: YearFile,
  poses: ReadonlyMap<string, PictureFile>,
  folder: PictureFolder,
  palette: Palette,
): Promise<Record<string, BrandPicture>> {
  const mark = drawMarkOfDots(palette);
  const brand: Record<string, BrandPicture> = {
    mark: {
      png: await folder.keep('mark', mark, 'png', () => pngOf(mark, { scale: 3 })),
      svg: await folder.keep('mark', mark, 'svg'),
      ...MARK_SIZE,
      alt: '',
    },
  };
  for (const [i, alt] of year.alts.entries()) {
    const drawing = drawYear(year, poses, i + 1, palette);
    const name = `year-${i + 1}`;
    brand[name] = {
      png: await folder.keep(name, drawing, 'png', () => pngOf(drawing, { scale: 2 })),
      svg: await folder.keep(name, drawing, 'svg'),
      ...YEAR_SIZE,
      alt,
    };
  }
  return brand;
}
