import { HALF } from './body.ts';
import { discOf, type Stage } from './camera.ts';
import type { Ball, Figure } from './figure.ts';
import { band, type Disc } from './outline.ts';
import { edgeOf, lookOf, mix, shade } from './palette.ts';
import {
  ball,
  drawn,
  EDGE,
  filled,
  isFar,
  lineThrough,
  type Outfit,
  outlineOf,
  type Piece,
} from './piece.ts';
import type { Side } from './pose-file.ts';
import { across, add, between, dot, length, minus, type Point, times, unit } from './space.ts';

/** Rounding of a sleeve's hem. */
const SEAM = 2;

export function drawArm(figure: Figure, side: Side, outfit: Outfit, stage: Stage): Piece[] {
  const arm = figure.arms[side];
  const far = isFar(arm.shoulder, figure.shoulders);
  const plain = lookOf(outfit.look).skin;
  const skin = far ? shade(plain) : plain;
  const upper = stage.depth(between(arm.shoulder, arm.elbow, 0.5));
  const fore = stage.depth(between(arm.elbow, arm.wrist, 0.5));
  const hand = handOf(figure, side, outfit.holds.includes(side), stage);
  const above = outlineOf(stage, [ball(arm.shoulder, HALF.shoulder - 0.5), ball(arm.elbow, HALF.elbow)]);
  const below = outlineOf(stage, [ball(arm.elbow, HALF.elbow), ball(arm.wrist, HALF.wrist)]) + hand.outline;
  const { top } = stage.palette;
  return [
    // One edge behind the whole arm, or the elbow would have a seam.
    { depth: Math.min(upper, fore) - 0.04, svg: drawn(above + below, edgeOf(plain), EDGE) },
    { depth: upper, svg: filled(above, skin) },
    { depth: fore, svg: filled(below, skin) + drawn(hand.fold, mix(skin, '#3A120A', 0.34), 1.1) },
    {
      depth: upper + 0.05,
      svg: filled(sleeveOf(arm, outfit.top, stage), far ? shade(top) : shade(top, 0.94)),
    },
  ];
}

/** Palm, tapering fingers and a thumb; a fist where she holds something. */
function handOf(figure: Figure, side: Side, holds: boolean, stage: Stage): { outline: string; fold: string } {
  const arm = figure.arms[side];
  const way = unit(minus(arm.fingers, arm.wrist));
  const thumb = thumbOf(figure, side, way);
  const part = (along: number, out: number, radius: number): Ball =>
    ball(add(add(arm.wrist, times(way, along)), times(thumb, out)), radius);
  if (holds) {
    return {
      outline: outlineOf(stage, [ball(arm.wrist, HALF.wrist), part(5, 0.6, 5.2)]),
      fold: lineThrough(stage, [part(6.2, 3.2, 0).at, part(5.4, -2.2, 0).at]),
    };
  }
  const fingers = [
    ball(arm.wrist, HALF.wrist - 0.2),
    part(4.6, 0.3, 4.3),
    part(8, 0, 3.3),
    part(12, -0.6, 2.1),
  ];
  return {
    outline: outlineOf(stage, [part(1.5, 1, 2.6), part(6.4, 5, 1.7)]) + outlineOf(stage, fingers),
    fold: '',
  };
}

/** Which way the thumb stands out: forward and in, or up where the hand itself points forward. */
function thumbOf({ chest }: Figure, side: Side, way: Point): Point {
  const inward = times(chest.right, side === 'right' ? -1 : 1);
  const ahead = Math.abs(dot(way, chest.forward)) > 0.75;
  const wish = across(ahead ? { x: 0, y: 1, z: 0 } : add(chest.forward, times(inward, 0.6)), way);
  return unit(length(wish) < 0.15 ? across(chest.up, way) : wish);
}

/** A sleeve ends straight across the arm; one that points at the viewer is seen as its round end. */
function sleeveOf({ shoulder, elbow }: Figure['arms'][Side], top: Outfit['top'], stage: Stage): string {
  const share = top === 'loose' ? 0.62 : 0.4;
  const half = HALF.shoulder + (HALF.elbow - HALF.shoulder) * share + (top === 'loose' ? 2 : 0.6);
  const begin = discOf(stage, ball(shoulder, HALF.shoulder + 0.4));
  const end = stage.flat(between(shoulder, elbow, share));
  const [dx, dy] = [end.x - begin.x, end.y - begin.y];
  const size = Math.hypot(dx, dy);
  if (size < 5) return band([begin, { ...end, r: half }]);
  const edge = half - SEAM;
  const corner = (k: number): Disc => ({ x: end.x - (dy / size) * k, y: end.y + (dx / size) * k, r: SEAM });
  return band([begin, corner(edge), corner(-edge)]);
}
