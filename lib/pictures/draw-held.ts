import { HALF } from './body.ts';
import { type Camera, discOf } from './camera.ts';
import type { Piece } from './draw-figure.ts';
import type { Figure } from './figure.ts';
import { at, band } from './outline.ts';
import { PALETTE, shade } from './palette.ts';
import type { Prop, Side } from './pose-file.ts';
import { across, add, along, between, length, minus, type Point, times, unit } from './space.ts';

type Held = Exclude<Prop, { x: number }>;
type Load = Exclude<Held, { kind: 'band' }>;

const disc = (camera: Camera, point: Point, radius: number): ReturnType<typeof discOf> =>
  discOf(camera, { at: point, radius });
const shape = (path: string, colour: string): string => `<path d="${path}" fill="${colour}"/>`;
/** Iron has a thin light edge, so that it is seen before dark leggings. */
const iron = (path: string): string =>
  `<path d="${path}" fill="${PALETTE.iron}" stroke="${PALETTE.card}" stroke-width="1"/>`;
const line = (camera: Camera, points: readonly Point[], colour: string, width: number): string => {
  const path = points.map((point) => camera.flat(point)).map((flat) => at(flat.x, flat.y));
  return `<path d="M${path.join('L')}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;
};

/** What she holds or pulls: placed by her hands, so that it moves with them. */
export function drawHeld(prop: Held, figure: Figure, camera: Camera): Piece[] {
  if (prop.kind === 'band') return drawBand(prop, figure, camera);
  const { right, left } = figure.arms;
  const palm = (side: Side): Point => between(figure.arms[side].wrist, figure.arms[side].fingers, 0.55);
  const middle = between(palm('right'), palm('left'), 0.5);
  switch (prop.kind) {
    case 'weights':
      return [dumbbell(prop, figure, 'right', camera), dumbbell(prop, figure, 'left', camera)];
    case 'right-weight':
      return [dumbbell(prop, figure, 'right', camera)];
    case 'bags':
      return [bag(palm('right'), figure, camera), bag(palm('left'), figure, camera)];
    case 'right-bag':
      return [bag(palm('right'), figure, camera)];
    case 'goblet':
      return [goblet(middle, camera, camera.depth(right.wrist) - 1)];
    case 'low-weight':
      return [kettlebell(middle, camera, Math.min(camera.depth(right.wrist), camera.depth(left.wrist)) + 4)];
    case 'hug':
      return [sack(figure, camera)];
    case 'hip-weight':
      return [plate(figure, camera)];
  }
}

/** A dumbbell's bar lies across the forearm, along her front or from side to side. */
function dumbbell(prop: Load, figure: Figure, side: Side, camera: Camera): Piece {
  const arm = figure.arms[side];
  const fore = unit(minus(arm.wrist, arm.elbow));
  const wish = prop.across ? figure.chest.right : figure.chest.forward;
  const flat = prop.across ? wish : across(wish, fore);
  const axis = length(flat) < 0.2 ? figure.chest.up : unit(flat);
  const palm = between(arm.wrist, arm.fingers, 0.55);
  const end = (share: number): Point => add(palm, times(axis, share));
  const heads = [-1, 1].map((way) => band([disc(camera, end(way * 9), 6), disc(camera, end(way * 13), 6)]));
  const bar = band([disc(camera, end(-9), 2), disc(camera, end(9), 2)]);
  return {
    // Behind the hand that holds it.
    depth: camera.depth(between(arm.elbow, arm.wrist, 0.5)) - 0.05,
    svg: iron(bar) + heads.map(iron).join(''),
  };
}

function goblet(middle: Point, camera: Camera, depth: number): Piece {
  const up = (share: number): Point => add(middle, { x: 0, y: share, z: 0 });
  const heads = [9, -13].map((y) => iron(band([disc(camera, up(y), 7), disc(camera, up(y + 3), 7)])));
  return {
    depth,
    svg: iron(band([disc(camera, up(-9), 2.4), disc(camera, up(9), 2.4)])) + heads.join(''),
  };
}

/** Its handle is in the hands; the bell's foot is KETTLEBELL below them. */
export const KETTLEBELL = 26;
function kettlebell(middle: Point, camera: Camera, depth: number): Piece {
  const down = (y: number, x = 0): Point => add(middle, { x, y: -y, z: 0 });
  const handle = line(camera, [down(12, -8), down(1, -6), down(1, 6), down(12, 8)], PALETTE.iron, 3.6);
  const bell = band([
    disc(camera, down(KETTLEBELL - 11, -2), 11),
    disc(camera, down(KETTLEBELL - 11, 2), 11),
  ]);
  return { depth, svg: handle + iron(bell) };
}

const BAG_DROP = 44;
function bag(palm: Point, figure: Figure, camera: Camera): Piece {
  const far = camera.depth(palm) < camera.depth(figure.shoulders) - 4;
  const tone = (colour: string): string => (far ? shade(colour) : colour);
  const down = (y: number, x: number): Point => add(palm, { x, y: -y, z: 0 });
  const handles = line(camera, [down(18, -8), down(1, 0), down(18, 8)], tone(PALETTE.bagDark), 2.6);
  const body = band([
    disc(camera, down(20, -11), 4),
    disc(camera, down(20, 11), 4),
    disc(camera, down(BAG_DROP - 5, -14), 5),
    disc(camera, down(BAG_DROP - 5, 14), 5),
  ]);
  return { depth: camera.depth(palm) - 0.5, svg: handles + shape(body, tone(PALETTE.bag)) };
}

/** A soft bag held against the chest: between the trunk and the near arm. */
function sack(figure: Figure, camera: Camera): Piece {
  const spot = (forward: number, up: number): Point => along(figure.chest, figure.shoulders, forward, up);
  const body = band([disc(camera, spot(25, -14), 12), disc(camera, spot(25, -44), 13.5)]);
  return { depth: camera.depth(figure.shoulders) + 5, svg: shape(body, PALETTE.bag) };
}

/** A dumbbell over her hips, seen at its end. */
function plate(figure: Figure, camera: Camera): Piece {
  const spot = along(figure.pelvis, figure.hips, HALF.seat + 7, 6);
  const round = (radius: number): string => band([disc(camera, spot, radius)]);
  return {
    depth: camera.depth(figure.legs.right.hip) + 1,
    svg: iron(round(10)) + shape(round(2.6), PALETTE.ground),
  };
}

function drawBand(prop: Extract<Held, { kind: 'band' }>, figure: Figure, camera: Camera): Piece[] {
  const { right, left } = figure.arms;
  const palm = (side: Side): Point => between(figure.arms[side].wrist, figure.arms[side].fingers, 0.5);
  if (!prop.from)
    return [
      {
        depth: camera.depth(right.wrist) + 0.2,
        svg: line(camera, [palm('right'), palm('left')], PALETTE.band, 3.4),
      },
    ];
  const from = { x: prop.from[0], y: prop.from[1], z: prop.from[2] ?? 0 };
  return (['right', 'left'] as const).map((side) => ({
    depth: camera.depth(side === 'right' ? right.wrist : left.wrist) - 0.2,
    svg: line(camera, [from, palm(side)], PALETTE.band, 3.2),
  }));
}
