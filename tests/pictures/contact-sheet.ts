import { createHash } from 'node:crypto';
import { SIZE } from '../../lib/pictures/layout.ts';
import { type PictureColours, paletteOf } from '../../lib/pictures/palette.ts';
import { readPoses } from '../../lib/pictures/read-poses.ts';
import { pngOf } from '../../lib/pictures/render.ts';
import { drawSteps, svgOf } from '../../lib/pictures/scene.ts';
import { lettering } from './sheet-letters.ts';

const COLUMNS = 5;
/** CSS pixels of one picture on the sheet: the size at which a mail shows it. */
const WIDTH = 264;
const HEIGHT = (WIDTH * SIZE.height) / SIZE.width;
const GAP = 12;
const LABEL = 18;

/** Every picture of a folder on one sheet, named, at mail size: one and a half pixels for each of CSS's. */
export function contactSheet(poses: string, colours: PictureColours): Promise<Buffer> {
  const svg = sheetOf(poses, colours);
  return pngOf(svg, { scale: 1.5, source: hashOf(svg) });
}

/** What the file carries, so that a sheet of other poses is found out. */
export const sourceOfSheet = (poses: string, colours: PictureColours): string =>
  hashOf(sheetOf(poses, colours));

const hashOf = (svg: string): string => createHash('sha256').update(svg).digest('hex');

function sheetOf(poses: string, colours: PictureColours): string {
  const palette = paletteOf(colours);
  const pictures = [...readPoses(poses)];
  const rows = Math.ceil(pictures.length / COLUMNS);
  const width = COLUMNS * (WIDTH + GAP) + GAP;
  const height = rows * (HEIGHT + LABEL + GAP) + GAP;
  const cells = pictures.map(([name, file], i) => {
    const x = GAP + (i % COLUMNS) * (WIDTH + GAP);
    const y = GAP + Math.floor(i / COLUMNS) * (HEIGHT + LABEL + GAP);
    const place = `translate(${x} ${y + LABEL}) scale(${WIDTH / SIZE.width})`;
    return `${lettering(name, x + 4, y + 3, '#55635C')}<g transform="${place}">${drawSteps(file, palette)}</g>`;
  });
  const ground = `<rect width="${width}" height="${height}" fill="#FFFFFF"/>`;
  return svgOf(`${ground}${cells.join('')}`, { width, height });
}
