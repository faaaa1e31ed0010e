import type { Palette } from './palette.ts';
import { drawn } from './piece.ts';

/** Single strokes about the middle, so that no font is needed where the pictures are drawn. */
const STROKES: Readonly<Record<string, string>> = {
  1: 'M-2.6 -2.8L0.6 -5V5',
  2: 'M-3.1 -2.3C-3.1 -6.2 3.1 -6.2 3.1 -2.4C3.1 0.4 -2.6 2.4 -3.2 5H3.3',
  3: 'M-2.8 -5H2.9L-0.4 -1.3C4.6 -1.3 3.9 5.2 0 5.2C-1.6 5.2 -2.7 4.5 -3.2 3.4',
  A: 'M-3.6 5L0 -5L3.6 5M-2.3 1.6H2.3',
  B: 'M-2.6 5V-5H0.8C3.4 -5 3.4 -0.4 0.8 -0.4H-2.6M0.8 -0.4C4.2 -0.4 4.2 5 0.8 5H-2.6',
};

/** The name of a frame in a disc, its middle at (x, y). */
export function badge(name: string, x: number, y: number, palette: Palette): string {
  const stroke = STROKES[name];
  if (!stroke) throw new Error(`No frame is called ${name}.`);
  return (
    `<circle cx="${x}" cy="${y}" r="15" fill="${palette.badge}"/>` +
    `<g transform="translate(${x} ${y}) scale(1.3)">${drawn(stroke, palette.numeral, 2.3)}</g>`
  );
}
