import type { Palette } from './palette.ts';
import { svgOf } from './scene.ts';

/** CSS pixels at which a mail shows it. */
export const MARK_SIZE = { width: 40, height: 26 } as const;

/** Each larger and higher than the one before it. */
const DOTS = [
  { x: 4, y: 22, r: 2.5 },
  { x: 13, y: 19, r: 3.5 },
  { x: 23.5, y: 14, r: 4.75 },
  { x: 34, y: 6.25, r: 6 },
];

/** The mark, on no ground: its one colour holds on light and dark. */
export const drawMarkOfDots = ({ mark }: Palette): string =>
  svgOf(
    DOTS.map(({ x, y, r }) => `<circle cx="${x}" cy="${y}" r="${r}" fill="${mark}"/>`).join(''),
    MARK_SIZE,
  );
