import { BODY } from './body.ts';
import { type Camera, discOf } from './camera.ts';
import type { Figure } from './figure.ts';
import { at, band, convexHull } from './outline.ts';
import { shade } from './palette.ts';
import { add, along, cross, type Frame, frameOf, type Point, times, unit } from './space.ts';

const R = BODY.head;
/** Half the angle of the face as seen from the middle of the head. */
const FACE = (76 * Math.PI) / 180;

/** Hair gathered in a knot, the face where it faces, a small nose and an ear: enough to see which way she looks. */
export function drawHead(figure: Figure, look: { skin: string; hair: string }, camera: Camera): string {
  const { skull, head } = figure;
  const knot = { at: along(skull, head, -7.5, 15.5), radius: 6.8 };
  const bun = `<path d="${band([discOf(camera, knot)])}" fill="${shade(look.hair, 0.82)}"/>`;
  const hair = `<path d="${band([discOf(camera, { at: head, radius: R + 0.5 })])}" fill="${look.hair}"/>`;
  const behind = camera.depth(knot.at) <= camera.depth(head) + 3;
  const face = drawFace(skull, head, look.skin, camera);
  return behind ? bun + hair + face : hair + face + bun;
}

function drawFace(skull: Frame, head: Point, skin: string, camera: Camera): string {
  const towards = unit(along(skull, { x: 0, y: 0, z: 0 }, 0.82, -0.5));
  const path = visibleCap(frameOf(towards, skull.up), head, camera);
  const nose = along(skull, head, R + 0.4, -3);
  const nosePath = band([
    discOf(camera, { at: nose, radius: 2.2 }),
    discOf(camera, { at: along(skull, head, R - 3, 0), radius: 3 }),
  ]);
  const showsNose = camera.depth(nose) > camera.depth(head) - 6;
  const inFront = camera.depth(nose) > camera.depth(head) + 7;
  const noseSvg = showsNose ? `<path d="${nosePath}" fill="${inFront ? shade(skin, 0.86) : skin}"/>` : '';
  return `${noseSvg}${path ? `<path d="${path}" fill="${skin}"/>` : ''}${inFront ? noseSvg : ''}${ears(skull, head, skin, camera)}`;
}

function ears(skull: Frame, head: Point, skin: string, camera: Camera): string {
  return [1, -1]
    .map((side) => along(skull, head, -0.5, -2.6, side * (R - 0.6)))
    .filter((ear) => camera.depth(ear) > camera.depth(head) - 2)
    .map((ear) => `<path d="${band([discOf(camera, { at: ear, radius: 3 })])}" fill="${shade(skin, 0.88)}"/>`)
    .join('');
}

/** The part of a cap of the head (about `frame.up`, half-angle FACE) that the camera sees. */
function visibleCap(frame: Frame, head: Point, camera: Camera): string {
  const points: { x: number; y: number }[] = [];
  // The outline is made of the cap's own rim and of the head's edge within it; the rings between are spare.
  for (const polar of [FACE, FACE * 0.97, FACE * 0.9, FACE * 0.75, FACE * 0.5, FACE * 0.25]) {
    for (let step = 0; step < 48; step += 1) {
      const azimuth = (2 * Math.PI * step) / 48;
      const level = add(
        times(frame.forward, Math.cos(azimuth)),
        times(cross(frame.up, frame.forward), Math.sin(azimuth)),
      );
      const spot = add(times(frame.up, Math.cos(polar)), times(level, Math.sin(polar)));
      const place = add(head, times(spot, R + 0.9));
      if (camera.depth(place) >= camera.depth(head) - 0.4) points.push(camera.flat(place));
    }
  }
  if (points.length < 3) return '';
  return `M${convexHull(points)
    .map((point) => at(point.x, point.y))
    .join('L')}Z`;
}
