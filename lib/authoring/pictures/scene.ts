import { type Camera, cameraAbove, discOf } from './camera.ts';
import { drawFigure, type Piece } from './draw-figure.ts';
import { drawHeld } from './draw-held.ts';
import { BEHIND, type Box, boxOf, drawRoom, isRoom } from './draw-props.ts';
import { ballsOf, type Figure, solve } from './figure.ts';
import { at } from './outline.ts';
import { PALETTE } from './palette.ts';
import type { Mark, PictureFile, Pose, Prop } from './pose-file.ts';

/** CSS pixels; the PNG has twice as many each way. */
export const SIZE = { width: 480, height: 270 } as const;
const MARGIN = 20;
const ARROW_ROOM = 58;
const MAX_SCALE = 1.4;
const STACK_SHIFT = 70;
const STACK_MARGIN = 14;
const STACK_GAP = 10;

export type Step = 'start' | 'middle' | 'finish';

/** One step, drawn round its own origin, and the room it takes. */
export interface Drawn {
  /** What stands still behind her: walls, chairs, mats. */
  room: string;
  svg: string;
  box: Box & { bottom: number };
}

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

const strokes = (path: string, colour: string, width: number): string =>
  `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;

/** A small arrow beside the part that moves. */
function drawMark(mark: Mark): string {
  const [x1, y1] = [mark.from[0], -mark.from[1]];
  const [x2, y2] = [mark.to[0], -mark.to[1]];
  const size = Math.hypot(x2 - x1, y2 - y1) || 1;
  const cx = (x1 + x2) / 2 + ((y2 - y1) / size) * mark.bow;
  const cy = (y1 + y2) / 2 - ((x2 - x1) / size) * mark.bow;
  const shaft = `M${at(x1, y1)}Q${at(cx, cy)} ${at(x2, y2)}`;
  const heads = head(cx, cy, x2, y2) + (mark.both ? head(cx, cy, x1, y1) : '');
  return strokes(mark.plain ? shaft : shaft + heads, mark.light ? PALETTE.card : PALETTE.mark, 3.2);
}

function head(fromX: number, fromY: number, x: number, y: number, size = 7): string {
  const angle = Math.atan2(y - fromY, x - fromX);
  const wing = (turn: number): string =>
    at(x - size * Math.cos(angle + turn), y - size * Math.sin(angle + turn));
  return `M${wing(0.62)}L${at(x, y)}L${wing(-0.62)}`;
}

interface Layout {
  scale: number;
  /** Where the origin of each step goes, in the card. */
  origins: readonly At[];
  arrows: readonly { from: At; to: At }[];
}
interface At {
  x: number;
  y: number;
}

const width = ({ box }: Drawn): number => box.right - box.left;
const height = ({ box }: Drawn): number => box.top + box.bottom;
const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

/** Side by side, or one over the other where that shows her a good deal larger: lying, crawling, planks. */
function layOut(steps: readonly Drawn[], gap: number): Layout {
  const room = (ARROW_ROOM + gap) * (steps.length - 1);
  const beside = Math.min(
    MAX_SCALE,
    (SIZE.width - 2 * MARGIN) / (sum(steps.map(width)) + room),
    (SIZE.height - 36) / Math.max(...steps.map(height)),
  );
  const stacked = Math.min(
    MAX_SCALE,
    (SIZE.width - 2 * MARGIN - STACK_SHIFT) / Math.max(...steps.map(width)),
    (SIZE.height - 2 * STACK_MARGIN - STACK_GAP) / sum(steps.map(height)),
  );
  return stacked > beside * 1.1 ? stack(steps, stacked) : sideBySide(steps, beside, gap);
}

function sideBySide(steps: readonly Drawn[], scale: number, gap: number): Layout {
  const gaps = steps.length - 1;
  const bodies = scale * sum(steps.map(width));
  const spare = Math.max(0, SIZE.width - bodies - scale * (ARROW_ROOM + gap) * gaps);
  // What room is left goes half outside and half between them.
  const between = scale * (ARROW_ROOM + gap) + (spare * 0.4) / gaps;
  const top = Math.max(...steps.map(({ box }) => box.top));
  const bottom = Math.max(...steps.map(({ box }) => box.bottom));
  const y = (SIZE.height + scale * (top - bottom)) / 2;
  const origins: At[] = [];
  const arrows: { from: At; to: At }[] = [];
  let left = (SIZE.width - bodies - between * gaps) / 2;
  for (const step of steps) {
    if (origins.length > 0) {
      const middle = { x: left - between / 2, y: y - scale * Math.min(top * 0.55, 110) };
      arrows.push({ from: { ...middle, x: middle.x - 17 }, to: { ...middle, x: middle.x + 17 } });
    }
    origins.push({ x: left - scale * step.box.left, y });
    left += scale * width(step) + between;
  }
  return { scale, origins, arrows };
}

/** Start above and to the left, finish below and to the right, the arrow down at the right of the first. */
function stack(steps: readonly Drawn[], scale: number): Layout {
  const spare = SIZE.height - 2 * STACK_MARGIN - scale * sum(steps.map(height));
  const between = (spare * 0.6) / (steps.length - 1);
  const side = (SIZE.width - scale * Math.max(...steps.map(width)) - STACK_SHIFT) / 2;
  const end = SIZE.width - side;
  const origins: At[] = [];
  const arrows: { from: At; to: At }[] = [];
  let top = STACK_MARGIN + spare * 0.2;
  for (const [i, step] of steps.entries()) {
    const y = top + scale * step.box.top;
    const last = i === steps.length - 1;
    const x = last ? end - scale * step.box.right : side - scale * step.box.left;
    origins.push({ x, y });
    if (!last)
      arrows.push(arrowDown(Math.min(SIZE.width - 34, (x + scale * step.box.right + end) / 2 + 8), y));
    top = y + scale * step.box.bottom + between;
  }
  return { scale, origins, arrows };
}

const arrowDown = (x: number, ground: number): { from: At; to: At } => ({
  from: { x, y: ground - 42 },
  to: { x, y: ground - 8 },
});

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
  const { scale, origins, arrows } = layOut(steps, file.gap);
  const grounds = new Set(origins.map((origin) => groundLine(origin.y)));
  const figures = steps.map((step, i) => place(step, origins[i] ?? { x: 0, y: 0 }, scale));
  return [...grounds, ...figures, ...arrows.map(drawArrow)].join('');
}

function drawArrow({ from, to }: { from: At; to: At }): string {
  const path = `M${at(from.x, from.y)}L${at(to.x, to.y)}${head(from.x, from.y, to.x, to.y, 11)}`;
  return strokes(path, PALETTE.arrow, 4.5);
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
