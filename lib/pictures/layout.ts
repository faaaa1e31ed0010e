import type { Box } from './draw-props.ts';

/** CSS pixels; the PNG has twice as many each way. */
export const SIZE = { width: 480, height: 270 } as const;
const MARGIN = 20;
const ARROW_ROOM = 58;
const MAX_SCALE = 1.4;
const STACK_SHIFT = 70;
const STACK_MARGIN = 14;
const STACK_GAP = 10;

/** One step, drawn round its own origin, and the room it takes. */
export interface Drawn {
  /** What stands still behind her: walls, chairs, mats. */
  room: string;
  svg: string;
  box: Box & { bottom: number };
}

/** Where everything goes in the card. */
interface Layout {
  scale: number;
  /** Where the origin of each step goes, in the card. */
  origins: readonly At[];
  arrows: readonly { from: At; to: At }[];
}
export interface At {
  x: number;
  y: number;
}

const width = ({ box }: Drawn): number => box.right - box.left;
const height = ({ box }: Drawn): number => box.top + box.bottom;
const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

/** Side by side, or one over the other where that shows her a good deal larger: lying, crawling, planks. */
export function layOut(steps: readonly Drawn[]): Layout {
  const room = ARROW_ROOM * (steps.length - 1);
  const beside = Math.min(
    MAX_SCALE,
    (SIZE.width - 2 * MARGIN) / (sum(steps.map(width)) + room),
    (SIZE.height - 36) / Math.max(...steps.map(height)),
  );
  const stacked = Math.min(
    MAX_SCALE,
    (SIZE.width - 2 * MARGIN - STACK_SHIFT) / Math.max(...steps.map(width)),
    (SIZE.height - 2 * STACK_MARGIN - STACK_GAP) / sum(steps.map(height)),
  );
  return stacked > beside * 1.05 ? stack(steps, stacked) : sideBySide(steps, beside);
}

function sideBySide(steps: readonly Drawn[], scale: number): Layout {
  const gaps = steps.length - 1;
  const bodies = scale * sum(steps.map(width));
  const spare = Math.max(0, SIZE.width - bodies - scale * ARROW_ROOM * gaps);
  // What room is left goes half outside and half between them.
  const between = scale * ARROW_ROOM + (spare * 0.4) / gaps;
  const top = Math.max(...steps.map(({ box }) => box.top));
  const bottom = Math.max(...steps.map(({ box }) => box.bottom));
  const y = (SIZE.height + scale * (top - bottom)) / 2;
  const origins: At[] = [];
  const arrows: { from: At; to: At }[] = [];
  let left = (SIZE.width - bodies - between * gaps) / 2;
  for (const step of steps) {
    if (origins.length > 0) {
      const middle = { x: left - between / 2, y: y - scale * Math.min(top * 0.55, 110) };
      arrows.push({ from: { ...middle, x: middle.x - 17 }, to: { ...middle, x: middle.x + 17 } });
    }
    origins.push({ x: left - scale * step.box.left, y });
    left += scale * width(step) + between;
  }
  return { scale, origins, arrows };
}

/** Start above and to the left, finish below and to the right, the arrow down at the right of the first. */
function stack(steps: readonly Drawn[], scale: number): Layout {
  const spare = SIZE.height - 2 * STACK_MARGIN - scale * sum(steps.map(height));
  const between = (spare * 0.6) / (steps.length - 1);
  const side = (SIZE.width - scale * Math.max(...steps.map(width)) - STACK_SHIFT) / 2;
  const end = SIZE.width - side;
  const origins: At[] = [];
  const arrows: { from: At; to: At }[] = [];
  let top = STACK_MARGIN + spare * 0.2;
  for (const [i, step] of steps.entries()) {
    const y = top + scale * step.box.top;
    const last = i === steps.length - 1;
    const x = last ? end - scale * step.box.right : side - scale * step.box.left;
    origins.push({ x, y });
    if (!last)
      arrows.push(arrowDown(Math.min(SIZE.width - 34, (x + scale * step.box.right + end) / 2 + 8), y));
    top = y + scale * step.box.bottom + between;
  }
  return { scale, origins, arrows };
}

const arrowDown = (x: number, ground: number): { from: At; to: At } => ({
  from: { x, y: ground - 42 },
  to: { x, y: ground - 8 },
});
