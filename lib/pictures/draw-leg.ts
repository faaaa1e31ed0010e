import { HALF } from './body.ts';
import type { Stage } from './camera.ts';
import type { Ball, Figure } from './figure.ts';
import type { LegJoints } from './limbs.ts';
import { edgeOf, lookOf, shade } from './palette.ts';
import { ball, drawn, EDGE, filled, isFar, limb, type Outfit, outlineOf, type Piece } from './piece.ts';
import type { Side } from './pose-file.ts';
import { across, along, between, length, minus, times, unit } from './space.ts';

export function drawLeg(figure: Figure, side: Side, outfit: Outfit, stage: Stage): Piece[] {
  const leg = figure.legs[side];
  const far = isFar(leg.hip, figure.hips);
  const leggings = far ? shade(stage.palette.leggings) : stage.palette.leggings;
  const middle = stage.depth(between(leg.hip, leg.knee, 0.5));
  const low = stage.depth(between(leg.knee, leg.ankle, 0.5));
  const cuff = between(leg.knee, leg.ankle, 0.9);
  const shin = [ball(leg.knee, HALF.knee - 0.2), calfOf(leg), ball(cuff, HALF.ankle - 0.5)];
  return [
    { depth: Math.min(low, middle) - 0.02, svg: footOf(leg, outfit, far, stage) },
    { depth: low, svg: limb(stage, shin, leggings) },
    { depth: middle, svg: limb(stage, [ball(leg.hip, HALF.hip), ball(leg.knee, HALF.knee)], leggings) },
  ];
}

/** The calf: a swelling at the back of the shin, a third of the way down. */
function calfOf(leg: LegJoints): Ball {
  const down = unit(minus(leg.ankle, leg.knee));
  const bent = across(unit(minus(leg.knee, leg.hip)), down);
  const forward = unit(length(bent) > 0.2 ? bent : across(leg.foot.forward, down));
  return ball(minus(between(leg.knee, leg.ankle, 0.34), times(forward, 2)), HALF.knee - 0.9);
}

const footOf = (leg: LegJoints, { look, feet }: Outfit, far: boolean, stage: Stage): string =>
  feet === 'shoes'
    ? shoeOf(leg, lookOf(look).skin, far, stage)
    : bareFoot(leg, lookOf(look).skin, far, stage);

const partOf =
  (leg: LegJoints) =>
  (forward: number, up: number, radius: number): Ball =>
    ball(along(leg.foot, leg.ankle, forward, up), radius);

/** Heel, ball and toe. */
function bareFoot(leg: LegJoints, skin: string, far: boolean, stage: Stage): string {
  const part = partOf(leg);
  const ankle = outlineOf(stage, [
    ball(leg.ankle, HALF.ankle - 1.2),
    ball(between(leg.knee, leg.ankle, 0.84), HALF.ankle - 0.6),
  ]);
  const foot = outlineOf(stage, [
    part(-3, -3.7, 4.7),
    part(9.5, -5, 3.5),
    part(14.4, -5.9, 2.6),
    part(1.5, 0.6, 4.8),
  ]);
  return drawn(ankle + foot, edgeOf(skin), EDGE) + filled(ankle + foot, far ? shade(skin) : skin);
}

/** An ankle, a light sole and an upper. */
function shoeOf(leg: LegJoints, skin: string, far: boolean, stage: Stage): string {
  const part = partOf(leg);
  const { shoes, sole } = stage.palette;
  const ankle = outlineOf(stage, [
    ball(leg.ankle, HALF.ankle - 1.4),
    ball(between(leg.knee, leg.ankle, 0.84), HALF.ankle - 1),
  ]);
  const upper = [
    part(-3, -2.3, 4.7),
    part(13, -3.4, 3.3),
    part(5, -1, 4.6),
    part(-1, 1.6, 4.9),
    part(1.2, 1.8, 4.9),
  ];
  return (
    drawn(ankle, edgeOf(skin), EDGE) +
    filled(ankle, far ? shade(skin) : skin) +
    limb(stage, [part(-3.4, -5.6, 2.9), part(14, -5.7, 2.8)], sole) +
    limb(stage, upper, far ? shade(shoes, 0.75) : shoes)
  );
}
