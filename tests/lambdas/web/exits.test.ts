import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { faultOfExit } from '../../../lib/domain/exits.ts';
import { COURSE } from '../../course.ts';
import { joined, linksOf, openSite, post, sendLesson } from './site.ts';

test('no reason to leave can take the address of a page', () => {
  const apps = ['web', 'training'].map((name) =>
    join(import.meta.dirname, `../../../lambdas/${name}/app.ts`),
  );
  const paths = apps.flatMap((app) => [...readFileSync(app, 'utf8').matchAll(/'\/([a-z-]+)/g)]);
  expect(paths.length).toBeGreaterThan(20);
  expect(paths.filter(([, name = '']) => faultOfExit(name) !== 'taken')).toEqual([]);
});

test('her settings and her lesson offer each reason, and its page asks once', async () => {
  const site = await openSite();
  await joined(site);
  await sendLesson(site);
  const links = await linksOf(site);
  const settings = await (await site.app.request(links.preferences)).text();
  const lesson = await (await site.app.request(links.lesson)).text();
  for (const exit of COURSE.exits) {
    const link = links.exits[exit] ?? '';
    expect(settings).toContain(link);
    expect(lesson).toContain(link);
    expect((await site.app.request(link)).status).toBe(200);
    expect((await site.app.request(link, { method: 'PUT' })).status).toBe(405);
    expect((await post(site, links.preferences, { [exit]: 'perhaps' })).status).toBe(422);
  }
});
