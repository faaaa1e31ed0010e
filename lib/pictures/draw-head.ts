import { BODY } from './body.ts';
import type { Stage } from './camera.ts';
import { drawFace, earOf, noseOf } from './draw-face.ts';
import { hairBehind } from './draw-hair.ts';
import type { Figure } from './figure.ts';
import { capOf } from './hairline.ts';
import { headOf } from './head.ts';
import { edgeOf, type Look } from './palette.ts';
import { drawn, EDGE, filled } from './piece.ts';

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
