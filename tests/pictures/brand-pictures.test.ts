import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { contrast } from '../../lib/brand/contrast.ts';
import { pictureColours, readTokens } from '../../lib/brand/tokens.ts';
import { drawMarkOfDots } from '../../lib/pictures/four-dots.ts';
import { paletteOf } from '../../lib/pictures/palette.ts';
import { readPoses } from '../../lib/pictures/read-poses.ts';
import { pngOf } from '../../lib/pictures/render.ts';
import { drawYear, readYear } from '../../lib/pictures/year.ts';

const ROOT = join(import.meta.dirname, '../..');
const FILE = join(ROOT, 'templates/pictures/year.yaml');
const tokens = readTokens(join(ROOT, 'templates/brand/tokens.yaml'));
const palette = paletteOf(pictureColours(tokens));
const poses = readPoses(join(ROOT, 'templates/pictures/poses'));
const year = readYear(FILE);

describe('the mark', () => {
  test('is four dots on no ground, three pixels for each of its own', async () => {
    const png = await pngOf(drawMarkOfDots(palette), { scale: 3 });
    const { data, info } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([120, 78]);
    expect(data[3]).toBe(0);
    expect(drawMarkOfDots(palette).match(/<circle/g)).toHaveLength(4);
    expect(png.length).toBeLessThan(1024);
  });

  test('can be made out in a light mail and in a dark one', () => {
    for (const look of ['light', 'dark'] as const) {
      expect(contrast(palette.mark, tokens.colours[look].surface)).toBeGreaterThanOrEqual(3);
    }
  });
});

describe('the picture of the year', () => {
  test.each([1, 2, 3, 4])('has %d dots filled and an edge for each to come', (filled) => {
    const drawing = drawYear(year, poses, filled, palette);
    expect(drawing.match(/<circle[^>]*stroke-dasharray/g) ?? []).toHaveLength(4 - filled);
    expect(drawing.match(/<circle[^>]*fill="#[0-9a-f]{6}"\/>/g) ?? []).toHaveLength(filled);
  });

  test('its dots rise', () => {
    const tops = year.women.map(({ dot }) => dot.over + dot.radius);
    expect(tops).toEqual(tops.toSorted((a, b) => a - b));
  });

  test('the edge of a dot to come can be made out', () => {
    expect(contrast(palette.mark, palette.tile)).toBeGreaterThanOrEqual(3);
  });

  test('is told in words that differ with the dots, and speak of no baby', () => {
    expect(new Set(year.alts).size).toBe(4);
    expect(year.alts.filter((alt) => /bab|birth|mum|mother/i.test(alt))).toEqual([]);
  });

  test('a file with fewer words than dots is refused by name', () => {
    const folder = mkdtempSync(join(tmpdir(), 'year-'));
    const path = join(folder, 'year.yaml');
    const [most] = /[\s\S]*(?=\n {2}- ")/.exec(readFileSync(FILE, 'utf8')) ?? [''];
    writeFileSync(path, most);
    expect(() => readYear(path)).toThrow('year.yaml: each number of filled dots needs its words');
    rmSync(folder, { recursive: true });
  });
});
