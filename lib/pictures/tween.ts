import { type Figure, solve } from './figure.ts';
import type { Arm, Leg, PictureFile, Pose, Side } from './pose-file.ts';
import { add, between, dot, minus, type Point, unit } from './space.ts';

const SIDES: readonly Side[] = ['right', 'left'];
const STEP_HEIGHT = 12;

type Motion = PictureFile['motion'];

/**
 * The pose a share of the way from one to the other. What is planted in both stays planted, because it is the
 * pose that is mixed and solved again, not the drawing.
 */
export function poseBetween(from: Pose, to: Pose, share: number, motion: Motion): Pose {
  const a = solve(from);
  const b = solve(to);
  const carried = sameRoot(from.on, to.on);
  const mixed = mix(
    { ...from, on: carried ? from.on : onHips(a) },
    { ...to, on: carried ? to.on : onHips(b) },
    share,
  );
  const pose: Pose = { ...from, ...mixed };
  for (const side of SIDES) {
    pose[side] = lifted(legBetween(from[side], to[side], a, b, side, share), from, to, side, share, motion);
    pose[`${side}Arm`] = armBetween(from[`${side}Arm`], to[`${side}Arm`], a, b, side, share);
  }
  return pose;
}

/** Both steps are carried by the same part of her. */
function sameRoot(a: Pose['on'], b: Pose['on']): boolean {
  if ('stand' in a && 'stand' in b) return a.stand === b.stand;
  return Object.keys(a).join() === Object.keys(b).join();
}

const onHips = ({ hips }: Figure): Pose['on'] => ({ hips: [hips.x, hips.y, hips.z] });

/** Numbers go from one to the other; anything else is as in the first until the end. */
function mix<T>(a: T, b: T, share: number): T;
function mix(a: unknown, b: unknown, share: number): unknown {
  if (typeof a === 'number' && typeof b === 'number') return a + (b - a) * share;
  if (Array.isArray(a) && Array.isArray(b)) return a.map((value, i) => mix(value, b[i], share));
  if (isRecord(a) && isRecord(b)) {
    return Object.fromEntries(Object.entries(a).map(([key, value]) => [key, mix(value, b[key], share)]));
  }
  return share < 0.5 ? a : b;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const sameShape = (a: object, b: object): boolean =>
  ['at', 'to', 'hip', 'raise'].every((key) => key in a === key in b) &&
  ('from' in a && 'from' in b ? a.from === b.from : true);

function legBetween(from: Leg, to: Leg, a: Figure, b: Figure, side: Side, share: number): Leg {
  if (sameShape(from, to)) return mix(from, to, share);
  return mix(freeLeg(a, side), freeLeg(b, side), share);
}

/** The same leg told by where its ankle is. */
function freeLeg(figure: Figure, side: Side): Leg {
  const { hip, knee, ankle, angles } = figure.legs[side];
  return {
    to: triple(ankle),
    knee: triple(bulge(hip, knee, ankle, figure.pelvis.forward)),
    ankle: angles.ankle,
  };
}

function armBetween(from: Arm, to: Arm, a: Figure, b: Figure, side: Side, share: number): Arm {
  if (sameShape(from, to)) return mix(from, to, share);
  return mix(freeArm(from, a, side), freeArm(to, b, side), share);
}

function freeArm(arm: Arm, figure: Figure, side: Side): Arm {
  const { shoulder, elbow, wrist } = figure.arms[side];
  const { chest } = figure;
  const point = bulge(shoulder, elbow, wrist, minus({ x: 0, y: 0, z: 0 }, chest.forward));
  const out = side === 'right' ? 1 : -1;
  return {
    to: triple(wrist),
    from: 'picture',
    elbow: [dot(point, chest.forward), dot(point, chest.up), dot(point, chest.right) * out],
    hand: arm.hand,
  };
}

/** Which way a bent limb's middle joint points; a straight one's the way it would. */
function bulge(from: Point, joint: Point, end: Point, otherwise: Point): Point {
  const out = minus(joint, between(from, end, 0.5));
  return dot(out, out) < 4 ? otherwise : unit(add(out, { x: 0, y: 0, z: 0 }));
}

const triple = ({ x, y, z }: Point): [number, number, number] => [x, y, z];

/** A foot that goes somewhere else is lifted on its way; in walking only the one that swings forward. */
function lifted(leg: Leg, from: Pose, to: Pose, side: Side, share: number, motion: Motion): Leg {
  const [start, finish] = [from[side], to[side]];
  if (!('at' in leg && 'at' in start && 'at' in finish) || (motion !== 'step' && motion !== 'walk'))
    return leg;
  const way = finish.at - start.at;
  if (Math.abs(way) < 15 || (motion === 'walk' && way < 0)) return leg;
  const over = Math.max(0, Math.abs(finish.height - start.height) * 0.4);
  return { ...leg, height: leg.height + (STEP_HEIGHT + over) * Math.sin(Math.PI * share) };
}
