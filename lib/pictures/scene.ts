import { drawMark } from './arrows.ts';
import { badge } from './badge.ts';
import { type Camera, cameraAbove, discOf, type Stage } from './camera.ts';
import { drawFigure } from './draw-figure.ts';
import { drawHeld, handsClosedBy } from './draw-held.ts';
import { BEHIND, boxOf, drawRoom, isRoom } from './draw-props.ts';
import { ballsOf, type Figure, solve } from './figure.ts';
import { type Drawn, layOut, type Panel, SIZE } from './layout.ts';
import { moveArrow } from './move-arrow.ts';
import type { Palette } from './palette.ts';
import type { Piece } from './piece.ts';
import type { Mark, PictureFile, Pose, Prop } from './pose-file.ts';

export type Step = 'start' | 'middle' | 'finish';

/** One step: she, what is there in it, and its arrows. */
function drawStep(file: PictureFile, step: Step, pose: Pose, palette: Palette): Drawn {
  const props = file.props.filter((prop) => prop.in === 'both' || prop.in === step);
  return drawPose(file, pose, { props, marks: marksOf(file, step) }, palette);
}

/** A moment on her way. The room is there throughout, and what she holds is as in the step that is nearer. */
export function drawMoment(file: PictureFile, step: Step, pose: Pose, palette: Palette): Drawn {
  const props = file.props.filter((prop) => isRoom(prop) || prop.in === 'both' || prop.in === step);
  return drawPose(file, pose, { props, marks: [] }, palette);
}

function drawPose(
  file: PictureFile,
  pose: Pose,
  { props, marks }: { props: readonly Prop[]; marks: readonly Mark[] },
  palette: Palette,
): Drawn {
  const stage: Stage = { ...cameraAbove(file.above), palette };
  const figure = solve(pose);
  const outfit = { ...file.figure, holds: handsClosedBy(props) };
  const pieces: Piece[] = [
    ...drawFigure(figure, outfit, stage),
    ...props.flatMap((prop) => (isRoom(prop) ? [drawRoom(prop, stage)] : drawHeld(prop, figure, stage))),
  ].toSorted((a, b) => a.depth - b.depth);
  const behind = pieces.filter(({ depth }) => depth <= BEHIND + 10);
  const before = pieces.filter(({ depth }) => depth > BEHIND + 10);
  const svgOfAll = (some: readonly Piece[]): string => some.map(({ svg }) => svg).join('');
  return {
    room: svgOfAll(behind),
    svg: svgOfAll(before) + marks.map((mark) => drawMark(mark, palette)).join(''),
    box: boxAround(figure, props, marks, stage),
    shadow: shadowOf(figure, props, stage),
  };
}

/** Those that were set by hand, and in the last step the arrow beside what moved most. */
export function marksOf(file: PictureFile, step: Step): Mark[] {
  const arrow = step === 'finish' ? moveArrow(file) : null;
  return [...file.marks.filter((mark) => mark.in === step), ...(arrow ? [arrow] : [])];
}

/** From what is near the floor; a mat takes none. */
function shadowOf(figure: Figure, props: readonly Prop[], camera: Camera): Drawn['shadow'] {
  if (props.some(({ kind }) => kind === 'mat')) return null;
  const low = Object.values(ballsOf(figure))
    .filter(({ at, radius }) => at.y - radius < 9)
    .map((ball) => discOf(camera, ball));
  if (low.length === 0) return null;
  return [Math.min(...low.map(({ x, r }) => x - r)), Math.max(...low.map(({ x, r }) => x + r))];
}

function boxAround(
  figure: Figure,
  props: readonly Prop[],
  marks: readonly Mark[],
  camera: Camera,
): Drawn['box'] {
  const discs = Object.values(ballsOf(figure)).map((ball) => discOf(camera, ball));
  const rooms = props.filter(isRoom).map(boxOf);
  const ends = marks.flatMap((mark) => [mark.from, mark.to]);
  return {
    left: Math.min(...discs.map((d) => d.x - d.r), ...rooms.map((r) => r.left), ...ends.map(([x]) => x - 6)),
    right: Math.max(
      ...discs.map((d) => d.x + d.r),
      ...rooms.map((r) => r.right),
      ...ends.map(([x]) => x + 6),
    ),
    top: Math.max(...discs.map((d) => d.r - d.y), ...rooms.map((r) => r.top), ...ends.map(([, y]) => y + 6)),
    bottom: Math.max(4, ...discs.map((d) => d.y + d.r)),
  };
}

const round = (value: number): number => Math.round(value * 100) / 100;

interface Place {
  x: number;
  y: number;
  scale: number;
}

/** She and her shadow, her origin at a place on the floor. `room` where it is drawn once for many. */
export function onFloor(drawn: Drawn, { x, y, scale }: Place, palette: Palette, room = drawn.room): string {
  const figure = `<g transform="translate(${round(x)} ${round(y)}) scale(${round(scale)})">${room}${drawn.svg}</g>`;
  if (!drawn.shadow) return figure;
  const [left, right] = drawn.shadow;
  const half = (scale * (right - left)) / 2 + 7;
  const across = round(x + (scale * (left + right)) / 2);
  const high = round(Math.min(6, 3 + half * 0.03));
  return `<ellipse cx="${across}" cy="${round(y + 1.5)}" rx="${round(half)}" ry="${high}" fill="${palette.shadow}"/>${figure}`;
}

/** A step on its tile: the floor, her shadow, and she. */
export function drawFrame(
  drawn: Drawn,
  panel: Panel,
  place: Place,
  palette: Palette,
  room = drawn.room,
): string {
  const { width, height } = panel;
  const inside = { ...place, x: place.x - panel.x, y: place.y - panel.y };
  const floor = round(inside.y - 3);
  return (
    `<svg x="${round(panel.x)}" y="${round(panel.y)}" width="${round(width)}" height="${round(height)}">` +
    `<rect width="100%" height="100%" fill="${palette.tile}"/>` +
    `<rect y="${floor}" width="100%" height="${round(height - floor)}" fill="${palette.floor}"/>` +
    `${onFloor(drawn, inside, palette, room)}</svg>`
  );
}

/** Every step of a picture, drawn. */
export function stepsOf(file: PictureFile, palette: Palette): Drawn[] {
  const middle = file.middle ? [drawStep(file, 'middle', file.middle, palette)] : [];
  return [
    drawStep(file, 'start', file.start, palette),
    ...middle,
    drawStep(file, 'finish', file.finish, palette),
  ];
}

/** The numbered frames: two different stretches are A and B. */
export function drawSteps(file: PictureFile, palette: Palette): string {
  const steps = stepsOf(file, palette);
  const { scale, panels, origins } = layOut(steps);
  const names = file.motion === 'cut' ? 'AB' : '123';
  return steps
    .map((step, i) => {
      const panel = panels[i] ?? { x: 0, y: 0, ...SIZE };
      const origin = origins[i] ?? { x: 0, y: 0 };
      const frame = drawFrame(step, panel, { ...origin, scale }, palette);
      return frame + badge(names[i] ?? '', panel.x + 23, panel.y + 23, palette);
    })
    .join('');
}

export function svgOf(inner: string, { width, height }: { width: number; height: number }): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${inner}</svg>`;
}

/** The picture that stands still: what the PNG is made from, and what a page shows. */
export const stillPicture = (file: PictureFile, palette: Palette): string =>
  svgOf(drawSteps(file, palette), SIZE);
