import type { Stage } from './camera.ts';
import { at } from './outline.ts';
import { type Palette, shade } from './palette.ts';
import type { Piece } from './piece.ts';
import type { Prop } from './pose-file.ts';

/** What stands in the room. Heights are over the floor; `x` is the edge or middle named in docs/pictures.md. */
export interface Box {
  left: number;
  right: number;
  top: number;
}
type Room = Extract<Prop, { x: number }>;
type Kind<K extends Room['kind']> = Extract<Room, { kind: K }>;

export const BEHIND = -500;
const IN_FRONT = 500;
const CEILING = 214;
const WALL = 14;

const rect = (
  left: number,
  right: number,
  bottom: number,
  top: number,
  radius: number,
  colour: string,
): string =>
  `<rect x="${Math.round(left * 10) / 10}" y="${-top}" width="${Math.round((right - left) * 10) / 10}" height="${top - bottom}" rx="${radius}" fill="${colour}"/>`;
const stroke = (path: string, colour: string, width: number): string =>
  `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;

export const isRoom = (prop: Prop): prop is Room => 'x' in prop;

/** What a prop of the room takes up, for the layout. */
export function boxOf(prop: Room): Box {
  switch (prop.kind) {
    case 'chair':
      return { left: prop.x - 25, right: prop.x + 25, top: prop.seat + 52 };
    case 'wall':
    case 'door':
      return prop.side === 'left'
        ? { left: prop.x - WALL, right: prop.x, top: CEILING }
        : { left: prop.x, right: prop.x + WALL, top: CEILING };
    case 'worktop':
      return { left: prop.x, right: prop.x + 56, top: prop.height };
    case 'sofa':
      return prop.back === 'left'
        ? { left: prop.x - 74, right: prop.x, top: prop.seat + 40 }
        : { left: prop.x, right: prop.x + 74, top: prop.seat + 40 };
    case 'step':
      return { left: prop.x, right: prop.x + prop.width, top: prop.height };
    case 'mat':
    case 'rail':
      return { left: prop.x, right: prop.to, top: prop.kind === 'rail' ? prop.height : 1 };
    case 'pillow':
      return { left: prop.x - prop.width / 2, right: prop.x + prop.width / 2, top: prop.y + prop.height };
  }
}

export function drawRoom(prop: Room, stage: Stage): Piece {
  const { palette } = stage;
  switch (prop.kind) {
    case 'chair':
      return { depth: BEHIND, svg: drawChair(prop, palette) };
    case 'wall':
    case 'door':
      return { depth: BEHIND - 10, svg: drawWall(prop, palette) };
    case 'worktop':
      return { depth: BEHIND, svg: drawWorktop(prop, palette) };
    case 'sofa':
      return { depth: BEHIND, svg: drawSofa(prop, palette) };
    case 'step':
      return { depth: BEHIND, svg: drawStep(prop, palette) };
    case 'mat':
      return { depth: BEHIND - 5, svg: drawMat(prop, stage) };
    case 'rail':
      return { depth: BEHIND - 5, svg: drawRail(prop, palette) };
    case 'pillow':
      return { depth: prop.front ? IN_FRONT : BEHIND + 5, svg: drawPillow(prop, palette) };
  }
}

function drawChair({ x, back, seat }: Kind<'chair'>, palette: Palette): string {
  const out = back === 'left' ? -1 : 1;
  const legs = [-19, 19].map((dx) =>
    stroke(`M${at(x + dx, -seat + 5)}L${at(x + dx * 1.1, -2.5)}`, palette.woodDark, 5),
  );
  const post = stroke(`M${at(x + out * 21, -seat + 3)}L${at(x + out * 25, -seat - 48)}`, palette.woodDark, 5);
  const rest = stroke(`M${at(x + out * 23.4, -seat - 24)}L${at(x + out * 25, -seat - 46)}`, palette.wood, 8);
  return legs.join('') + post + rest + rect(x - 24, x + 24, seat - 7, seat, 3.5, palette.wood);
}

function drawWall(prop: Kind<'wall' | 'door'>, palette: Palette): string {
  const out = prop.side === 'left' ? -1 : 1;
  const [left, right] = out < 0 ? [prop.x - WALL, prop.x] : [prop.x, prop.x + WALL];
  const edge = out < 0 ? [prop.x - 3, prop.x] : [prop.x, prop.x + 3];
  const face = rect(left, right, 0, CEILING, 2, prop.kind === 'wall' ? palette.wall : palette.wood);
  const line = rect(
    edge[0] ?? 0,
    edge[1] ?? 0,
    0,
    CEILING,
    1,
    prop.kind === 'wall' ? palette.wallEdge : palette.woodDark,
  );
  if (prop.kind === 'wall') return face + line;
  const anchor = `<circle cx="${prop.x}" cy="${-prop.anchor}" r="4.5" fill="${palette.iron}"/>`;
  return face + line + anchor;
}

function drawWorktop({ x, height }: Kind<'worktop'>, palette: Palette): string {
  const cabinet = rect(x + 8, x + 56, 0, height - 4, 2, palette.wall);
  const door = stroke(`M${at(x + 16, -height + 24)}L${at(x + 16, -height + 40)}`, palette.wallEdge, 4);
  return cabinet + door + rect(x, x + 56, height - 8, height, 4, palette.wood);
}

function drawSofa({ x, back, seat }: Kind<'sofa'>, palette: Palette): string {
  const out = back === 'left' ? -1 : 1;
  const span = (near: number, far: number): [number, number] =>
    out < 0 ? [x - far, x - near] : [x + near, x + far];
  const [l1, r1] = span(0, 74);
  const [l2, r2] = span(54, 74);
  const feet = [span(8, 14), span(62, 68)].map(([l, r]) => rect(l, r, 0, 8, 2, palette.woodDark));
  const base = rect(l1, r1, 5, seat - 12, 6, palette.sofaDark);
  const rest = rect(l2, r2, 5, seat + 40, 9, palette.sofaDark);
  const [l3, r3] = span(0, 58);
  return `${feet.join('')}${base}${rest}${rect(l3, r3, seat - 17, seat, 8, palette.sofa)}`;
}

const drawStep = ({ x, width, height }: Kind<'step'>, palette: Palette): string =>
  rect(x, x + width, 0, height, 3, palette.woodDark) +
  rect(x, x + width, height - 6, height, 3, palette.wood);

function drawMat(prop: Kind<'mat'>, { flat, palette }: Stage): string {
  const corner = (x: number, z: number): { x: number; y: number } => flat({ x, y: 0, z });
  const back = corner(prop.x, -34);
  const front = corner(prop.x, 42);
  if (front.y - back.y < 4) return rect(prop.x, prop.to, -6, 0, 3, palette.mat);
  const slab = `M${at(prop.x + 8, back.y)}L${at(prop.to - 4, back.y)}L${at(prop.to, front.y)}L${at(prop.x, front.y)}Z`;
  return `<path d="${slab}" fill="${palette.mat}" stroke="${palette.mat}" stroke-width="6" stroke-linejoin="round"/>`;
}

function drawRail({ x, to, height }: Kind<'rail'>, palette: Palette): string {
  const posts = [x + 4, to - 4].map((post) =>
    stroke(`M${at(post, -2)}L${at(post, -height)}`, palette.wallEdge, 4),
  );
  return posts.join('') + stroke(`M${at(x, -height)}L${at(to, -height)}`, palette.woodDark, 6);
}

function drawPillow({ x, y, width, height, angle }: Kind<'pillow'>, palette: Palette): string {
  const turned = angle === 0 ? '' : ` transform="rotate(${-angle} ${x} ${-y - height / 2})"`;
  return `<g${turned}>${rect(x - width / 2, x + width / 2, y, y + height, height / 2.2, palette.pillow)}${stroke(
    `M${at(x - width / 2 + 7, -y - height / 2)}L${at(x + width / 2 - 7, -y - height / 2)}`,
    shade(palette.pillow, 0.93),
    2,
  )}</g>`;
}
