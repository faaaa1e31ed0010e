import { at } from './outline.ts';
import type { Palette } from './palette.ts';
import { drawn } from './piece.ts';
import type { Mark } from './pose-file.ts';

const WIDTH = 3.8;

/** A small arrow beside the part that moves. */
export function drawMark(mark: Mark, palette: Palette): string {
  const { from, control, to } = pathOf(mark);
  const shaft = `M${at(from.x, from.y)}Q${at(control.x, control.y)} ${at(to.x, to.y)}`;
  const heads = wings(control, to) + (mark.both ? wings(control, from) : '');
  return drawn(mark.plain ? shaft : shaft + heads, mark.light ? palette.surface : palette.arrow, WIDTH);
}

interface Flat {
  x: number;
  y: number;
}

/** The shaft, y down: a curve that bows to its left. */
function pathOf(mark: Mark): { from: Flat; control: Flat; to: Flat } {
  const from = { x: mark.from[0], y: -mark.from[1] };
  const to = { x: mark.to[0], y: -mark.to[1] };
  const size = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const control = {
    x: (from.x + to.x) / 2 + ((to.y - from.y) / size) * mark.bow,
    y: (from.y + to.y) / 2 - ((to.x - from.x) / size) * mark.bow,
  };
  return { from, control, to };
}

/** Places along the shaft, y down: what must keep clear of her. */
export function alongMark(mark: Mark): Flat[] {
  const { from, control, to } = pathOf(mark);
  return Array.from({ length: 11 }, (_, i) => i / 10).map((t) => ({
    x: from.x * (1 - t) ** 2 + control.x * 2 * t * (1 - t) + to.x * t ** 2,
    y: from.y * (1 - t) ** 2 + control.y * 2 * t * (1 - t) + to.y * t ** 2,
  }));
}

function wings(from: Flat, to: Flat, size = 7.5): string {
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  const wing = (turn: number): string =>
    at(to.x - size * Math.cos(angle + turn), to.y - size * Math.sin(angle + turn));
  return `M${wing(0.62)}L${at(to.x, to.y)}L${wing(-0.62)}`;
}
