import { degrees, dot, type Point, unit } from '../../lib/pictures/space.ts';

/** What a joint of hers can do, in degrees: lowest, highest. Generous, but no joint bends the wrong way. */
export const RANGES = {
  hip: [-32, 135],
  knee: [-1, 155],
  ankle: [-38, 78],
  elbow: [-1, 155],
  shoulder: [-62, 186],
  neck: [-50, 60],
  back: [-45, 65],
} as const satisfies Record<string, readonly [number, number]>;

/** The angle between two directions, 0 to 180 degrees. */
export function angleBetween(a: Point, b: Point): number {
  return degrees(Math.acos(Math.max(-1, Math.min(1, dot(unit(a), unit(b))))));
}
