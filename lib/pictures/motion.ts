import { type Drawn, SIZE } from './layout.ts';
import type { PictureFile, Pose } from './pose-file.ts';
import { card, DIMMED, drawStep, drawSteps, groundLine, type Step, svgOf } from './scene.ts';
import { poseBetween } from './tween.ts';

/** Pictures between start and finish, and how long each and the two ends stand, in ms. */
const BETWEEN = 5;
const FRAME_MS = 110;
const HOLD_MS = 1100;

interface Frame {
  drawn: Drawn;
  ms: number;
}

/**
 * The web page's picture: she moves from start to finish and back, gently. Who asked for less motion sees the
 * still picture instead. The style stands inside the file, so a page's own policy has nothing to allow, and
 * `visibility` alone is animated, which every browser steps without work.
 */
export function movingPicture(file: PictureFile): string {
  const frames = framesOf(file);
  const drawings = [...new Set(frames.map((frame) => frame.drawn))];
  const total = frames.reduce((sum, frame) => sum + frame.ms, 0);
  const { x, y, scale } = framing(drawings);
  const groups = drawings.map(({ svg }, i) => `<g class="f" style="animation-name:f${i}">${svg}</g>`);
  const room = drawings[0]?.room ?? '';
  const stage = `<g transform="translate(${x} ${y}) scale(${scale})">${room}${groups.join('')}</g>`;
  const rules = drawings.map((drawn, i) => visibleWhen(i, windowsOf(frames, drawn, total)));
  return svgOf(
    `<style>${DIMMED}${style(total)}${rules.join('')}</style>` +
      card(`<g class="s">${drawSteps(file)}</g><g class="m">${groundLine(y)}${stage}</g>`),
    file.alt,
  );
}

const style = (total: number): string =>
  '.m{display:none}@media(prefers-reduced-motion:no-preference){.s{display:none}.m{display:inline}' +
  `.f{visibility:hidden;animation:${total}ms step-end infinite}}`;

const percent = (share: number): string => `${Math.round(share * 100) / 100}%`;

/** When a drawing is seen, in percent of the whole: once, or on the way there and on the way back. */
function windowsOf(frames: readonly Frame[], drawn: Drawn, total: number): [number, number][] {
  let from = 0;
  return frames.flatMap((frame): [number, number][] => {
    const window: [number, number] = [(from / total) * 100, ((from + frame.ms) / total) * 100];
    from += frame.ms;
    return frame.drawn === drawn ? [window] : [];
  });
}

function visibleWhen(i: number, windows: readonly [number, number][]): string {
  const hidden = windows[0]?.[0] === 0 ? '' : '0%{visibility:hidden}';
  const steps = windows.map(([from, to]) => {
    const after = to >= 99.999 ? '' : `${percent(to)}{visibility:hidden}`;
    return `${percent(from)}{visibility:visible}${after}`;
  });
  return `@keyframes f${i}{${hidden}${steps.join('')}}`;
}

/** There and back. A step or a walk is drawn anew on its way back: a foot is lifted only going forward. */
function framesOf(file: PictureFile): Frame[] {
  const stand = (step: Step, pose: Pose): Frame => ({ drawn: drawStep(file, step, pose), ms: HOLD_MS });
  const middle = file.middle ? [stand('middle', file.middle)] : [];
  const start = stand('start', file.start);
  const finish = stand('finish', file.finish);
  if (file.motion === 'cut') return [start, ...middle, finish];
  const there = way(file, file.start, file.finish);
  const back = file.motion === 'walk' ? way(file, file.finish, file.start) : there.toReversed();
  return [start, ...there, finish, ...back];
}

function way(file: PictureFile, from: Pose, to: Pose): Frame[] {
  return Array.from({ length: BETWEEN }, (_, i) => {
    const linear = (i + 1) / (BETWEEN + 1);
    const eased = linear * linear * (3 - 2 * linear);
    return { drawn: drawStep(file, 'between', poseBetween(from, to, eased, file.motion)), ms: FRAME_MS };
  });
}

function framing(drawn: readonly Drawn[]): { x: number; y: number; scale: number } {
  const left = Math.min(...drawn.map(({ box }) => box.left));
  const right = Math.max(...drawn.map(({ box }) => box.right));
  const top = Math.max(...drawn.map(({ box }) => box.top));
  const bottom = Math.max(...drawn.map(({ box }) => box.bottom));
  const scale = Math.min(1.9, (SIZE.width - 48) / (right - left), (SIZE.height - 36) / (top + bottom));
  const round = (value: number): number => Math.round(value * 100) / 100;
  return {
    scale: round(scale),
    x: round(SIZE.width / 2 - (scale * (left + right)) / 2),
    y: round((SIZE.height + scale * (top - bottom)) / 2),
  };
}
