import { BODY } from './body.ts';
import type { Ball } from './figure.ts';
import type { Head } from './head.ts';
import { type Hair, shade } from './palette.ts';
import { filled } from './piece.ts';
import { add, type Point, times } from './space.ts';

const R = BODY.head;

/** What is drawn before the face and what after it. */
interface Layers {
  behind: string;
  before: string;
}

/** Buns, tails and lengths. Lying on her back or her side, what would be under her head lies above it. */
export function hairBehind(head: Head): Layers {
  const { forward, right } = head.skull;
  return HAIR[head.look.shape](head, forward.y > 0.45 || Math.abs(right.y) > 0.7);
}

const HAIR: Record<Hair, (head: Head, lying: boolean) => Layers> = {
  knot: (head) => knob(head, head.ball(-7, 17, 0, 6.6)),
  'low-bun': (head, lying) =>
    knob(head, lying ? head.ball(-9, 14.5, 0, 6.6) : head.ball(-15.5, -4.5, 0, 6.6)),
  tail: tailOf,
  bob: bobOf,
  curls: curlsOf,
};

/** Nearer to us than the face by a little, it lies over it. */
const placed = (head: Head, svg: string, where: Point): Layers =>
  head.near(where) <= 4 ? { behind: svg, before: '' } : { behind: '', before: svg };

const knob = (head: Head, round: Ball): Layers =>
  placed(head, filled(head.outline([round]), shade(head.look.hair)), round.at);

/** It hangs down, whichever way she is turned; on the floor it lies in line with her. */
function tailOf(head: Head, lying: boolean): Layers {
  const { skull } = head;
  const root = lying ? head.ball(-8, 14, 0, 4) : head.ball(-14.5, 7, 0, 4.2);
  const hangs = { x: skull.forward.x * -0.55, y: -0.85, z: skull.forward.z * -0.55 };
  const way = lying ? { ...skull.up, y: Math.max(-0.1, skull.up.y) } : hangs;
  const at = (distance: number, radius: number): Ball => ({ at: add(root.at, times(way, distance)), radius });
  const outline = head.outline([root, at(9, 5.6)]) + head.outline([at(9, 5.6), at(24, 2)]);
  return placed(head, filled(outline, shade(head.look.hair)), root.at);
}

function bobOf(head: Head, lying: boolean): Layers {
  const low = lying ? -8 : -12;
  const crown = head.ball(-1.6, 0.6, 0, R + 1.2);
  const fromFront = head.facing > 0.5;
  const half = (side: number): string =>
    head.outline([head.ball(-1.6, 0.6, side * 2, R - 0.6), head.ball(-8, low, side * 10.5, 5)]);
  const behind = fromFront
    ? head.outline([crown]) + half(1) + half(-1)
    : head.outline([crown, head.ball(-8, low, 7, 5.5), head.ball(-8, low, -7, 5.5)]);
  const sides = fromFront ? [] : [1, -1].map((side) => bobBeside(head, side, low));
  return { behind: filled(behind, shade(head.look.hair)), before: sides.join('') };
}

/** The length that falls over the ear. */
function bobBeside(head: Head, side: number, low: number): string {
  const temple = head.ball(-0.6, 2, side * (R - 3.2), 4.2);
  if (head.near(temple.at) < 2) return '';
  const fall = [
    temple,
    head.ball(-6, 2, side * (R - 4), 5),
    head.ball(-2.6, low + 1.5, side * (R - 4.2), 3.2),
    head.ball(-7.5, low + 1, side * (R - 5.5), 4.6),
  ];
  return filled(head.outline(fall), head.look.hair);
}

const TURN = 30;
const RISE = 25;

/** Balls all round but for the face, and a row over the brow. On her back those under her head are left out. */
function curlsOf(head: Head): Layers {
  const lying = head.skull.forward.y > 0.45;
  const curls: string[] = [];
  for (let height = -10; height <= 90; height += RISE) {
    for (let turned = 60; turned <= 300; turned += TURN) {
      const [h, t] = [(height * Math.PI) / 180, (turned * Math.PI) / 180];
      const under = lying && Math.cos(h) * Math.cos(t) < -0.55;
      const overFace = Math.abs(turned - 180) > 100 && height < 30;
      if (!under && !overFace) curls.push(curl(head, h, t, R - 0.2, 5.2));
    }
  }
  for (const turned of [-32, 0, 32]) curls.push(curl(head, 0.9, (turned * Math.PI) / 180, R - 1.5, 4.6));
  return { behind: filled(curls.join(''), head.look.hair), before: '' };
}

const curl = (head: Head, h: number, t: number, r: number, radius: number): string =>
  head.outline([
    head.ball(
      r * Math.cos(h) * Math.cos(t) - 0.5,
      r * Math.sin(h) + 1,
      r * Math.cos(h) * Math.sin(t),
      radius,
    ),
  ]);
