import { type Drawn, SIZE } from './layout.ts';
import type { Palette } from './palette.ts';
import type { PictureFile, Pose } from './pose-file.ts';
import { drawFrame, drawMoment, type Step, svgOf } from './scene.ts';
import { poseBetween } from './tween.ts';

/** Pictures between start and finish. */
const BETWEEN = 24;
/** Start to finish and back again to the start: the rows of a film. */
export const ROWS = 2 * (BETWEEN + 1) + 1;
/** What stands still is drawn once. */
const ROOM = 'r';

/** Between two different stretches there is no way. */
export const hasFilm = ({ motion }: Pick<PictureFile, 'motion'>): boolean => motion !== 'cut';

/**
 * Her way from start to finish and back, one row of the strip for each moment. The page moves the strip behind a
 * window of one row, so the page has the say over when, how often and whether.
 */
export function filmOf(file: PictureFile, palette: Palette): string {
  const moments = there(file).map(({ step, pose }) => drawMoment(file, step, pose, palette));
  // A walk goes on with the other foot, and is not walked backwards.
  const back =
    file.motion === 'walk'
      ? way(file, otherFoot(file.finish), file.finish).map((pose) =>
          drawMoment(file, 'finish', pose, palette),
        )
      : [];
  const place = framing([...moments, ...back]);
  const row = (drawn: Drawn, i: number): string =>
    `<g id="m${i}">${drawFrame(drawn, { x: 0, y: 0, ...SIZE }, place, palette, `<use href="#${ROOM}"/>`)}</g>`;
  const drawn = [...moments, ...back].map(row).join('');
  const order = [...moments.keys(), ...backwards(moments.length, back.length)];
  const rows = order.map((moment, i) => `<use href="#m${moment}" y="${i * SIZE.height}"/>`).join('');
  const room = `<g id="${ROOM}">${moments[0]?.room ?? ''}</g>`;
  return svgOf(`<defs>${room}${drawn}</defs>${rows}`, { width: SIZE.width, height: SIZE.height * ROWS });
}

/** The moments of the way back: those that were drawn for it and then the first, or the same ones turned round. */
function backwards(moments: number, drawnAnew: number): number[] {
  if (drawnAnew === 0) return Array.from({ length: moments - 1 }, (_, i) => moments - 2 - i);
  return [...Array.from({ length: drawnAnew }, (_, i) => moments + i), 0];
}

interface Moment {
  step: Step;
  pose: Pose;
}

/** All moments from the start to the finish, both included. */
function there(file: PictureFile): Moment[] {
  const { start, middle, finish, motion } = file;
  const as = (step: Step, poses: readonly Pose[]): Moment[] => poses.map((pose) => ({ step, pose }));
  if (motion === 'walk') {
    return as('finish', [finish, ...way(file, finish, otherFoot(finish)), otherFoot(finish)]);
  }
  const [first, second] = [BETWEEN / 2, BETWEEN / 2 - 1];
  if (middle) {
    return [
      ...as('start', [start, ...way(file, start, middle, first)]),
      ...as('middle', [middle]),
      ...as('finish', [...way(file, middle, finish, second), finish]),
    ];
  }
  const poses = [start, ...way(file, start, finish), finish];
  return [...as('start', poses.slice(0, first + 1)), ...as('finish', poses.slice(first + 1))];
}

/** The same stride with the other foot before: both sides change places. */
const otherFoot = (pose: Pose): Pose => ({
  ...pose,
  on: 'stand' in pose.on ? { ...pose.on, stand: pose.on.stand === 'right' ? 'left' : 'right' } : pose.on,
  right: pose.left,
  left: pose.right,
  rightArm: pose.leftArm,
  leftArm: pose.rightArm,
});

function way({ motion }: Pick<PictureFile, 'motion'>, from: Pose, to: Pose, count = BETWEEN): Pose[] {
  return Array.from({ length: count }, (_, i) => {
    const linear = (i + 1) / (count + 1);
    const eased = linear * linear * (3 - 2 * linear);
    return poseBetween(from, to, eased, motion);
  });
}

/** As large as the widest and the tallest moment allow. */
function framing(drawn: readonly Drawn[]): { x: number; y: number; scale: number } {
  const left = Math.min(...drawn.map(({ box }) => box.left));
  const right = Math.max(...drawn.map(({ box }) => box.right));
  const top = Math.max(...drawn.map(({ box }) => box.top));
  const bottom = Math.max(...drawn.map(({ box }) => box.bottom));
  const scale = Math.min(1.9, (SIZE.width - 48) / (right - left), (SIZE.height - 28) / (top + bottom));
  return {
    scale,
    x: SIZE.width / 2 - (scale * (left + right)) / 2,
    y: (SIZE.height + scale * (top - bottom)) / 2,
  };
}
