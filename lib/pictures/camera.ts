import type { Ball } from './figure.ts';
import type { Disc } from './outline.ts';
import type { Palette } from './palette.ts';
import type { Point } from './space.ts';

/** How space becomes picture: no perspective, so that a length stays a length. */
export interface Camera {
  /** Place in the picture, y down, in units. */
  flat(point: Point): { x: number; y: number };
  /** Nearer is more. */
  depth(point: Point): number;
  /** The direction in space in which the viewer is. */
  viewer: Point;
}

/** A camera, and the colours that it is painted with: all that a part of the drawing needs from outside. */
export interface Stage extends Camera {
  palette: Palette;
}

export function cameraAbove(degrees: number): Camera {
  const c = Math.cos((degrees * Math.PI) / 180);
  const s = Math.sin((degrees * Math.PI) / 180);
  return {
    flat: (point) => ({ x: point.x, y: -(point.y * c - point.z * s) }),
    depth: (point) => point.z * c + point.y * s,
    viewer: { x: 0, y: s, z: c },
  };
}

export const discOf = (camera: Camera, ball: Ball): Disc => ({ ...camera.flat(ball.at), r: ball.radius });
