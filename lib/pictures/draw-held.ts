import { HALF } from './body.ts';
import { discOf, type Stage } from './camera.ts';
import type { Figure } from './figure.ts';
import { band, type Disc } from './outline.ts';
import { mix, shade } from './palette.ts';
import { drawn, filled, lineThrough, type Piece } from './piece.ts';
import type { Prop, Side } from './pose-file.ts';
import { across, add, along, between, length, minus, type Point, times, unit } from './space.ts';

type Held = Exclude<Prop, { x: number }>;
type Load = Exclude<Held, { kind: 'band' }>;

const SIDES: readonly Side[] = ['right', 'left'];
const disc = (stage: Stage, point: Point, radius: number): Disc => discOf(stage, { at: point, radius });
const palmOf = (figure: Figure, side: Side, share = 0.55): Point =>
  between(figure.arms[side].wrist, figure.arms[side].fingers, share);

/** What she holds or pulls: placed by her hands, so that it moves with them. */
export function drawHeld(prop: Held, figure: Figure, stage: Stage): Piece[] {
  switch (prop.kind) {
    case 'band':
      return drawBand(prop, figure, stage);
    case 'weights':
      return SIDES.map((side) => dumbbell(prop, figure, side, stage));
    case 'right-weight':
      return [dumbbell(prop, figure, 'right', stage)];
    case 'bags':
      return SIDES.map((side) => shoppingBag(palmOf(figure, side), figure, stage));
    case 'right-bag':
      return [shoppingBag(palmOf(figure, 'right'), figure, stage)];
    case 'low-weight':
      return [liftedRucksack(figure, stage)];
    case 'hug':
      return [huggedRucksack(figure, stage)];
    case 'hip-weight':
      return [rucksackOnHips(figure, stage)];
  }
}

/** Which hands are closed round what she holds. */
export function handsClosedBy(props: readonly Prop[]): Side[] {
  const kinds = props.flatMap((prop) => ('x' in prop ? [] : [prop.kind]));
  const both = kinds.some((kind) => ['weights', 'bags', 'low-weight', 'band'].includes(kind));
  const right = kinds.some((kind) => ['right-weight', 'right-bag'].includes(kind));
  return both ? ['right', 'left'] : right ? ['right'] : [];
}

/** A dumbbell's bar lies across the forearm, along her front or from side to side. */
function dumbbell(prop: Load, figure: Figure, side: Side, stage: Stage): Piece {
  const arm = figure.arms[side];
  const fore = unit(minus(arm.wrist, arm.elbow));
  const wish = prop.across ? figure.chest.right : figure.chest.forward;
  const flat = prop.across ? wish : across(wish, fore);
  const axis = length(flat) < 0.2 ? figure.chest.up : unit(flat);
  const end = (share: number): Point => add(palmOf(figure, side), times(axis, share));
  const heads = [-1, 1].map((way) => band([disc(stage, end(way * 9), 6), disc(stage, end(way * 13), 6)]));
  const bar = band([disc(stage, end(-9), 2), disc(stage, end(9), 2)]);
  return {
    // Behind the hand that holds it.
    depth: stage.depth(between(arm.elbow, arm.wrist, 0.5)) - 0.05,
    svg: [bar, ...heads].map((path) => iron(path, stage)).join(''),
  };
}

/** Iron has a thin light edge, so that it is seen before dark leggings. */
const iron = (path: string, { palette }: Stage): string =>
  `<path d="${path}" fill="${palette.iron}" stroke="${palette.tile}" stroke-width="1"/>`;

/** How far a bag hangs below the hand that holds it, and half of its width. */
export const BAG = { drop: 40, half: 16 };
function shoppingBag(palm: Point, figure: Figure, stage: Stage): Piece {
  const far = stage.depth(palm) < stage.depth(figure.shoulders) - 4;
  const tone = (colour: string): string => (far ? shade(colour) : colour);
  const down = (y: number, x: number): Point => add(palm, { x, y: -y, z: 0 });
  const handles = lineThrough(stage, [down(16, -7), down(1, 0), down(16, 7)]);
  const body = band([
    disc(stage, down(18, -10), 4),
    disc(stage, down(18, 10), 4),
    disc(stage, down(BAG.drop - 5, -12), 5),
    disc(stage, down(BAG.drop - 5, 12), 5),
  ]);
  const { bag, bagDark, tile } = stage.palette;
  return {
    depth: stage.depth(palm) - 0.5,
    svg: drawn(handles, tone(bagDark), 2.6) + drawn(body, tile, 2) + filled(body, tone(bag)),
  };
}

/** Its handle is in her hands, its foot RUCKSACK below them. */
export const RUCKSACK = 36;
/** How long a rucksack is from its loop, and how thick against the one that hangs. */
const LIFTED = { long: RUCKSACK, thick: 1.1 };
const HUGGED = { long: 52, thick: 1 };
const ON_HIPS = { long: 44, thick: 0.85 };
function liftedRucksack(figure: Figure, stage: Stage): Piece {
  const { right, left } = figure.arms;
  const grip = between(palmOf(figure, 'right'), palmOf(figure, 'left'), 0.5);
  return {
    depth: Math.min(stage.depth(right.wrist), stage.depth(left.wrist)) + 4,
    svg: rucksack(stage, grip, { x: 0, y: -1, z: 0 }, { x: 1, y: 0, z: 0 }),
  };
}

/** Against the chest: between the trunk and the near arm. */
function huggedRucksack({ chest, shoulders }: Figure, stage: Stage): Piece {
  return {
    depth: stage.depth(shoulders) + 5,
    svg: rucksack(stage, along(chest, shoulders, 26, 6), times(chest.up, -1), chest.forward, HUGGED),
  };
}

function rucksackOnHips(figure: Figure, stage: Stage): Piece {
  const { pelvis, hips } = figure;
  return {
    depth: stage.depth(figure.legs.right.hip) + 1,
    svg: rucksack(
      stage,
      along(pelvis, hips, HALF.seat + 7, 22),
      times(pelvis.up, -1),
      pelvis.forward,
      ON_HIPS,
    ),
  };
}

/** A body with a pocket and a loop to hold, hanging from `grip` along `down`, as thick as `wide` says. */
function rucksack(stage: Stage, grip: Point, down: Point, wide: Point, { long, thick } = LIFTED): string {
  const spot = (along: number, aside: number): Point =>
    add(grip, add(times(down, along), times(wide, aside * thick)));
  const rows = (low: number, high: number, half: number, radius: number): string =>
    band(
      [low, high].flatMap((row) => [half, -half].map((side) => disc(stage, spot(row, side), radius * thick))),
    );
  const { bag, bagDark, tile } = stage.palette;
  const body = rows(13, long - 7 * thick, 7, 7);
  const pocket = rows(long * 0.64, long - 8 * thick, 6, 3.6);
  const loop = lineThrough(stage, [spot(8, -5), spot(1, -3), spot(1, 3), spot(8, 5)]);
  return (
    drawn(loop, bagDark, 2.8) +
    drawn(body, tile, 2) +
    filled(body, bag) +
    filled(pocket, mix(bag, bagDark, 0.7))
  );
}

/** From hand to hand, or from a place in the picture to both hands. */
function drawBand(prop: Extract<Held, { kind: 'band' }>, figure: Figure, stage: Stage): Piece[] {
  const { right, left } = figure.arms;
  const palm = (side: Side): Point => palmOf(figure, side, 0.5);
  const line = (from: Point, to: Point): string =>
    drawn(lineThrough(stage, [from, to]), stage.palette.band, 3.3);
  if (!prop.from) {
    return [{ depth: stage.depth(right.wrist) + 0.2, svg: line(palm('right'), palm('left')) }];
  }
  const from = { x: prop.from[0], y: prop.from[1], z: prop.from[2] ?? 0 };
  return SIDES.map((side) => ({
    depth: stage.depth(side === 'right' ? right.wrist : left.wrist) - 0.2,
    svg: line(from, palm(side)),
  }));
}
