import { drawArrow, drawMark } from './arrows.ts';
import { type Camera, cameraAbove, discOf } from './camera.ts';
import { drawFigure, type Piece } from './draw-figure.ts';
import { drawHeld } from './draw-held.ts';
import { BEHIND, boxOf, drawRoom, isRoom } from './draw-props.ts';
import { ballsOf, type Figure, solve } from './figure.ts';
import { type At, type Drawn, layOut, SIZE } from './layout.ts';
import { PALETTE } from './palette.ts';
import type { Mark, PictureFile, Pose, Prop } from './pose-file.ts';

export type Step = 'start' | 'middle' | 'finish';

/** `between`: on the way from start to finish, without the small arrows and with what is there throughout. */
export function drawStep(file: PictureFile, step: Step | 'between', pose: Pose): Drawn {
  const camera = cameraAbove(file.above);
  const figure = solve(pose);
  const props = file.props.filter((prop) => prop.in === 'both' || prop.in === step);
  const marks = file.marks.filter((mark) => mark.in === step);
  const pieces: Piece[] = [
    ...drawFigure(figure, file.figure, camera),
    ...props.flatMap((prop) => (isRoom(prop) ? [drawRoom(prop, camera)] : drawHeld(prop, figure, camera))),
  ].toSorted((a, b) => a.depth - b.depth);
  const isBehind = ({ depth }: Piece): boolean => depth <= BEHIND + 10;
  return {
    room: pieces
      .filter(isBehind)
      .map(({ svg }) => svg)
      .join(''),
    svg:
      pieces
        .filter((piece) => !isBehind(piece))
        .map(({ svg }) => svg)
        .join('') + marks.map(drawMark).join(''),
    box: boxAround(figure, props, marks, camera),
  };
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
    left: Math.min(...discs.map((d) => d.x - d.r), ...rooms.map((r) => r.left), ...ends.map(([x]) => x - 4)),
    right: Math.max(
      ...discs.map((d) => d.x + d.r),
      ...rooms.map((r) => r.right),
      ...ends.map(([x]) => x + 4),
    ),
    top: Math.max(...discs.map((d) => d.r - d.y), ...rooms.map((r) => r.top), ...ends.map(([, y]) => y + 4)),
    bottom: Math.max(4, ...discs.map((d) => d.y + d.r)),
  };
}

const place = (drawn: Drawn, { x, y }: At, scale: number): string =>
  `<g transform="translate(${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}) scale(${Math.round(scale * 1000) / 1000})">${drawn.room}${drawn.svg}</g>`;

export const card = (inner: string): string =>
  `<rect width="${SIZE.width}" height="${SIZE.height}" rx="14" class="c" fill="${PALETTE.card}"/>${inner}`;

export const groundLine = (y: number): string =>
  `<path d="M16 ${Math.round(y * 10) / 10 + 1.5}H${SIZE.width - 16}" stroke="${PALETTE.ground}" stroke-width="3" stroke-linecap="round"/>`;

/** The steps and the arrows between them: everything inside the card. */
export function drawSteps(file: PictureFile): string {
  const middle = file.middle ? [drawStep(file, 'middle', file.middle)] : [];
  const steps = [drawStep(file, 'start', file.start), ...middle, drawStep(file, 'finish', file.finish)];
  const { scale, origins, arrows } = layOut(steps);
  const grounds = new Set(origins.map((origin) => groundLine(origin.y)));
  const figures = steps.map((step, i) => place(step, origins[i] ?? { x: 0, y: 0 }, scale));
  return [...grounds, ...figures, ...arrows.map(({ from, to }) => drawArrow(from, to))].join('');
}

export function svgOf(inner: string, alt: string): string {
  const { width, height } = SIZE;
  const label = alt.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}">${inner}</svg>`;
}

/** On a page that is dark the card is dimmed; the mail's PNG cannot know. */
export const DIMMED = `@media(prefers-color-scheme:dark){.c{fill:${PALETTE.cardInTheDark}}}`;

/** The still picture: what the PNG is made from, and with `style` the page's. */
export const stillPicture = (file: PictureFile, style = ''): string =>
  svgOf(`${style && `<style>${style}</style>`}${card(drawSteps(file))}`, file.alt);
