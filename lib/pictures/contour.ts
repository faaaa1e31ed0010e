interface Flat {
  x: number;
  y: number;
}
interface Piece {
  from: Flat;
  to: Flat;
}

/**
 * For each way in which a cell's corners lie inside (top left 1, top right 2, bottom right 4, bottom left 8):
 * between which of its sides the outline runs, in pairs.
 */
const RUNS = ['', 'LT', 'TR', 'LR', 'RB', 'LTRB', 'TB', 'LB', 'BL', 'BT', 'TRBL', 'BR', 'RL', 'RT', 'TL', ''];

/** Outlines of where `inside` is above 0, on a square of `2 * half` about the origin: marching squares. */
export function contour(inside: (x: number, y: number) => number, half: number, step: number): Flat[][] {
  const cells = Math.ceil((2 * half) / step);
  const values = Array.from({ length: cells + 1 }, (_, row) =>
    Array.from({ length: cells + 1 }, (_, column) => off0(inside(column * step - half, row * step - half))),
  );
  const pieces: Piece[] = [];
  for (let row = 0; row < cells; row += 1) {
    for (let column = 0; column < cells; column += 1) pieces.push(...inCell(values, row, column, half, step));
  }
  return chained(pieces);
}

/** A corner that lies on the outline would be met twice. */
const off0 = (value: number): number => (Math.abs(value) < 1e-3 ? -1e-3 : value);

function inCell(values: number[][], row: number, column: number, half: number, step: number): Piece[] {
  const [above = [], below = []] = [values[row], values[row + 1]];
  const [topLeft = -1, topRight = -1] = [above[column], above[column + 1]];
  const [bottomLeft = -1, bottomRight = -1] = [below[column], below[column + 1]];
  const run = RUNS[sign(topLeft) + 2 * sign(topRight) + 4 * sign(bottomRight) + 8 * sign(bottomLeft)] ?? '';
  // Nearly every cell lies whole on one side.
  if (run === '') return [];
  const place = (right: number, down: number): Flat => ({
    x: (column + right) * step - half,
    y: (row + down) * step - half,
  });
  const sides: Record<string, () => Flat> = {
    T: () => place(topLeft / (topLeft - topRight), 0),
    R: () => place(1, topRight / (topRight - bottomRight)),
    B: () => place(bottomLeft / (bottomLeft - bottomRight), 1),
    L: () => place(0, topLeft / (topLeft - bottomLeft)),
  };
  const met = [...run].flatMap((side) => sides[side]?.() ?? []);
  return met.flatMap((from, i) => {
    const to = met[i + 1];
    return i % 2 === 0 && to ? [{ from, to }] : [];
  });
}

/** 1 inside, 0 outside. */
const sign = (value: number): number => (value > 0 ? 1 : 0);

const nameOf = ({ x, y }: Flat): string => `${x.toFixed(4)},${y.toFixed(4)}`;

/** The pieces one after another, each beginning where the one before it ended. */
function chained(pieces: readonly Piece[]): Flat[][] {
  const next = new Map(pieces.map((piece) => [nameOf(piece.from), piece]));
  const loops: Flat[][] = [];
  for (const name of [...next.keys()]) {
    const loop: Flat[] = [];
    for (let piece = next.get(name); piece; piece = next.get(nameOf(piece.to))) {
      loop.push(piece.from);
      next.delete(nameOf(piece.from));
    }
    if (loop.length > 3) loops.push(loop);
  }
  return loops;
}
