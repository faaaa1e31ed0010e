import { discOf, type Stage } from './camera.ts';
import type { Ball, Figure } from './figure.ts';
import { band } from './outline.ts';
import { type Look, mix } from './palette.ts';
import { along, dot, type Frame, type Point } from './space.ts';

/** A head as the camera has it. Places are told forward, up and to her right of its middle. */
export interface Head {
  stage: Stage;
  look: Look;
  skull: Frame;
  middle: Point;
  /** How much she faces the viewer: 1 quite, -1 not at all. */
  facing: number;
  spot(forward: number, up: number, right?: number): Point;
  ball(forward: number, up: number, right: number, radius: number): Ball;
  /** Nearer than the middle of the head by so much. */
  near(point: Point): number;
  outline(balls: readonly Ball[]): string;
  /** The colour of lids, folds and lips. */
  line: string;
}

export function headOf({ skull, head: middle }: Figure, look: Look, stage: Stage): Head {
  const spot = (forward: number, up: number, right = 0): Point => along(skull, middle, forward, up, right);
  return {
    stage,
    look,
    skull,
    middle,
    facing: dot(skull.forward, stage.viewer),
    spot,
    ball: (forward, up, right, radius) => ({ at: spot(forward, up, right), radius }),
    near: (point) => stage.depth(point) - stage.depth(middle),
    outline: (balls) => band(balls.map((ball) => discOf(stage, ball))),
    line: mix(look.skin, '#3A120A', 0.62),
  };
}
