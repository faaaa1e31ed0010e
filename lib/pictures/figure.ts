import { BODY, FOOT, HALF } from './body.ts';
import { type ArmJoints, headingOf, type LegJoints, plantedFoot, solveArm, solveLeg } from './limbs.ts';
import type { Pose, Side } from './pose-file.ts';
import {
  add,
  along,
  type Frame,
  lean,
  minus,
  ORIGIN,
  type Point,
  tilt,
  times,
  turn,
  UPRIGHT,
} from './space.ts';

/** Where everything of her is, in the picture's space: reckoned from what carries her upwards. */
export interface Figure {
  pelvis: Frame;
  chest: Frame;
  skull: Frame;
  hips: Point;
  /** Bend of the back, and middle of the shoulder line. */
  waist: Point;
  shoulders: Point;
  head: Point;
  belly: number;
  legs: Record<Side, LegJoints>;
  arms: Record<Side, ArmJoints>;
}

const SIDES = ['right', 'left'] as const;

/** A pose in joints. Throws nothing: what cannot be reached is reached for, and the tests measure the rest. */
export function solve(pose: Pose): Figure {
  const pelvis = tilt(lean(turn(UPRIGHT, pose.turn), pose.trunk), pose.tilt);
  const chest = turn(tilt(lean(pelvis, pose.curl), pose.bend), pose.twist);
  const skull = turn(lean(chest, pose.nod), pose.look);
  const hips = hipsOf(pose, pelvis, chest);
  const waist = along(pelvis, hips, 0, BODY.lowerBack);
  const shoulders = along(chest, waist, 0, BODY.upperBack);
  const head = along(skull, along(chest, shoulders, 0, 6), 3, BODY.neck - 6);
  const heading = headingOf(turn(UPRIGHT, pose.turn));
  const middle = along(chest, shoulders, pose.shrug[0], pose.shrug[1]);
  const leg = (side: Side): LegJoints =>
    solveLeg(pose[side], side, hipOf(pelvis, hips, side), pelvis, heading);
  const arm = (side: Side): ArmJoints =>
    solveArm(pose[`${side}Arm`], side, {
      shoulder: along(chest, middle, 0, 0, side === 'right' ? BODY.shoulders : -BODY.shoulders),
      chest,
      hips: { point: hips, frame: pelvis },
      middle: shoulders,
    });
  const legs = { right: leg('right'), left: leg('left') };
  const arms = { right: arm('right'), left: arm('left') };
  return { pelvis, chest, skull, hips, waist, shoulders, head, belly: pose.belly, legs, arms };
}

const hipOf = (pelvis: Frame, hips: Point, side: Side): Point =>
  along(pelvis, hips, 0, 0, side === 'right' ? BODY.hips : -BODY.hips);

/** The middle of the hips, from what is planted. */
function hipsOf(pose: Pose, pelvis: Frame, chest: Frame): Point {
  const on = pose.on;
  if ('hips' in on) return { x: on.hips[0], y: on.hips[1], z: on.hips[2] ?? 0 };
  if ('sit' in on) return { x: on.sit[0], y: on.sit[1] + HALF.seat, z: on.sit[2] ?? 0 };
  if ('lie' in on) {
    const half = on.lie === 'back' ? HALF.seat : HALF.hip + BODY.hips;
    return { x: on.at, y: on.height + half, z: 0 };
  }
  if ('shoulders' in on) {
    const upper = { x: on.shoulders[0], y: on.shoulders[1] + HALF.chest, z: 0 };
    const fromHips = add(times(pelvis.up, BODY.lowerBack), times(chest.up, BODY.upperBack - 6));
    return minus(upper, fromHips);
  }
  return fromLeg(pose, pelvis);
}

/** Up the leg that carries her: foot or knee, then shin and thigh, to the middle of the hips. */
function fromLeg(pose: Pose, pelvis: Frame): Point {
  const on = pose.on;
  const heading = headingOf(turn(UPRIGHT, pose.turn));
  const across = (side: Side): Point => minus(ORIGIN, hipOf(pelvis, ORIGIN, side));
  if ('kneel' in on) {
    const knee = { x: on.at, y: HALF.knee, z: 0 };
    return along(lean(heading, on.thigh), knee, 0, BODY.thigh);
  }
  if (!('stand' in on)) throw new Error('A pose stands, kneels, lies or sits on something.');
  const leg = pose[on.stand];
  const planted = 'at' in leg ? leg : { at: on.at, height: on.height, heel: 0, toes: 0 };
  const { ankle } = plantedFoot(planted, 0, heading, on.stand);
  const knee = along(lean(heading, on.shin), ankle, 0, BODY.shin);
  const hip = along(lean(heading, on.shin - on.knee), knee, 0, BODY.thigh);
  const level = add(hip, across(on.stand));
  return { ...level, z: 0 };
}

/** A ball of the body that may touch something. */
export interface Ball {
  at: Point;
  radius: number;
}

function footBalls(leg: LegJoints): { heel: Ball; toe: Ball } {
  const ball = (part: typeof FOOT.heel | typeof FOOT.toe): Ball => ({
    at: along(leg.foot, leg.ankle, part.forward, part.up),
    radius: part.radius,
  });
  return { heel: ball(FOOT.heel), toe: ball(FOOT.toe) };
}

/** Every ball she is made of, by name: for the drawing's bounds and for the geometry tests. */
export function ballsOf(figure: Figure): Record<string, Ball> {
  const balls: Record<string, Ball> = {
    head: { at: figure.head, radius: BODY.head },
    seat: { at: figure.hips, radius: HALF.seat },
    back: { at: along(figure.chest, figure.shoulders, 0, -6), radius: HALF.chest },
  };
  for (const side of SIDES) {
    const leg = figure.legs[side];
    const arm = figure.arms[side];
    const { heel, toe } = footBalls(leg);
    balls[`${side}-heel`] = heel;
    balls[`${side}-toes`] = toe;
    balls[`${side}-knee`] = { at: leg.knee, radius: HALF.knee };
    balls[`${side}-ankle`] = { at: leg.ankle, radius: HALF.ankle };
    balls[`${side}-elbow`] = { at: arm.elbow, radius: HALF.elbow };
    balls[`${side}-wrist`] = { at: arm.wrist, radius: HALF.wrist };
    balls[`${side}-hand`] = { at: arm.fingers, radius: HALF.fingers };
  }
  return balls;
}
