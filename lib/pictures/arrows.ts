import { at } from './outline.ts';
import { PALETTE } from './palette.ts';
import type { Mark } from './pose-file.ts';

/** The arrow from one step to the next. */
export function drawArrow(from: { x: number; y: number }, to: { x: number; y: number }): string {
  const path = `M${at(from.x, from.y)}L${at(to.x, to.y)}${head(from.x, from.y, to.x, to.y, 11)}`;
  return strokes(path, PALETTE.arrow, 4.5);
}

const strokes = (path: string, colour: string, width: number): string =>
  `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;

/** A small arrow beside the part that moves. */
export function drawMark(mark: Mark): string {
  const [x1, y1] = [mark.from[0], -mark.from[1]];
  const [x2, y2] = [mark.to[0], -mark.to[1]];
  const size = Math.hypot(x2 - x1, y2 - y1) || 1;
  const cx = (x1 + x2) / 2 + ((y2 - y1) / size) * mark.bow;
  const cy = (y1 + y2) / 2 - ((x2 - x1) / size) * mark.bow;
  const shaft = `M${at(x1, y1)}Q${at(cx, cy)} ${at(x2, y2)}`;
  const heads = head(cx, cy, x2, y2) + (mark.both ? head(cx, cy, x1, y1) : '');
  return strokes(mark.plain ? shaft : shaft + heads, mark.light ? PALETTE.card : PALETTE.mark, 3.2);
}

function head(fromX: number, fromY: number, x: number, y: number, size = 7): string {
  const angle = Math.atan2(y - fromY, x - fromX);
  const wing = (turn: number): string =>
    at(x - size * Math.cos(angle + turn), y - size * Math.sin(angle + turn));
  return `M${wing(0.62)}L${at(x, y)}L${wing(-0.62)}`;
}
