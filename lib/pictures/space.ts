/** Points and frames in three dimensions. Picture units (one CSS pixel at scale 1); x right, y up, z towards the viewer. */
export interface Point {
  x: number;
  y: number;
  z: number;
}

/** Which way a part of the body faces: three unit vectors at right angles. */
export interface Frame {
  forward: Point;
  up: Point;
  right: Point;
}

export const ORIGIN: Point = { x: 0, y: 0, z: 0 };

/** Upright and facing right in the picture, so that her right side is the near one. */
export const UPRIGHT: Frame = {
  forward: { x: 1, y: 0, z: 0 },
  up: { x: 0, y: 1, z: 0 },
  right: { x: 0, y: 0, z: 1 },
};

export const add = (a: Point, b: Point): Point => ({ x: a.x + b.x, y: a.y + b.y, z: a.z + b.z });
export const minus = (a: Point, b: Point): Point => ({ x: a.x - b.x, y: a.y - b.y, z: a.z - b.z });
export const times = (a: Point, k: number): Point => ({ x: a.x * k, y: a.y * k, z: a.z * k });
export const dot = (a: Point, b: Point): number => a.x * b.x + a.y * b.y + a.z * b.z;
export const length = (a: Point): number => Math.hypot(a.x, a.y, a.z);
export const distance = (a: Point, b: Point): number => length(minus(a, b));
export const between = (a: Point, b: Point, share: number): Point => add(a, times(minus(b, a), share));
export const cross = (a: Point, b: Point): Point => ({
  x: a.y * b.z - a.z * b.y,
  y: a.z * b.x - a.x * b.z,
  z: a.x * b.y - a.y * b.x,
});

/** The same direction at length 1. Throws for a vector without one. */
export function unit(a: Point): Point {
  const size = length(a);
  if (size < 1e-9) throw new Error('A vector of length 0 has no direction.');
  return times(a, 1 / size);
}

/** What is left of `a` when its share along the unit vector `axis` is taken away. */
export const across = (a: Point, axis: Point): Point => minus(a, times(axis, dot(a, axis)));

const cos = (degrees: number): number => Math.cos((degrees * Math.PI) / 180);
const sin = (degrees: number): number => Math.sin((degrees * Math.PI) / 180);
export const degrees = (radians: number): number => (radians * 180) / Math.PI;

const mix = (a: Point, b: Point, angle: number): Point => add(times(a, cos(angle)), times(b, sin(angle)));

/** Bows: up tips towards forward. */
export function lean(frame: Frame, angle: number): Frame {
  return {
    up: mix(frame.up, frame.forward, angle),
    forward: mix(frame.forward, frame.up, -angle),
    right: frame.right,
  };
}

/** Tips to the side: up towards right. */
export function tilt(frame: Frame, angle: number): Frame {
  return {
    up: mix(frame.up, frame.right, angle),
    right: mix(frame.right, frame.up, -angle),
    forward: frame.forward,
  };
}

/** Turns about the long axis: forward towards right. */
export function turn(frame: Frame, angle: number): Frame {
  return {
    forward: mix(frame.forward, frame.right, angle),
    right: mix(frame.right, frame.forward, -angle),
    up: frame.up,
  };
}

/** A point told in a frame: so far forward, up and to the right of `from`. */
export function along(frame: Frame, from: Point, forward: number, up: number, right = 0): Point {
  const lengthways = add(times(frame.forward, forward), times(frame.up, up));
  return add(from, add(lengthways, times(frame.right, right)));
}

/** The frame whose up is `up` and whose forward is as near to `forward` as that allows. */
export function frameOf(up: Point, forward: Point): Frame {
  const top = unit(up);
  const flat = across(forward, top);
  const front = length(flat) < 1e-6 ? unit(across({ x: 0.31, y: 0.95, z: 0.05 }, top)) : unit(flat);
  return { up: top, forward: front, right: cross(front, top) };
}
