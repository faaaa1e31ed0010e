import { FOOT, HALF } from './body.ts';
import { type Camera, discOf } from './camera.ts';
import { drawHead } from './draw-head.ts';
import { type Ball, type Figure, footBalls } from './figure.ts';
import { band, type Disc } from './outline.ts';
import { lookOf, PALETTE, shade } from './palette.ts';
import type { PictureFile, Side } from './pose-file.ts';
import { along, between, type Frame, type Point } from './space.ts';

/** A piece of the drawing and how near it is: nearer is drawn later. */
export interface Piece {
  depth: number;
  svg: string;
}

export type Outfit = PictureFile['figure'];
/** Rounding of a sleeve's hem. */
const SEAM = 2;
const SIDES: readonly Side[] = ['right', 'left'];

const filled = (path: string, colour: string): string => `<path d="${path}" fill="${colour}"/>`;
const ball = (at: Point, radius: number): Ball => ({ at, radius });

export function drawFigure(figure: Figure, outfit: Outfit, camera: Camera): Piece[] {
  const legs = SIDES.flatMap((side) => drawLeg(figure, side, outfit, camera));
  const arms = SIDES.flatMap((side) => drawArm(figure, side, outfit, camera));
  return [...legs, ...arms, ...drawTrunk(figure, outfit, camera)];
}

/** A limb is far when its joint lies behind the middle of the trunk. */
function isFar(joint: Point, middle: Point, camera: Camera): boolean {
  return camera.depth(joint) < camera.depth(middle) - 4;
}

function limb(camera: Camera, balls: readonly Ball[], colour: string): string {
  return filled(band(balls.map((each) => discOf(camera, each))), colour);
}

function drawLeg(figure: Figure, side: Side, outfit: Outfit, camera: Camera): Piece[] {
  const leg = figure.legs[side];
  const far = isFar(leg.hip, figure.hips, camera);
  const leggings = far ? shade(PALETTE.leggings) : PALETTE.leggings;
  const skin = lookOf(outfit.look).skin;
  const foot = outfit.feet === 'shoes' ? PALETTE.shoes : far ? shade(skin) : skin;
  const middle = camera.depth(between(leg.hip, leg.knee, 0.5));
  const low = camera.depth(between(leg.knee, leg.ankle, 0.5));
  const cuff = between(leg.knee, leg.ankle, 0.9);
  return [
    {
      depth: Math.min(low, middle) - 0.02,
      svg: drawFoot(figure, side, camera, far && outfit.feet === 'shoes' ? shade(foot, 0.75) : foot),
    },
    {
      depth: low,
      svg: limb(camera, [ball(leg.knee, HALF.knee), ball(cuff, HALF.ankle + 0.4)], leggings),
    },
    { depth: middle, svg: limb(camera, [ball(leg.hip, HALF.hip), ball(leg.knee, HALF.knee)], leggings) },
  ];
}

function drawFoot(figure: Figure, side: Side, camera: Camera, colour: string): string {
  const leg = figure.legs[side];
  const { heel, toe } = footBalls(leg);
  const instep = along(leg.foot, leg.ankle, 4, -1.5);
  const ankle = limb(
    camera,
    [ball(leg.ankle, HALF.ankle), ball(between(leg.knee, leg.ankle, 0.86), HALF.ankle)],
    colour,
  );
  return (
    ankle +
    limb(camera, [heel, toe, ball(instep, FOOT.heel.radius), ball(leg.ankle, HALF.ankle - 0.4)], colour)
  );
}

function drawArm(figure: Figure, side: Side, outfit: Outfit, camera: Camera): Piece[] {
  const arm = figure.arms[side];
  const far = isFar(arm.shoulder, figure.shoulders, camera);
  const plain = lookOf(outfit.look).skin;
  const skin = far ? shade(plain) : plain;
  const share = outfit.top === 'loose' ? 0.62 : 0.4;
  const hem = between(arm.shoulder, arm.elbow, share);
  const sleeve = outfit.top === 'loose' ? 2 : 0.6;
  const upper = camera.depth(between(arm.shoulder, arm.elbow, 0.5));
  const fore = camera.depth(between(arm.elbow, arm.wrist, 0.5));
  const hand = [ball(arm.wrist, HALF.hand), ball(arm.fingers, HALF.fingers)];
  const half = HALF.shoulder + (HALF.elbow - HALF.shoulder) * share;
  return [
    {
      depth: upper,
      svg: limb(camera, [ball(arm.shoulder, HALF.shoulder - 0.5), ball(arm.elbow, HALF.elbow)], skin),
    },
    {
      depth: fore,
      svg:
        limb(camera, [ball(arm.elbow, HALF.elbow), ball(arm.wrist, HALF.wrist)], skin) +
        limb(camera, hand, skin),
    },
    {
      depth: upper + 0.05,
      svg: filled(
        band(sleeveOf(arm.shoulder, hem, half + sleeve, camera)),
        far ? shade(PALETTE.top) : shade(PALETTE.top, 0.94),
      ),
    },
  ];
}

/** A sleeve ends straight across the arm; one that points at the viewer is seen as its round end. */
function sleeveOf(shoulder: Point, hem: Point, half: number, camera: Camera): Disc[] {
  const top = discOf(camera, ball(shoulder, HALF.shoulder + 0.4));
  const end = camera.flat(hem);
  const [dx, dy] = [end.x - top.x, end.y - top.y];
  const size = Math.hypot(dx, dy);
  if (size < 5) return [top, { ...end, r: half }];
  const edge = half - SEAM;
  const corners = [edge, -edge].map((k) => ({
    x: end.x - (dy / size) * k,
    y: end.y + (dx / size) * k,
    r: SEAM,
  }));
  return [top, ...corners];
}

/** Trunk: leggings at the hips, the top over them, the neck, the head. */
function drawTrunk(figure: Figure, outfit: Outfit, camera: Camera): Piece[] {
  const { hips, shoulders } = figure;
  const depth = camera.depth(between(hips, shoulders, 0.5));
  const look = lookOf(outfit.look);
  const [lower, upper] = topOf(figure, outfit.top === 'loose');
  const shirt = [lower, upper].map((balls) => limb(camera, balls, PALETTE.top)).join('');
  return [
    { depth: depth - 0.4, svg: limb(camera, seatOf(figure), PALETTE.leggings) },
    { depth: depth - 0.3, svg: limb(camera, neckOf(figure), shade(look.skin, 0.92)) },
    { depth, svg: shirt },
    { depth: camera.depth(figure.head), svg: drawHead(figure, look, camera) },
  ];
}

/** Four balls about a point of the trunk: before and behind, right and left. */
function corners(
  frame: Frame,
  from: Point,
  spread: readonly [number, number],
  up: number,
  radius: number,
): Ball[] {
  const [forward, right] = spread;
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
function topOf({ pelvis, chest, hips, waist, shoulders, belly }: Figure, loose: boolean): [Ball[], Ball[]] {
  const hem = loose ? corners(pelvis, hips, [12, 16.5], 1, 4) : corners(pelvis, hips, [10, 15], 9, 5);
  const middle = loose ? corners(chest, waist, [8, 10], 2, 7.5) : corners(chest, waist, [7, 9], 2, 7);
  const tummy = ball(along(pelvis, waist, belly - 1, -8), HALF.seat - 1.5);
  const yoke = [...corners(chest, shoulders, [4, 9], -8, 9.8), ...corners(chest, shoulders, [2, 6], 1, 6)];
  return [
    [...hem, ...middle, tummy],
    [...middle, ...yoke, tummy],
  ];
}
