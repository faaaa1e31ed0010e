import { alongMark } from './arrows.ts';
import { HALF } from './body.ts';
import { type Camera, cameraAbove } from './camera.ts';
import { BAG, handsClosedBy } from './draw-held.ts';
import { boxOf, isRoom } from './draw-props.ts';
import { type Figure, solve } from './figure.ts';
import type { Mark, PictureFile } from './pose-file.ts';
import type { Point } from './space.ts';

interface Flat {
  x: number;
  y: number;
}
/** A part whose way is looked at, the room round it, and how much its way counts. */
interface Part {
  at: Point;
  radius: number;
  weight: number;
}

/** An arrow keeps so far from her, in units. */
export const CLEAR = 6;
const HOLDS_MORE = 10;
/** An end of a line may lie between two places at which it is measured. */
const SPARE = 0.5;

/** One arrow beside the part that went furthest; none where hand-set marks or two different stretches tell it. */
export function moveArrow(file: PictureFile): Mark | null {
  if (file.motion === 'cut' || file.marks.some((mark) => mark.in === 'finish')) return null;
  const camera = cameraAbove(file.above);
  const finish = solve(file.finish);
  if (file.motion === 'walk') {
    return ahead(finish, [...bonesOf(finish, camera), ...bagsOf(file, finish, camera)], camera);
  }
  const [first] = movesOf(file, finish, camera).toSorted((a, b) => b.counts - a.counts);
  if (!first || first.counts < 5) return null;
  const places = placesBeside(first);
  const clear = (mark: Mark): number => clearance(mark, finish, camera, file);
  return (
    places.find((mark) => clear(mark) > CLEAR + SPARE) ??
    places.toSorted((a, b) => clear(b) - clear(a))[0] ??
    null
  );
}

const arrow = (from: Flat, to: Flat): Mark => ({
  in: 'finish',
  from: [from.x, -from.y],
  to: [to.x, -to.y],
  bow: 0,
  both: false,
  plain: false,
  light: false,
});

/** A walk goes on: before her, at the height of her hips. */
function ahead(figure: Figure, bones: readonly Bone[], camera: Camera): Mark {
  const right = Math.max(...bones.flatMap(({ from, to, half }) => [from.x + half, to.x + half]));
  const x = Math.max(right + CLEAR + SPARE, camera.flat(figure.hips).x + 46);
  const y = camera.flat(figure.hips).y + 26;
  return arrow({ x, y }, { x: x + 26, y });
}

const partsOf = ({ hips, head, arms, legs }: Figure): Part[] => [
  { at: hips, radius: 17, weight: 1.5 },
  { at: head, radius: 17, weight: 0.45 },
  ...[arms.right, arms.left].map(({ fingers }) => ({ at: fingers, radius: 8, weight: 1 })),
  ...[legs.right, legs.left].map(({ ankle }) => ({ at: ankle, radius: 10, weight: 1 })),
  ...[legs.right, legs.left].map(({ knee }) => ({ at: knee, radius: 11, weight: 0.8 })),
];

interface Move {
  to: Flat;
  way: Flat;
  counts: number;
  size: number;
  radius: number;
}

function movesOf(file: PictureFile, finish: Figure, camera: Camera): Move[] {
  const before = partsOf(solve(file.start));
  const holds = file.props.some((prop) => !isRoom(prop) && prop.kind !== 'band');
  return partsOf(finish).map((part, i) => {
    const from = camera.flat(before[i]?.at ?? part.at);
    const to = camera.flat(part.at);
    const far = Math.hypot(to.x - from.x, to.y - from.y);
    const hand = part.radius === 8;
    return {
      to,
      way: { x: (to.x - from.x) / (far || 1), y: (to.y - from.y) / (far || 1) },
      counts: far * part.weight,
      size: Math.max(20, Math.min(hand ? 26 : 32, far)),
      radius: part.radius + (hand && holds ? HOLDS_MORE : 0),
    };
  });
}

/** Behind the part, beside it on either hand, ahead of it, and further out, in the order in which they are liked. */
function placesBeside({ to, way, size, radius }: Move): Mark[] {
  const ended = (along: number, aside: number): Mark => {
    const end = { x: to.x + way.x * along - way.y * aside, y: to.y + way.y * along + way.x * aside };
    return arrow({ x: end.x - way.x * size, y: end.y - way.y * size }, end);
  };
  const off = radius + 9;
  return [
    ended(-radius - 4, 0),
    ended(0, off),
    ended(0, -off),
    ended(-size * 0.4, off),
    ended(-size * 0.4, -off),
    ended(radius + 6 + size, 0),
    ...[1.5, 1.9, 2.4, 2.8].flatMap((times) =>
      [0, -size * 0.4, size * 0.5].flatMap((along) => [
        ended(along, off * times),
        ended(along, -off * times),
      ]),
    ),
  ];
}

/** How near a mark comes to her, to what stands in the room and to the floor, in units. */
export function clearance(mark: Mark, figure: Figure, camera: Camera, file: PictureFile): number {
  const bones = [...bonesOf(figure, camera), ...bagsOf(file, figure, camera)];
  const boxes = file.props.filter(isRoom).filter((prop) => prop.in === 'both' || prop.in === 'finish');
  const solids = boxes.filter(({ kind }) => kind !== 'mat' && kind !== 'rail').map(boxOf);
  const bars = boxes.flatMap((prop) =>
    prop.kind === 'rail'
      ? [{ left: prop.x, right: prop.to, top: prop.height + 3, bottom: prop.height - 3 }]
      : [],
  );
  return Math.min(
    ...alongMark(mark).flatMap((place) => [
      -place.y - 1,
      ...bones.map(({ from, to, half }) => toBone(place, from, to) - half),
      ...[...solids.map((box) => ({ ...box, bottom: 0 })), ...bars].map((box) => toBox(place, box)),
    ]),
  );
}

function toBox({ x, y }: Flat, box: { left: number; right: number; top: number; bottom: number }): number {
  const across = Math.max(box.left - x, x - box.right);
  const along = Math.max(box.bottom + y, -y - box.top);
  return across > 0 && along > 0 ? Math.hypot(across, along) : Math.max(across, along);
}

interface Bone {
  from: Flat;
  to: Flat;
  half: number;
}

function bonesOf(figure: Figure, camera: Camera): Bone[] {
  const bone = (from: Point, to: Point, half: number): Bone => ({
    from: camera.flat(from),
    to: camera.flat(to),
    half,
  });
  const limbs = ([figure.legs.right, figure.legs.left] as const).flatMap((leg) => [
    bone(leg.hip, leg.knee, HALF.hip - 1),
    bone(leg.knee, leg.ankle, HALF.knee - 0.5),
  ]);
  const arms = [figure.arms.right, figure.arms.left].flatMap((arm) => [
    bone(arm.shoulder, arm.elbow, HALF.shoulder + 0.5),
    bone(arm.elbow, arm.fingers, HALF.elbow),
  ]);
  const trunk = [bone(figure.hips, figure.waist, 15), bone(figure.waist, figure.shoulders, 15)];
  return [...limbs, ...arms, ...trunk, bone(figure.head, figure.head, 17)];
}

/** What hangs from her hands, each as one thick bone. */
function bagsOf({ props }: PictureFile, figure: Figure, camera: Camera): Bone[] {
  const bags = handsClosedBy(props.filter(({ kind }) => kind === 'bags' || kind === 'right-bag'));
  return bags.map((side) => {
    const { fingers } = figure.arms[side];
    return {
      from: camera.flat({ ...fingers, y: fingers.y - BAG.half }),
      to: camera.flat({ ...fingers, y: fingers.y - BAG.drop + BAG.half }),
      half: BAG.half,
    };
  });
}

function toBone(place: Flat, from: Flat, to: Flat): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const long = dx * dx + dy * dy;
  const share = long === 0 ? 0 : ((place.x - from.x) * dx + (place.y - from.y) * dy) / long;
  const t = Math.max(0, Math.min(1, share));
  return Math.hypot(place.x - from.x - t * dx, place.y - from.y - t * dy);
}
