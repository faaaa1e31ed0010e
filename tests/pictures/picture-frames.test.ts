import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { contrast } from '../../lib/brand/contrast.ts';
import { pictureColours, readTokens } from '../../lib/brand/tokens.ts';
import { cameraAbove, discOf } from '../../lib/pictures/camera.ts';
import { ballsOf, type Figure, solve } from '../../lib/pictures/figure.ts';
import { layOut, SIZE } from '../../lib/pictures/layout.ts';
import { CLEAR, clearance } from '../../lib/pictures/move-arrow.ts';
import { edgeOf, lookOf, paletteOf } from '../../lib/pictures/palette.ts';
import type { PictureFile } from '../../lib/pictures/pose-file.ts';
import { readPoses } from '../../lib/pictures/read-poses.ts';
import { drawSteps, marksOf, stepsOf } from '../../lib/pictures/scene.ts';

const ROOT = join(import.meta.dirname, '../..');
const palette = paletteOf(pictureColours(readTokens(join(ROOT, 'templates/brand/tokens.yaml'))));
const pictures = [...readPoses(join(ROOT, 'templates/pictures/poses'))];
const posesOf = ({ start, middle, finish }: PictureFile) => [start, ...(middle ? [middle] : []), finish];

/** Where she is in each frame, in CSS pixels. */
function framesOf(file: PictureFile) {
  const { scale, panels, origins } = layOut(stepsOf(file, palette));
  const camera = cameraAbove(file.above);
  return posesOf(file).flatMap((pose, i) => {
    const [panel, origin] = [panels[i], origins[i]];
    if (!panel || !origin) return [];
    const figure = solve(pose);
    const discs = Object.values(ballsOf(figure)).map((ball) => discOf(camera, ball));
    return [
      {
        figure,
        panel,
        left: origin.x + scale * Math.min(...discs.map(({ x, r }) => x - r)),
        right: origin.x + scale * Math.max(...discs.map(({ x, r }) => x + r)),
        top: origin.y + scale * Math.min(...discs.map(({ y, r }) => y - r)),
        bottom: origin.y + scale * Math.max(...discs.map(({ y, r }) => y + r)),
      },
    ];
  });
}

/** Upright on straight legs. */
const stands = ({ head, hips }: Figure): boolean => hips.y > 90 && head.y - hips.y > 78;

describe.each(pictures)('%s', (_name, file) => {
  const frames = framesOf(file);

  test('she is whole in each frame', () => {
    const cut = frames.filter(
      ({ panel, left, right, top, bottom }) =>
        left < panel.x || right > panel.x + panel.width || top < panel.y || bottom > panel.y + panel.height,
    );
    expect(cut).toEqual([]);
  });

  test('standing she takes three quarters of the height', () => {
    const shares = frames
      .filter(({ figure }) => stands(figure))
      .map(({ panel, top, bottom }) => (bottom - top) / panel.height);
    expect(shares.filter((share) => share < 0.75)).toEqual([]);
  });

  test('an arrow keeps clear of her and of what stands there', () => {
    const camera = cameraAbove(file.above);
    const arrows = marksOf(file, 'finish').filter(({ light, plain }) => !light && !plain);
    const near = arrows.map((mark) => clearance(mark, solve(file.finish), camera, file));
    expect(near.filter((distance) => distance < CLEAR)).toEqual([]);
  });

  test('there is one arrow, in the last frame, and none where two stretches are shown', () => {
    const arrows = marksOf(file, 'finish').filter(({ plain }) => !plain);
    expect(arrows).toHaveLength(file.motion === 'cut' ? 0 : 1);
    expect([...marksOf(file, 'start'), ...marksOf(file, 'middle')]).toEqual([]);
  });

  test('its frames are numbered, or lettered where they are two stretches', () => {
    expect(drawSteps(file, palette).match(/r="15"/g)).toHaveLength(frames.length);
  });
});

test('frames fill the picture but for the gap between them', () => {
  const [, squat] = pictures.find(([name]) => name === 'SQ') ?? [];
  const { panels } = layOut(squat ? stepsOf(squat, palette) : []);
  expect(panels).toEqual([
    { x: 0, y: 0, width: 237, height: SIZE.height },
    { x: 243, y: 0, width: 237, height: SIZE.height },
  ]);
});

describe('what is drawn can be made out', () => {
  test.each(['tile', 'floor'] as const)('an arrow on the %s', (ground) => {
    expect(contrast(palette.arrow, palette[ground])).toBeGreaterThanOrEqual(3);
  });

  test.each(['top', 'leggings'] as const)('an arrow inside her, on her %s', (clothes) => {
    expect(contrast(palette.surface, palette[clothes])).toBeGreaterThanOrEqual(3);
  });

  test('the number of a frame can be read', () => {
    expect(contrast(palette.numeral, palette.badge)).toBeGreaterThanOrEqual(4.5);
  });

  test.each([1, 2, 3, 4, 5])('the edge of the skin of look %d, on tile and floor', (look) => {
    const edge = edgeOf(lookOf(look).skin);
    expect(contrast(edge, palette.tile)).toBeGreaterThanOrEqual(3);
    expect(contrast(edge, palette.floor)).toBeGreaterThanOrEqual(3);
  });
});
