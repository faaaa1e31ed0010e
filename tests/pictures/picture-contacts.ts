import { HALF } from '../../lib/pictures/body.ts';
import { RUCKSACK } from '../../lib/pictures/draw-held.ts';
import { isRoom } from '../../lib/pictures/draw-props.ts';
import { type Ball, ballsOf, type Figure } from '../../lib/pictures/figure.ts';
import type { PictureFile } from '../../lib/pictures/pose-file.ts';
import { between, type Point } from '../../lib/pictures/space.ts';

type Step = 'start' | 'middle' | 'finish';

type Room = Extract<PictureFile['props'][number], { x: number }>;

/** A box of the room as it is seen from the side; what may be touched is its outside. */
interface Solid {
  left: number;
  right: number;
  bottom: number;
  top: number;
}

/** What should touch and does not, with the gap in units (below 0: it is inside). */
export function looseContacts(file: PictureFile, step: Step, figure: Figure, slack = 1): string[] {
  const touches = Object.entries({ ...file.touch.both, ...file.touch[step] });
  return touches.flatMap(([part, surface]) => {
    const gaps = ballsAt(figure, part).map((ball) => gapTo(ball, solidsOf(file, step, surface)));
    const wrong = gaps.filter((gap) => !(Math.abs(gap) <= slack));
    return wrong.length === 0
      ? []
      : [`${part} on ${surface}: ${wrong.map((gap) => gap.toFixed(1)).join(', ')}`];
  });
}

function gapTo(ball: Ball, solids: readonly Solid[]): number {
  return Math.min(...solids.map((solid) => outside(ball.at, solid) - ball.radius));
}

/** Distance to the box, below 0 inside it. */
function outside({ x, y }: Point, { left, right, bottom, top }: Solid): number {
  const dx = Math.max(left - x, x - right);
  const dy = Math.max(bottom - y, y - top);
  return dx > 0 && dy > 0 ? Math.hypot(dx, dy) : Math.max(dx, dy);
}

function ballsAt(figure: Figure, part: string): Ball[] {
  const balls = ballsOf(figure);
  const named = (name: string): Ball => {
    const ball = balls[name];
    if (!ball) throw new Error(`no ${name} on her`);
    return ball;
  };
  if (part === 'weight') return [weightOf(figure)];
  if (part === 'shoulders') return [named('back')];
  if (part === 'side') return [{ at: figure.legs.right.hip, radius: HALF.hip }];
  const [side = '', place = ''] = part.split('-');
  if (place === 'foot') return [named(`${side}-heel`), named(`${side}-toes`)];
  if (place === 'forearm') return [named(`${side}-elbow`), named(`${side}-wrist`)];
  if (place === 'hand') return [{ ...named(`${side}-wrist`), radius: HALF.hand }];
  return [named(part)];
}

function weightOf(figure: Figure): Ball {
  const palm = (side: 'right' | 'left'): Point =>
    between(figure.arms[side].wrist, figure.arms[side].fingers, 0.55);
  const { x, y, z } = between(palm('right'), palm('left'), 0.5);
  return { at: { x, y: y - RUCKSACK + 11, z }, radius: 11 };
}

const FAR = 1000;
function solidsOf(file: PictureFile, step: Step, surface: string): Solid[] {
  if (surface === 'floor' || surface === 'mat') return [{ left: -FAR, right: FAR, bottom: -FAR, top: 0 }];
  const there = file.props
    .filter(isRoom)
    .filter((prop) => prop.kind === surface && (prop.in === 'both' || prop.in === step));
  return there.flatMap(solidOf);
}

function solidOf(prop: Room): Solid[] {
  const { x } = prop;
  const box = (left: number, right: number, top: number, bottom = 0): Solid[] => [
    { left, right, bottom, top },
  ];
  switch (prop.kind) {
    case 'wall':
    case 'door':
      return prop.side === 'left' ? box(-FAR, x, FAR) : box(x, FAR, FAR);
    case 'worktop':
      return box(x, x + 56, prop.height);
    case 'step':
      return box(x, x + prop.width, prop.height);
    case 'chair': {
      const post = x + (prop.back === 'left' ? -25 : 25);
      return [
        ...box(x - 24, x + 24, prop.seat, prop.seat - 7),
        ...box(post - 4, post + 4, prop.seat + 50, prop.seat),
      ];
    }
    case 'sofa':
      return prop.back === 'left' ? box(x - 58, x, prop.seat) : box(x, x + 58, prop.seat);
    case 'rail':
      return box(x, prop.to, prop.height + 3, prop.height - 3);
    case 'pillow':
      return box(x - prop.width / 2, x + prop.width / 2, prop.y + prop.height, prop.y);
    case 'mat':
      return box(-FAR, FAR, 0, -FAR);
  }
}
