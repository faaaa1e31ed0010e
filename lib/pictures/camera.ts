import type { Ball } from './figure.ts';
import type { Disc } from './outline.ts';
import type { Point } from './space.ts';

/** How space becomes picture: no perspective, so that a length stays a length. */
export interface Camera {
  /** Place in the picture, y down, in units. */
  flat(point: Point): { x: number; y: number };
  /** Nearer is more. */
  depth(point: Point): number;
}

export function cameraAbove(degrees: number): Camera {
  const c = Math.cos((degrees * Math.PI) / 180);
  const s = Math.sin((degrees * Math.PI) / 180);
  return {
    flat: (point) => ({ x: point.x, y: -(point.y * c - point.z * s) }),
    depth: (point) => point.z * c + point.y * s,
  };
}

export const discOf = (camera: Camera, ball: Ball): Disc => ({ ...camera.flat(ball.at), r: ball.radius });
