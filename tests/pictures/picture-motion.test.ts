import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildPictures } from '../../lib/pictures/build-pictures.ts';
import { openBrowser } from '../browser.ts';

const POSES = join(import.meta.dirname, '../../templates/pictures/poses');
const out = mkdtempSync(join(tmpdir(), 'pictures-'));
const { SQ } = buildPictures({ poses: POSES, out });
const browser = openBrowser();
let server: Server;
let site = '';

/** The picture in a page as the web lesson has it, under a policy that allows images and nothing else. */
const page = `<!doctype html><title>x</title><picture>
<source media="(prefers-reduced-motion: reduce)" srcset="/${SQ?.still}"><img src="/${SQ?.svg}" width="480" height="270" alt="">
</picture>`;

beforeAll(async () => {
  server = createServer((request, response) => {
    const isPage = request.url === '/';
    response.setHeader('content-type', isPage ? 'text/html' : 'image/svg+xml');
    response.setHeader('content-security-policy', `default-src 'none'${isPage ? "; img-src 'self'" : ''}`);
    response.end(isPage ? page : readFileSync(join(out, 'pictures', `${request.url?.slice(1)}`)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  site = `http://127.0.0.1:${address.port}/`;
});

afterAll(() => {
  server.close();
  rmSync(out, { recursive: true });
});

async function look(reducedMotion: 'reduce' | 'no-preference'): Promise<{ shown: string; shot: Buffer }> {
  const tab = await browser().newPage({ reducedMotion });
  await tab.goto(site);
  const image = tab.locator('img');
  const shown = await image.evaluate((element: HTMLImageElement) =>
    new URL(element.currentSrc).pathname.slice(1),
  );
  const shot = await image.screenshot();
  await tab.close();
  return { shown, shot };
}

test('she moves in a page whose policy allows images only, and stands still for who asked for less motion', async () => {
  const moving = await look('no-preference');
  const still = await look('reduce');
  expect(moving.shown).toBe(SQ?.svg);
  expect(still.shown).toBe(SQ?.still);
  // One figure in motion, against two that stand: the style inside the file was applied.
  expect(moving.shot.equals(still.shot)).toBe(false);
});
