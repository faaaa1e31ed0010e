import { BODY } from './body.ts';
import type { Head } from './head.ts';
import { edgeOf, mix } from './palette.ts';
import { drawn, EDGE, filled, lineThrough } from './piece.ts';
import type { Point } from './space.ts';

const R = BODY.head;
const SHARES = Array.from({ length: 9 }, (_, i) => i / 8);

/** What lies under the hair and what lies over it. */
interface Layers {
  behind: string;
  before: string;
}

export const drawFace = (head: Head): string =>
  [1, -1].map((side) => lidAndBrow(head, side)).join('') + mouthOf(head);

/** A closed lid and a brow. Seen from the side a deep arc folds to a V, so it is flatter and longer there. */
function lidAndBrow(head: Head, side: number): string {
  const front = Math.max(0, head.facing);
  const aside = 1 - front;
  const arc = (from: number, to: number, height: (share: number) => number): string => {
    const points = SHARES.map((share) => onFace(head, side, from + (to - from) * share, height(share)));
    return seen(head, points, 1);
  };
  const lid = arc(15, 41 + 13 * aside, (share) => {
    const drop = (3 + 4 * front) * Math.sin(Math.PI * share);
    return -4 - drop + aside * 3 * (share - 0.5);
  });
  const brow = arc(13, 44 + 8 * aside, (share) => 13 + (2.5 + 2.5 * front) * Math.sin(Math.PI * share * 0.9));
  const lash = mix(head.look.hair, '#1A0F0C', 0.5);
  return drawn(lid, lash, 1.5) + drawn(brow, lash, 1.15);
}

/** A place on the face, in degrees: turned from straight ahead to one side, and up. */
function onFace(head: Head, side: number, turned: number, height: number): Point {
  const [t, h] = [(turned * Math.PI) / 180, (height * Math.PI) / 180];
  const r = R + 0.2;
  return head.spot(r * Math.cos(h) * Math.cos(t), r * Math.sin(h), side * r * Math.cos(h) * Math.sin(t));
}

/** A line through those points that the camera sees; nothing where they are too few. */
function seen(head: Head, points: readonly Point[], least: number): string {
  const visible = points.filter((point) => head.near(point) > least);
  return visible.length > 2 ? lineThrough(head.stage, visible) : '';
}

function mouthOf(head: Head): string {
  const points = SHARES.map((share) => {
    const aside = (share - 0.5) * 7.2;
    return head.spot(12.1 - aside * aside * 0.16, -9.6 + aside * aside * 0.11, aside);
  });
  return drawn(seen(head, points, -0.6), head.line, 1.4);
}

/** From the front a nose is a line; else it stands out of the face. */
export function noseOf(head: Head): { under: string; over: string } {
  const { skin } = head.look;
  if (head.facing < 0.62) {
    const wedge = head.outline([
      head.ball(R + 1.6, -3.6, 0, 1.5),
      head.ball(R - 2, 2.5, 0, 1.4),
      head.ball(R - 2.2, -5, 0, 1.6),
    ]);
    return { under: drawn(wedge, edgeOf(skin), EDGE) + filled(wedge, skin), over: '' };
  }
  const under = lineThrough(head.stage, [
    head.spot(R, -2.2, 1.3),
    head.spot(R + 0.6, -4.6, 1.5),
    head.spot(R + 0.6, -5.2, 0),
    head.spot(R + 0.3, -4.8, -1.1),
  ]);
  return { under: '', over: drawn(under, mix(skin, head.line, 0.45), 1.15) };
}

/** Behind the line of the eyes, with its fold; a bob covers it. */
export function earOf(head: Head, side: number): Layers {
  const { skin, shape } = head.look;
  const turnedToUs = head.near(head.spot(-1.6, -3.6, side * (R - 0.4))) / R;
  if (shape === 'bob' || turnedToUs < -0.45) return { behind: '', before: '' };
  const outer = filled(
    head.outline([
      head.ball(-1.9, -2.4, side * (R - 0.3), 2.9),
      head.ball(-1.1, -5.4, side * (R - 0.6), 1.9),
    ]),
    skin,
  );
  if (turnedToUs < 0.35) return { behind: outer, before: '' };
  const fold = lineThrough(head.stage, [
    head.spot(-0.6, -3.4, side * R),
    head.spot(-1.2, -1.4, side * R),
    head.spot(-3, -1.4, side * R),
    head.spot(-3.2, -3.4, side * R),
    head.spot(-2, -5.2, side * R),
  ]);
  return { behind: '', before: outer + drawn(fold, mix(skin, head.line, 0.5), 0.95) };
}
