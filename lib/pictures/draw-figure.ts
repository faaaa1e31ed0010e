import { HALF } from './body.ts';
import type { Stage } from './camera.ts';
import { drawArm } from './draw-arm.ts';
import { drawHead } from './draw-head.ts';
import { drawLeg } from './draw-leg.ts';
import type { Ball, Figure } from './figure.ts';
import { edgeOf, lookOf, shade } from './palette.ts';
import { ball, drawn, EDGE, filled, limb, type Outfit, outlineOf, type Piece } from './piece.ts';
import type { Side } from './pose-file.ts';
import { along, between, type Frame, type Point } from './space.ts';

const SIDES: readonly Side[] = ['right', 'left'];
/** The skin of neck and throat lies in her chin's shadow. */
const SHADED = 0.92;

export function drawFigure(figure: Figure, outfit: Outfit, stage: Stage): Piece[] {
  const legs = SIDES.flatMap((side) => drawLeg(figure, side, outfit, stage));
  const arms = SIDES.flatMap((side) => drawArm(figure, side, outfit, stage));
  return [...legs, ...arms, ...drawTrunk(figure, outfit, stage)];
}

/** Leggings at the hips, the top over them, the neck, the head. */
function drawTrunk(figure: Figure, outfit: Outfit, stage: Stage): Piece[] {
  const depth = stage.depth(between(figure.hips, figure.shoulders, 0.5));
  const look = lookOf(outfit.look);
  const { leggings, top } = stage.palette;
  const neck = outlineOf(stage, neckOf(figure));
  const shirt = topOf(figure, outfit.top === 'loose').map((balls) => limb(stage, balls, top));
  return [
    { depth: depth - 0.4, svg: limb(stage, seatOf(figure), leggings) },
    {
      depth: depth - 0.3,
      svg: drawn(neck, edgeOf(look.skin), EDGE) + filled(neck, shade(look.skin, SHADED)),
    },
    { depth, svg: shirt.join('') + neckline(figure, look.skin, stage) },
    { depth: stage.depth(figure.head), svg: drawHead(figure, look, stage) },
  ];
}

/** A round neck: a little skin below the throat, where the front is seen. */
function neckline({ chest, shoulders }: Figure, skin: string, stage: Stage): string {
  const front = along(chest, shoulders, 7.5, 1.5);
  if (stage.depth(front) < stage.depth(shoulders) - 3) return '';
  const throat = [
    ball(along(chest, shoulders, 3.2, 3.8, 3.4), 4.4),
    ball(along(chest, shoulders, 3.2, 3.8, -3.4), 4.4),
    ball(along(chest, shoulders, 4.6, 1.4), 4),
  ];
  return limb(stage, throat, shade(skin, SHADED));
}

/** Four balls about a point of the trunk: before and behind, right and left. */
function corners(
  frame: Frame,
  from: Point,
  [forward, right]: readonly [number, number],
  up: number,
  radius: number,
): Ball[] {
  return [1, -1].flatMap((f) =>
    [1, -1].map((r) => ball(along(frame, from, f * forward, up, r * right), radius)),
  );
}

const seatOf = ({ pelvis, hips }: Figure): Ball[] => [
  ball(along(pelvis, hips, -1.5, 0, 4), HALF.seat - 1),
  ball(along(pelvis, hips, -1.5, 0, -4), HALF.seat - 1),
  ...corners(pelvis, hips, [8, 13], 15, 6),
];

const neckOf = ({ chest, shoulders, skull, head }: Figure): Ball[] => [
  ball(along(chest, shoulders, 0.5, 0), 7.4),
  ball(along(skull, head, -2.5, -6), 7),
];

/** The top in two outlines, so that a rounded back stays round: hem to middle, middle to shoulders. No waistline. */
function topOf({ pelvis, chest, hips, waist, shoulders, belly }: Figure, loose: boolean): Ball[][] {
  const hem = loose ? corners(pelvis, hips, [12, 16.5], 1, 4) : corners(pelvis, hips, [10, 15], 9, 5);
  const middle = loose ? corners(chest, waist, [8, 10], 2, 7.5) : corners(chest, waist, [7, 9], 2, 7);
  const tummy = ball(along(pelvis, waist, belly, -9), HALF.seat - 1.2);
  const yoke = [
    ball(along(chest, shoulders, 7, -17), 9.6),
    ball(along(chest, shoulders, -4.5, -10), 10.6),
    ...corners(chest, shoulders, [3.4, 9.5], -6, 9.2),
    ...corners(chest, shoulders, [1.6, 6.5], 1, 6),
  ];
  return [
    [...hem, ...middle, tummy],
    [...middle, ...yoke, tummy],
  ];
}
