import { BODY } from './body.ts';
import { discOf, type Stage } from './camera.ts';
import { drawFace, earOf, noseOf } from './draw-face.ts';
import { hairBehind } from './draw-hair.ts';
import type { Ball, Figure } from './figure.ts';
import { capOf } from './hairline.ts';
import { band } from './outline.ts';
import { edgeOf, type Look, mix } from './palette.ts';
import { drawn, EDGE, filled } from './piece.ts';
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

/**
 * A head that reads as a face from any side: a skull with a jaw, hair whose hairline is a curve on the sphere (a
 * plane cut reads as a mask), closed lids, a brow, a small nose, a calm mouth, an ear with its fold.
 */
export function drawHead(figure: Figure, look: Look, stage: Stage): string {
  const head = headOf(figure, look, stage);
  const skull = head.outline([head.ball(0.6, 0, 0, BODY.head - 0.4), head.ball(4.6, -8.6, 0, BODY.jaw)]);
  const hair = hairBehind(head);
  const nose = noseOf(head);
  const ears = [1, -1].map((side) => earOf(head, side));
  const face = head.facing > -0.55 ? { under: nose.under, over: drawFace(head) + nose.over } : null;
  return [
    drawn(skull, edgeOf(look.skin), EDGE),
    hair.behind,
    ...ears.map(({ behind }) => behind),
    filled(skull, look.skin),
    face?.under ?? '',
    filled(capOf(head), look.hair),
    face?.over ?? '',
    ...ears.map(({ before }) => before),
    hair.before,
  ].join('');
}

function headOf({ skull, head: middle }: Figure, look: Look, stage: Stage): Head {
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
