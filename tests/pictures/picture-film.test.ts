import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { stylesOf } from '../../lib/authoring/build-pages.ts';
import { pictureColours, readTokens } from '../../lib/brand/tokens.ts';
import { filmOf, hasFilm, ROWS } from '../../lib/pictures/film.ts';
import { paletteOf } from '../../lib/pictures/palette.ts';
import { readPoses } from '../../lib/pictures/read-poses.ts';
import { stillPicture } from '../../lib/pictures/scene.ts';
import { openBrowser } from '../browser.ts';
import { someOf } from '../whole-course.ts';

const ROOT = join(import.meta.dirname, '../..');
const palette = paletteOf(pictureColours(readTokens(join(ROOT, 'templates/brand/tokens.yaml'))));
const squat = readPoses(join(ROOT, 'templates/pictures/poses')).get('SQ');
const files = new Map([
  ['/still.svg', squat ? stillPicture(squat, palette) : ''],
  ['/film.svg', squat ? filmOf(squat, palette) : ''],
  ['/site.css', await stylesOf(join(ROOT, 'templates/pages'), 'site')],
  ['/lesson.css', await stylesOf(join(ROOT, 'templates/pages'), 'lesson')],
]);

const SENTENCES = z
  .object({ watch: z.record(z.string(), z.string()) })
  .parse(parse(readFileSync(join(ROOT, 'templates/course/words/pages.yaml'), 'utf8'))).watch;
const watch = Handlebars.compile(
  readFileSync(join(ROOT, 'templates/pages/watch.hbs'), 'utf8').replaceAll(
    /\$\(watch\.(\w+)\)/g,
    (_, name: string) => SENTENCES[name] ?? '',
  ),
);
const page = `<!doctype html><title>x</title><link rel="stylesheet" href="/site.css"><link rel="stylesheet" href="/lesson.css"><div class="moves">${watch(
  {
    drawing: '/still.svg',
    film: '/film.svg',
    width: 480,
    height: 270,
    alt: 'From standing to hips low.',
  },
)}</div>`;

const browser = openBrowser();
const asked: string[] = [];
let server: Server;
let site = '';

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = request.url ?? '/';
    asked.push(path);
    const type = path.endsWith('.svg') ? 'image/svg+xml' : path.endsWith('.css') ? 'text/css' : 'text/html';
    response.setHeader('content-type', type);
    // As the site has it for a lesson: no script at all.
    response.setHeader('content-security-policy', "default-src 'none'; style-src 'self'; img-src 'self'");
    response.end(path === '/' ? page : files.get(path));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  site = `http://127.0.0.1:${address.port}/`;
});
afterAll(() => server.close());

async function open(reducedMotion: 'reduce' | 'no-preference' = 'no-preference'): Promise<Page> {
  asked.length = 0;
  const tab = await browser().newPage({ reducedMotion, viewport: { width: 390, height: 600 } });
  await tab.goto(site);
  return tab;
}

/** Sets every animation of the page to a moment and holds it there; ms. */
const hold = (tab: Page, moment: number): Promise<void> =>
  tab.evaluate((at) => {
    for (const animation of document.getAnimations()) {
      animation.pause();
      animation.currentTime = at;
    }
  }, moment);

/** Which row of the strip stands in the window. */
const row = (tab: Page): Promise<number> =>
  tab
    .locator('.film img')
    .first()
    .evaluate((strip: HTMLImageElement, rows) => {
      const window = strip.parentElement?.getBoundingClientRect().top ?? 0;
      const { top, height } = strip.getBoundingClientRect();
      return Math.round(((window - top) / height) * rows);
    }, ROWS);

const watchIt = (tab: Page): Promise<void> => tab.getByText('Watch it').click();

describe('a picture on a page', () => {
  test('stands still and has fetched no film until she asks', async () => {
    const tab = await open();
    await tab.waitForLoadState('networkidle');
    expect(
      await tab.evaluate(
        () => document.getAnimations().filter((each) => each.playState === 'running').length,
      ),
    ).toBe(0);
    expect(asked).not.toContain('/film.svg');
    expect(await tab.locator('.watch > img').getAttribute('alt')).toBe('From standing to hips low.');
    await tab.close();
  });

  test('plays there, rests and plays back, three times, and then stands still', async () => {
    const tab = await open();
    await watchIt(tab);
    await tab.waitForLoadState('networkidle');
    expect(asked).toContain('/film.svg');
    const rows: number[] = [];
    for (const moment of [0, 1250, 2510, 2990, 4500, 5990, 6000 + 1250, 17_990]) {
      await hold(tab, moment);
      rows.push(await row(tab));
    }
    expect(rows).toEqual([0, 12, 25, 25, 37, 49, 12, 49]);
    await hold(tab, 18_000);
    expect(await tab.locator('.film').isVisible()).toBe(false);
    await tab.close();
  });

  test('nothing on it goes on for ever', async () => {
    const tab = await open();
    await watchIt(tab);
    const ends = await tab.evaluate(() =>
      document.getAnimations().map((animation) => animation.effect?.getComputedTiming().endTime),
    );
    expect(ends.length).toBeGreaterThan(2);
    expect(ends.filter((end) => end !== 18_000)).toEqual([]);
    await tab.close();
  });

  test('stops when she says so, and begins anew when she asks again', async () => {
    const tab = await open();
    await watchIt(tab);
    await hold(tab, 2600);
    await tab.getByText('Stop').click();
    expect(await tab.locator('.film').isVisible()).toBe(false);
    await watchIt(tab);
    await hold(tab, 0);
    expect(await row(tab)).toBe(0);
    await tab.close();
  });

  test('says Stop while it plays and Close when it has ended, on a target that a thumb can hit', async () => {
    const tab = await open();
    const says = (): Promise<string> =>
      tab.locator('summary').evaluate((summary: HTMLElement) => summary.innerText.trim());
    const told = [await says()];
    await watchIt(tab);
    await hold(tab, 100);
    told.push(await says());
    await hold(tab, 18_000);
    told.push(await says());
    expect(told).toEqual(['Watch it', 'Stop', 'Close']);
    const box = await tab.locator('summary').boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
    await tab.close();
  });

  test('for who asked for less motion the second frame comes and goes over the first, and nothing travels', async () => {
    const tab = await open('reduce');
    await watchIt(tab);
    const moved = await tab.evaluate(() =>
      document.getAnimations().flatMap((animation) => {
        const effect = animation.effect;
        return effect instanceof KeyframeEffect
          ? effect.getKeyframes().flatMap((frame) => Object.keys(frame))
          : [];
      }),
    );
    expect(moved).toContain('opacity');
    expect(moved).not.toContain('transform');
    await tab.close();
  });
});

test('a film is a strip of 51 rows, and ends as it began', () => {
  const heights = Array.from({ length: ROWS }, (_, i) => i * 270);
  const all = [...readPoses(join(ROOT, 'templates/pictures/poses'))].filter(([, file]) => hasFilm(file));
  const wrong = someOf(all, 4).filter(([, file]) => {
    const rows = [...filmOf(file, palette).matchAll(/<use href="#(m\d+)" y="(\d+)"\/>/g)];
    const whole =
      rows.map(([, , y]) => Number(y)).join() === heights.join() && rows.at(-1)?.[1] === rows[0]?.[1];
    return !whole;
  });
  expect(wrong.map(([name]) => name)).toEqual([]);
});
