import { BODY, FOOT } from './body.ts';
import type { Arm, Leg, Side } from './pose-file.ts';
import {
  across,
  add,
  along,
  cross,
  degrees,
  distance,
  dot,
  type Frame,
  frameOf,
  lean,
  length,
  minus,
  type Point,
  tilt,
  times,
  turn,
  UPRIGHT,
  unit,
} from './space.ts';

export interface LegJoints {
  hip: Point;
  knee: Point;
  ankle: Point;
  /** The foot's own frame: forward from heel to toes, up from the sole. */
  foot: Frame;
  /** Joint angles as a person has them, for the ranges. */
  angles: { hip: number; knee: number; ankle: number };
}

export interface ArmJoints {
  shoulder: Point;
  elbow: Point;
  wrist: Point;
  fingers: Point;
  angles: { shoulder: number; elbow: number };
  /** How far the elbow's point leans the way no elbow points: 1 quite, 0 or below not at all. */
  wrongWay: number;
}

const outwards = (side: Side): number => (side === 'right' ? 1 : -1);

/** Where a joint between two bones lies when the far end must reach `target`; as near as the bones allow. */
function middleJoint(from: Point, target: Point, bones: readonly [number, number], towards: Point): Point {
  const [first, second] = bones;
  const reach = Math.min(
    Math.max(distance(from, target), Math.abs(first - second) + 0.01),
    first + second - 1e-6,
  );
  const axis = unit(minus(target, from));
  const share = (first * first - second * second + reach * reach) / (2 * reach);
  const bulge = unit(across(towards, axis));
  return add(
    add(from, times(axis, share)),
    times(bulge, Math.sqrt(Math.max(0, first * first - share * share))),
  );
}

/** The end of a bone of that length that points from `joint` at `target`. */
const boneTo = (joint: Point, target: Point, size: number): Point =>
  add(joint, times(unit(minus(target, joint)), size));

/** The ankle of a foot planted at `at`: flat, on its toes or on its heel, turned out by `toes`. */
export function plantedFoot(
  leg: { at: number; height: number; heel: number; toes: number },
  depth: number,
  heading: Frame,
  side: Side,
): { ankle: Point; foot: Frame } {
  const flat = turn(heading, leg.toes * outwards(side));
  const ankle = add({ x: leg.at, y: leg.height + FOOT.sole, z: 0 }, { x: 0, y: 0, z: depth });
  const pivot = leg.heel > 0 ? FOOT.toe : FOOT.heel;
  const hinge = along(flat, ankle, pivot.forward, pivot.up);
  const foot = lean(flat, leg.heel);
  return { ankle: along(foot, hinge, -pivot.forward, -pivot.up), foot };
}

/** Upright, facing where the body faces: how a foot on the floor stands. */
export function headingOf(body: Frame): Frame {
  const level = { x: body.forward.x, y: 0, z: body.forward.z };
  return length(level) > 0.35 ? frameOf({ x: 0, y: 1, z: 0 }, level) : UPRIGHT;
}

export function solveLeg(leg: Leg, side: Side, hip: Point, pelvis: Frame, heading: Frame): LegJoints {
  if ('at' in leg) return reachFloor(leg, side, hip, pelvis, heading);
  return 'to' in leg ? reachFree(leg, hip, pelvis) : bendLeg(leg, side, hip, pelvis);
}

function bendLeg(leg: Extract<Leg, { hip: number }>, side: Side, hip: Point, pelvis: Frame): LegJoints {
  const out = outwards(side);
  const thigh = turn(tilt(lean(turn(pelvis, leg.roll * out), -leg.hip), -leg.out * out), leg.turn * out);
  const knee = along(thigh, hip, 0, -BODY.thigh);
  const shin = lean(thigh, leg.knee);
  const ankle = along(shin, knee, 0, -BODY.shin);
  const angles = { hip: leg.hip, knee: leg.knee, ankle: leg.ankle };
  return { hip, knee, ankle, foot: lean(shin, leg.ankle), angles };
}

function reachFloor(
  leg: Extract<Leg, { at: number }>,
  side: Side,
  hip: Point,
  pelvis: Frame,
  heading: Frame,
): LegJoints {
  const { ankle: target, foot } = plantedFoot(leg, leg.depth ?? hip.z, heading, side);
  const towards = leg.knee ? toPoint(leg.knee) : add(times(foot.forward, 1), times(pelvis.forward, 0.6));
  const knee = middleJoint(hip, target, [BODY.thigh, BODY.shin], towards);
  const ankle = boneTo(knee, target, BODY.shin);
  return { hip, knee, ankle, foot, angles: legAngles(hip, knee, ankle, foot, pelvis) };
}

function reachFree(leg: Extract<Leg, { to: unknown }>, hip: Point, pelvis: Frame): LegJoints {
  const towards = toPoint(leg.knee);
  const target = toPoint(leg.to);
  const knee = middleJoint(hip, target, [BODY.thigh, BODY.shin], towards);
  const ankle = boneTo(knee, target, BODY.shin);
  const foot = lean(frameOf(minus(knee, ankle), towards), leg.ankle);
  return { hip, knee, ankle, foot, angles: legAngles(hip, knee, ankle, foot, pelvis) };
}

const toPoint = (at: readonly [number, number] | readonly [number, number, number]): Point => ({
  x: at[0],
  y: at[1],
  z: at[2] ?? 0,
});

/** Reads joint angles back from where the joints are. */
function legAngles(hip: Point, knee: Point, ankle: Point, foot: Frame, pelvis: Frame): LegJoints['angles'] {
  const thigh = unit(minus(knee, hip));
  const shin = unit(minus(ankle, knee));
  const flexion = degrees(Math.atan2(dot(thigh, pelvis.forward), -dot(thigh, pelvis.up)));
  const kneeAxis = unit(across(pelvis.right, thigh));
  const front = cross(kneeAxis, times(thigh, -1));
  const bend = degrees(Math.atan2(-dot(shin, forwardOf(front, pelvis, thigh)), dot(shin, thigh)));
  const shinFront = frameOf(times(shin, -1), foot.forward);
  const point = degrees(Math.atan2(-dot(foot.forward, shinFront.up), dot(foot.forward, shinFront.forward)));
  return { hip: flexion, knee: bend, ankle: point };
}

/** The front of the thigh: at right angles to it, on the side that faces forward when she stands. */
function forwardOf(front: Point, pelvis: Frame, thigh: Point): Point {
  const standing = add(
    times(pelvis.forward, Math.max(0.05, -dot(thigh, pelvis.up))),
    times(pelvis.up, dot(thigh, pelvis.forward)),
  );
  return dot(front, standing) >= 0 ? front : times(front, -1);
}

export interface ArmPlaces {
  shoulder: Point;
  chest: Frame;
  /** Origins and frames that a hand's place may be told from. */
  hips: { point: Point; frame: Frame };
  middle: Point;
}

export function solveArm(arm: Arm, side: Side, places: ArmPlaces): ArmJoints {
  const joints = 'to' in arm ? reach(arm, side, places) : bendArm(arm, side, places);
  const fingers = fingersOf(arm.hand, joints.elbow, joints.wrist);
  return { shoulder: places.shoulder, ...joints, fingers, ...armAngles(side, places, joints) };
}

function bendArm(arm: Extract<Arm, { raise: number }>, side: Side, places: ArmPlaces) {
  const out = outwards(side);
  const upper = turn(tilt(lean(places.chest, -arm.raise), -arm.out * out), arm.turn * out);
  const elbow = along(upper, places.shoulder, 0, -BODY.upperArm);
  return { elbow, wrist: along(lean(upper, -arm.elbow), elbow, 0, -BODY.forearm) };
}

function reach(arm: Extract<Arm, { to: unknown }>, side: Side, places: ArmPlaces) {
  const target = handTarget(arm, side, places);
  const [forward, up, out] = arm.elbow;
  const towards = along(places.chest, { x: 0, y: 0, z: 0 }, forward, up, out * outwards(side));
  const elbow = middleJoint(places.shoulder, target, [BODY.upperArm, BODY.forearm], towards);
  return { elbow, wrist: boneTo(elbow, target, BODY.forearm) };
}

/** The place a hand is sent to. */
function handTarget(arm: Extract<Arm, { to: unknown }>, side: Side, places: ArmPlaces): Point {
  const [first, second, third] = arm.to;
  if (arm.from === 'picture') return { x: first, y: second, z: third ?? places.shoulder.z };
  const out = (third ?? BODY.shoulders) * outwards(side);
  if (arm.from === 'hips') return along(places.hips.frame, places.hips.point, first, second, out);
  return along(places.chest, places.middle, first, second, out);
}

const HAND_DIRECTIONS = {
  floor: { x: 1, y: 0, z: 0 },
  forward: { x: 1, y: 0, z: 0 },
  left: { x: -1, y: 0, z: 0 },
  back: { x: -1, y: 0, z: 0 },
  wall: { x: 0, y: 1, z: 0 },
  up: { x: 0, y: 1, z: 0 },
  down: { x: 0, y: -1, z: 0 },
} as const;

function fingersOf(hand: Arm['hand'], elbow: Point, wrist: Point): Point {
  const direction = hand === 'straight' ? unit(minus(wrist, elbow)) : HAND_DIRECTIONS[hand];
  return add(wrist, times(direction, BODY.hand));
}

function armAngles(side: Side, places: ArmPlaces, joints: { elbow: Point; wrist: Point }) {
  const upper = unit(minus(joints.elbow, places.shoulder));
  const fore = unit(minus(joints.wrist, joints.elbow));
  const bend = degrees(Math.acos(Math.max(-1, Math.min(1, dot(upper, fore)))));
  const ahead = dot(upper, places.chest.forward);
  const sideways = Math.abs(dot(upper, places.chest.right)) > 0.6;
  // An arm held out to the side is told by how far it goes ahead or behind.
  const raise = degrees(sideways ? Math.asin(ahead) : Math.atan2(ahead, -dot(upper, places.chest.up)));
  const shoulder = raise < -120 ? raise + 360 : raise;
  // With the arm raised by this much, the elbow's point may face away from `front`, or out, never along it.
  const front = lean(places.chest, -shoulder).forward;
  const inwards = times(places.chest.right, -outwards(side));
  const bulge = bend < 12 ? { x: 0, y: 0, z: 0 } : unit(across(times(fore, -1), upper));
  const wrongWay = Math.max(dot(bulge, front), dot(bulge, inwards) - 0.35);
  return { angles: { shoulder, elbow: bend }, wrongWay };
}
