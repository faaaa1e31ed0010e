import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { mix, type Palette } from './palette.ts';
import { figureSchema, type PictureFile } from './pose-file.ts';
import { drawMoment, onFloor, svgOf } from './scene.ts';

/** CSS pixels. */
export const YEAR_SIZE = { width: 600, height: 270 } as const;

const yearSchema = z.strictObject({
  scale: z.number().positive(),
  floor: z.number().positive(),
  women: z
    .array(
      z.strictObject({
        pose: z.string(),
        step: z.enum(['start', 'finish']),
        at: z.number(),
        look: figureSchema.shape.look,
        top: figureSchema.shape.top,
        dot: z.strictObject({ x: z.number(), over: z.number(), radius: z.number().positive() }),
      }),
    )
    .min(1),
  /** What a reader who cannot see it gets, by how many dots are filled. */
  alts: z.array(z.string().min(20)),
});
export type YearFile = z.output<typeof yearSchema>;
type Dot = YearFile['women'][number]['dot'];

/** Throws with the file's name and what is wrong in it. */
export function readYear(path: string): YearFile {
  const parsed = yearSchema.safeParse(parse(readFileSync(path, 'utf8')));
  if (!parsed.success) throw new Error(`${basename(path)}: ${z.prettifyError(parsed.error)}`);
  const { women, alts } = parsed.data;
  if (alts.length !== women.length)
    throw new Error(`${basename(path)}: each number of filled dots needs its words`);
  return parsed.data;
}

/** A year as four women on four rising dots, so many of them filled. */
export function drawYear(
  year: YearFile,
  poses: ReadonlyMap<string, PictureFile>,
  filled: number,
  palette: Palette,
): string {
  const { width, height } = YEAR_SIZE;
  const { floor, scale, women } = year;
  const dots = women.map(({ dot }, i) => drawDot(dot, floor, i < filled, i, palette));
  const figures = women.map(({ pose, step, at, look, top }) => {
    const file = poses.get(pose);
    if (!file) throw new Error(`There is no pose ${pose} for the picture of the year.`);
    const dressed = { ...file, figure: { ...file.figure, look, top } };
    return onFloor(drawMoment(dressed, step, file[step], palette), { x: at, y: floor, scale }, palette);
  });
  return svgOf(
    `<rect width="${width}" height="${height}" fill="${palette.tile}"/>` +
      `<svg width="${width}" height="${floor}">${dots.join('')}</svg>` +
      `<rect y="${floor}" width="${width}" height="${height - floor}" fill="${palette.floor}"/>` +
      figures.join(''),
    YEAR_SIZE,
  );
}

/** A dot that is filled is told by its colour, one to come by its edge; each is a little stronger than the last. */
function drawDot(
  { x, over, radius }: Dot,
  floor: number,
  filled: boolean,
  i: number,
  palette: Palette,
): string {
  const place = `cx="${x}" cy="${floor - over}"`;
  const colour = mix(palette.tile, palette.mark, 0.34 + 0.07 * i);
  return filled
    ? `<circle ${place} r="${radius}" fill="${colour}"/>`
    : `<circle ${place} r="${radius - 1}" fill="none" stroke="${palette.mark}" stroke-width="2" stroke-dasharray="5 5"/>`;
}
