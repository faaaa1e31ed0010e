import { type Camera, discOf, type Stage } from './camera.ts';
import type { Ball } from './figure.ts';
import { at, band } from './outline.ts';
import type { PictureFile, Side } from './pose-file.ts';
import type { Point } from './space.ts';

/** A piece of the drawing and how near it is: nearer is drawn later. */
export interface Piece {
  depth: number;
  svg: string;
}

/** What she wears, and which hands are closed round something. */
export type Outfit = PictureFile['figure'] & { holds: readonly Side[] };

export const ball = (at: Point, radius: number): Ball => ({ at, radius });

export const filled = (path: string, colour: string): string =>
  path === '' ? '' : `<path d="${path}" fill="${colour}"/>`;

export const drawn = (path: string, colour: string, width: number): string =>
  path === ''
    ? ''
    : `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;

export const outlineOf = (camera: Camera, balls: readonly Ball[]): string =>
  band(balls.map((each) => discOf(camera, each)));

export const limb = (stage: Stage, balls: readonly Ball[], colour: string): string =>
  filled(outlineOf(stage, balls), colour);

export const lineThrough = (camera: Camera, points: readonly Point[]): string =>
  `M${points
    .map((point) => camera.flat(point))
    .map((flat) => at(flat.x, flat.y))
    .join('L')}`;

/** A limb is far when its joint lies behind the middle of the trunk; lower down is not further away. */
export const isFar = (joint: Point, middle: Point): boolean => joint.z < middle.z - 4;

/** Half of it is seen, for the skin is drawn over it. */
export const EDGE = 1.7;
