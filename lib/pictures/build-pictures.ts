import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filmOf, hasFilm } from './film.ts';
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

/** One picture as the mails and pages use it. What a name stands for never changes: it carries a hash of what is drawn, and by what code. */
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
  /** Names the code that draws: what other code drew is drawn again. */
  code: string;
  /** `.build`: gets `pictures/`, `pictures.json` and `brand-pictures.json`. */
  out: string;
}

/** All pictures by name, before most of them are drawn. */
export interface PlannedPictures {
  /** The exercises' by name (`SQ`, `PU-worktop`), and the brand's (`mark`, `year-1` to `year-4`). */
  entries: Readonly<Record<string, PictureEntry>>;
  brand: Readonly<Record<string, BrandPicture>>;
  /** Writes the two lists, and takes away what is no longer called for. */
  list(): void;
  /** Draws what is not there yet: what pages show, then the mails' PNGs and the films. With the same inputs, nothing. */
  draw(): Promise<void>;
}

/** Throws on a file that cannot be read. */
export function planPictures({ poses, year, colours, code, out }: PictureInputs): PlannedPictures {
  const folder = pictureFolder(join(out, 'pictures'));
  const palette = paletteOf(colours);
  const files = readPoses(poses);
  const entries = Object.fromEntries(
    [...files].map(([name, file]) => [name, planOne(name, file, { folder, palette, code })]),
  );
  const brand = planBrand(readYear(year), files, { folder, palette, code });
  return {
    entries,
    brand,
    list() {
      folder.tidy();
      writeFileSync(join(out, 'pictures.json'), `${JSON.stringify(entries, null, 2)}\n`);
      writeFileSync(join(out, 'brand-pictures.json'), `${JSON.stringify(brand, null, 2)}\n`);
    },
    draw: () => folder.draw(),
  };
}

interface Drawing {
  folder: PictureFolder;
  palette: Palette;
  code: string;
}

function planOne(name: string, file: PictureFile, { folder, palette, code }: Drawing): PictureEntry {
  const drawnFrom = JSON.stringify([file, palette, code]);
  const drawing = once(() => stillPicture(file, palette));
  return {
    png: folder.nameOf('png', name, drawnFrom, () => pngOf(drawing(), { scale: 2, most: MOST_BYTES })),
    svg: folder.nameOf('svg', name, drawnFrom, drawing),
    film: hasFilm(file)
      ? folder.nameOf('film', `${name}-film`, drawnFrom, () => filmOf(file, palette))
      : null,
    width: SIZE.width,
    height: SIZE.height,
    alt: file.alt,
    version: file.version,
  };
}

function planBrand(
  year: YearFile,
  poses: ReadonlyMap<string, PictureFile>,
  { folder, palette, code }: Drawing,
): Record<string, BrandPicture> {
  const drawnFrom = JSON.stringify([year, [...poses], palette, code]);
  const mark = once(() => drawMarkOfDots(palette));
  const brand: Record<string, BrandPicture> = {
    mark: {
      png: folder.nameOf('png', 'mark', drawnFrom, () => pngOf(mark(), { scale: 3 })),
      svg: folder.nameOf('svg', 'mark', drawnFrom, mark),
      ...MARK_SIZE,
      alt: '',
    },
  };
  for (const [i, alt] of year.alts.entries()) {
    const drawing = once(() => drawYear(year, poses, i + 1, palette));
    const name = `year-${i + 1}`;
    brand[name] = {
      png: folder.nameOf('png', name, drawnFrom, () => pngOf(drawing(), { scale: 2 })),
      svg: folder.nameOf('svg', name, drawnFrom, drawing),
      ...YEAR_SIZE,
      alt,
    };
  }
  return brand;
}

function once(draw: () => string): () => string {
  let drawing: string | undefined;
  return () => {
    drawing ??= draw();
    return drawing;
  };
}
