import { beforeAll, expect, test } from 'vitest';
import { openSite, type Site } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});

/** The alternative texts of the pictures in each line of the page's first list. */
async function picturesByLine(page: string): Promise<(string | undefined)[][]> {
  const html = await (await site.app.request(`/help/${page}/GB`)).text();
  const list = /<([ou]l)>(.*?)<\/\1>/s.exec(html)?.[2] ?? '';
  return list
    .split('<li>')
    .slice(1)
    .map((line) => [...line.matchAll(/<img [^>]*alt="([^"]*)"/g)].map(([, alt]) => alt));
}

test('each of the four numbers stands under the picture of its own move', async () => {
  const lines = await picturesByLine('numbers');
  expect(lines).toHaveLength(4);
  for (const line of lines) expect(line).toHaveLength(1);
  expect(new Set(lines.flat()).size).toBe(4);
});

test('a jump that comes several times has its picture once, where it comes first', async () => {
  const lines = await picturesByLine('jumps');
  expect(lines.map((line) => line.length)).toEqual([1, 1, 1, 1, 0, 0, 0]);
});
