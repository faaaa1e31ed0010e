import { BODY } from './body.ts';
import { contour } from './contour.ts';
import type { Head } from './head.ts';
import { at } from './outline.ts';
import type { Hair } from './palette.ts';
import { add, degrees, dot, type Point, times } from './space.ts';

type Row = readonly [height: number, width: number];

/** The hairline: half the face's width, in degrees from straight ahead, at each height over its middle. */
const HAIRLINE: Record<Hair, readonly Row[]> = {
  knot: [
    [-90, 118],
    [-40, 108],
    [-18, 86],
    [2, 68],
    [18, 58],
    [30, 44],
    [38, 0],
  ],
  'low-bun': [
    [-90, 118],
    [-40, 108],
    [-18, 84],
    [2, 64],
    [16, 52],
    [27, 40],
    [36, 0],
  ],
  tail: [
    [-90, 118],
    [-40, 108],
    [-18, 86],
    [2, 70],
    [18, 60],
    [31, 42],
    [37, 0],
  ],
  bob: [
    [-90, 74],
    [-40, 74],
    [-18, 73],
    [2, 68],
    [16, 58],
    [27, 42],
    [33, 0],
  ],
  curls: [
    [-90, 118],
    [-40, 108],
    [-18, 84],
    [2, 66],
    [16, 58],
    [25, 46],
    [31, 0],
  ],
};
/** Over the top row there is no face at all. */
const ALL_HAIR = -40;
/** Hair lies on the skull, so thick. */
const THICK = 1.1;
/** Down to where, in degrees; less far behind. */
const NAPE = { bob: -64, gathered: -34 };
const GRID = 0.75;

function halfWidth(shape: Hair, height: number): number {
  const rows = HAIRLINE[shape];
  const above = rows.findIndex(([top]) => height <= top);
  const [[low, narrow], [high, wide]] = [rows[above - 1] ?? [0, ALL_HAIR], rows[above] ?? [1, ALL_HAIR]];
  return narrow + ((wide - narrow) * (height - low)) / (high - low);
}

/** The hair that lies on the skull, as much of it as the camera sees. */
export function capOf({ stage, look, skull, middle }: Head): string {
  const radius = BODY.head + THICK;
  const { viewer } = stage;
  const upwards = { x: 0, y: viewer.z, z: -viewer.y };
  const nape = look.shape === 'bob' ? NAPE.bob : NAPE.gathered;
  const inside = (x: number, y: number): number => {
    const rest = radius * radius - x * x - y * y;
    if (rest <= 0) return rest / 20;
    const inPlane = add({ x, y: 0, z: 0 }, times(upwards, -y));
    const { height, turned } = onSkull(
      times(add(inPlane, times(viewer, Math.sqrt(rest))), 1 / radius),
      skull,
    );
    const beside = (turned - halfWidth(look.shape, height)) / 12;
    const above = (height - nape + Math.max(0, turned - 120) * 0.3) / 12;
    return Math.min(beside, above, rest / 20);
  };
  const centre = stage.flat(middle);
  return contour(inside, radius + 1, GRID)
    .map((loop) => `M${loop.map(({ x, y }) => at(centre.x + x, centre.y + y)).join('L')}Z`)
    .join('');
}

/** How high a direction lies over her eyes, and how far from straight ahead, in degrees. */
function onSkull(direction: Point, skull: Head['skull']): { height: number; turned: number } {
  const up = Math.max(-1, Math.min(1, dot(direction, skull.up)));
  const turned = Math.atan2(Math.abs(dot(direction, skull.right)), dot(direction, skull.forward));
  return { height: degrees(Math.asin(up)), turned: degrees(turned) };
}
