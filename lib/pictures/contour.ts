interface Flat {
  x: number;
  y: number;
}

/** Values at the corners of the cells of a square, row by row. */
interface Grid {
  values: Float64Array;
  /** Corners in a row. */
  width: number;
}

/** A stretch of the outline within one cell, from one side of it to another. */
interface Run {
  from: number;
  to: number;
}

/**
 * For each way in which a cell's corners lie inside (top left 1, top right 2, bottom right 4, bottom left 8):
 * between which of its sides the outline runs, in pairs.
 */
const RUNS = ['', 'LT', 'TR', 'LR', 'RB', 'LTRB', 'TB', 'LB', 'BL', 'BT', 'TRBL', 'BR', 'RL', 'RT', 'TL', ''];

/** Outlines of where `inside` is above 0, on a square of `2 * half` about the origin: marching squares. */
export function contour(inside: (x: number, y: number) => number, half: number, step: number): Flat[][] {
  const grid = gridOf(inside, half, step);
  const place = ({ x, y }: Flat): Flat => ({ x: x * step - half, y: y * step - half });
  return loopsOf(runsOf(grid)).map((loop) => loop.map((side) => place(crossing(grid, side))));
}

function gridOf(inside: (x: number, y: number) => number, half: number, step: number): Grid {
  const width = Math.ceil((2 * half) / step) + 1;
  const values = new Float64Array(width * width);
  for (let i = 0; i < values.length; i += 1) {
    values[i] = off0(inside((i % width) * step - half, Math.floor(i / width) * step - half));
  }
  return { values, width };
}

/** A corner that lies on the outline would be met twice. */
const off0 = (value: number): number => (Math.abs(value) < 1e-3 ? -1e-3 : value);

/** 1 inside, 0 outside. */
const sign = (value: number | undefined): number => (value !== undefined && value > 0 ? 1 : 0);

function runsOf({ values, width }: Grid): Run[] {
  const runs: Run[] = [];
  for (let corner = 0; corner < width * (width - 1); corner += 1) {
    if (corner % width === width - 1) continue;
    const below = corner + width;
    const sides =
      RUNS[
        sign(values[corner]) +
          2 * sign(values[corner + 1]) +
          4 * sign(values[below + 1]) +
          8 * sign(values[below])
      ] ?? '';
    for (let i = 0; i < sides.length; i += 2) {
      runs.push({ from: sideOf(sides[i], corner, width), to: sideOf(sides[i + 1], corner, width) });
    }
  }
  return runs;
}

/** Two cells share a side, and name it alike: twice the corner where it begins, and 1 more when it goes down. */
function sideOf(side: string | undefined, corner: number, width: number): number {
  switch (side) {
    case 'T':
      return 2 * corner;
    case 'B':
      return 2 * (corner + width);
    case 'L':
      return 2 * corner + 1;
    default:
      return 2 * (corner + 1) + 1;
  }
}

/** Where the outline crosses a side, in steps from the top left. */
function crossing({ values, width }: Grid, side: number): Flat {
  const [begins, down] = [Math.floor(side / 2), side % 2];
  const [first = 0, last = 0] = [values[begins], values[begins + (down === 1 ? width : 1)]];
  const share = first / (first - last);
  const [x, y] = [begins % width, Math.floor(begins / width)];
  return down === 1 ? { x, y: y + share } : { x: x + share, y };
}

/** The runs one after another, each beginning where the one before it ended. */
function loopsOf(runs: readonly Run[]): number[][] {
  const next = new Map(runs.map(({ from, to }) => [from, to]));
  const loops: number[][] = [];
  for (const first of next.keys()) {
    const loop: number[] = [];
    for (let side: number | undefined = first; side !== undefined; ) {
      const to = next.get(side);
      if (to !== undefined) loop.push(side);
      next.delete(side);
      side = to;
    }
    if (loop.length > 3) loops.push(loop);
  }
  return loops;
}
