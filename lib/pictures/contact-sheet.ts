import { createHash } from 'node:crypto';
import { SIZE } from './layout.ts';
import { readPoses } from './read-poses.ts';
import { pngOf } from './render.ts';
import { card, drawSteps } from './scene.ts';
import { lettering } from './sheet-letters.ts';

const COLUMNS = 5;
/** CSS pixels of one picture on the sheet: the size at which a mail shows it. */
const WIDTH = 240;
const HEIGHT = (WIDTH * SIZE.height) / SIZE.width;
const GAP = 12;
const LABEL = 18;
const COLOURS = 200;

/**
 * Every picture of a folder on one sheet, named, at mail size: a PNG of one and a half times its CSS pixels. Its
 * `Source` is a hash of what was drawn, so that a sheet of other poses is found out.
 */
export function contactSheet(poses: string): Buffer {
  const pictures = [...readPoses(poses)];
  const rows = Math.ceil(pictures.length / COLUMNS);
  const width = COLUMNS * (WIDTH + GAP) + GAP;
  const height = rows * (HEIGHT + LABEL + GAP) + GAP;
  const cells = pictures.map(([name, file], i) => {
    const x = GAP + (i % COLUMNS) * (WIDTH + GAP);
    const y = GAP + Math.floor(i / COLUMNS) * (HEIGHT + LABEL + GAP);
    const place = `translate(${x} ${y + LABEL}) scale(${WIDTH / SIZE.width})`;
    return `${lettering(name, x + 4, y + 3, '#55635C')}<g transform="${place}">${card(drawSteps(file))}</g>`;
  });
  const ground = `<rect width="${width}" height="${height}" fill="#FFFFFF"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${ground}${cells.join('')}</svg>`;
  const source = createHash('sha256').update(svg).digest('hex');
  return pngOf(svg, { width: Math.round(width * 1.5), colours: COLOURS, source });
}
