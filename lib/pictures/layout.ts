import type { Box } from './draw-props.ts';

/** CSS pixels; the PNG has twice as many each way. */
export const SIZE = { width: 480, height: 270 } as const;
/** Between the frames nothing is drawn: the page or the mail shows through. */
const GAP = 6;
const MAX_SCALE = 1.45;
/** What is left free in a frame: on both sides together, and over and under her together. */
const FREE = { beside: { across: 20, along: 22 }, stacked: { across: 92, along: 13 } };
/** A frame of three, in units: its number must not stand before her head. */
const NARROWEST = 140;
/** CSS pixels at her right there. */
const BESIDE_NUMBER = 10;
/** Where a frame has more room than she needs, so much of it is over her. */
const OVER = 0.54;
const OVER_LOW = 0.66;

/** One step, drawn round its own origin, and the room it takes. */
export interface Drawn {
  /** What stands still behind her: walls, chairs, mats. */
  room: string;
  svg: string;
  box: Box & { bottom: number };
  /** From where to where her shadow falls; null on a mat or off the floor. */
  shadow: readonly [number, number] | null;
}

export interface Panel {
  x: number;
  y: number;
  width: number;
  height: number;
}
/** Where everything goes in the picture. */
interface Layout {
  scale: number;
  panels: readonly Panel[];
  /** Where the origin of each step goes. */
  origins: readonly { x: number; y: number }[];
}

const widthOf = ({ box }: Pick<Drawn, 'box'>): number => box.right - box.left;
const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
const topOf = (steps: readonly Drawn[]): number => Math.max(...steps.map(({ box }) => box.top));
const bottomOf = (steps: readonly Drawn[]): number => Math.max(...steps.map(({ box }) => box.bottom));

/** Frames beside each other, or one over the other where that shows her a good deal larger: lying, crawling. */
export function layOut(steps: readonly Drawn[]): Layout {
  const beside = framesBeside(steps);
  const stacked = framesStacked(steps.length);
  const besideScale = scaleIn(steps, beside, FREE.beside);
  const stackedScale = scaleIn(steps, stacked, FREE.stacked);
  return stackedScale > besideScale * 1.05
    ? placed(steps, stacked, stackedScale)
    : placed(steps, beside, besideScale);
}

/** Two frames are equal, so that what moves is seen to move; three have the width that each needs. */
function framesBeside(steps: readonly Drawn[]): Panel[] {
  const room = SIZE.width - GAP * (steps.length - 1);
  const needs = steps.map((step) => (steps.length > 2 ? Math.max(NARROWEST, widthOf(step) + 24) : 1));
  let x = 0;
  return needs.map((need) => {
    const width = (room * need) / sum(needs);
    const panel = { x, y: 0, width, height: SIZE.height };
    x += width + GAP;
    return panel;
  });
}

function framesStacked(count: number): Panel[] {
  const height = (SIZE.height - GAP * (count - 1)) / count;
  return Array.from({ length: count }, (_, i) => ({
    x: 0,
    y: i * (height + GAP),
    width: SIZE.width,
    height,
  }));
}

function scaleIn(
  steps: readonly Drawn[],
  panels: readonly Panel[],
  free: { across: number; along: number },
): number {
  const widths = steps.map((step, i) => ((panels[i]?.width ?? 0) - free.across) / widthOf(step));
  const height = (panels[0]?.height ?? 0) - free.along;
  return Math.min(MAX_SCALE, ...widths, height / (topOf(steps) + bottomOf(steps)));
}

/** Her feet stay at the same place of each frame where there is room for it. */
function placed(steps: readonly Drawn[], panels: readonly Panel[], scale: number): Layout {
  const left = Math.min(...steps.map(({ box }) => box.left));
  const right = Math.max(...steps.map(({ box }) => box.right));
  const together = steps.length === 2 && panels.every(({ width }) => (right - left) * scale <= width - 16);
  const tall = scale * (topOf(steps) + bottomOf(steps));
  const origins = steps.map(({ box }, i) => {
    const { x, y, width, height } = panels[i] ?? { x: 0, y: 0, width: 0, height: 0 };
    const middle = together ? left + right : box.left + box.right;
    // Of three she stands to the right, clear of the number.
    const aside = steps.length > 2 ? Math.max(0, (width - scale * widthOf({ box })) / 2 - BESIDE_NUMBER) : 0;
    const over = (height - tall) * (tall < height * 0.62 ? OVER_LOW : OVER);
    return { x: x + width / 2 + aside - (scale * middle) / 2, y: y + over + scale * topOf(steps) };
  });
  return { scale, panels, origins };
}
