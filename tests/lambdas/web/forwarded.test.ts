import { describe, expect, test } from 'vitest';
import { change, saysYes, withLessons } from './preferring.ts';
import { active, linkIn, linksOf, post } from './site.ts';

describe('a forwarded mail (Q58)', () => {
  const RAISING: [what: string, fields: Record<string, string>, kept: object][] = [
    ['an older birth date', { birthDate: '2025-06-01' }, { birthDate: '2026-01-05' }],
    ['the standard pace', { pace: 'standard' }, { pace: 'gentle' }],
  ];

  test.each(RAISING)('cannot raise her ceiling by itself: %s', async (_, fields, kept) => {
    const site = await withLessons(1);
    const { html } = await change(site, { ...fields, sendHour: '7' });
    expect(html).toContain('so we have mailed you a link');
    expect(await active(site)).toMatchObject({ ...kept, sendHour: 7 });
    expect(await saysYes(site)).toContain('Your session is now');
    expect(await active(site)).toMatchObject({ ...fields, sendHour: 7 });
  });

  test.each([
    ['a later birth date', { birthDate: '2026-03-01' }],
    ['the gentle pace', { pace: 'gentle' }],
  ])('lowers it at once: %s', async (_, fields) => {
    const site = await withLessons(1, { pace: 'standard' });
    await change(site, fields);
    expect(await active(site)).toMatchObject(fields);
    expect(site.enrolQueue).toEqual([]);
  });

  test('says the change in words, works once, and for an hour', async () => {
    const site = await withLessons(1);
    await change(site, { birthDate: '2025-06-01', pace: 'standard' });
    await site.drain();
    const path = linkIn(site.mails.at(-1) ?? fail(), 'change');
    const page = await (await site.app.request(path)).text();
    expect(page).toMatch(/1 June 2025.*about 77 weeks ago[\s\S]*standard/);
    expect(await active(site)).toMatchObject({ birthDate: '2026-01-05', pace: 'gentle' });
    const presses = await Promise.all([post(site, path), post(site, path)]);
    expect(presses.map(({ status }) => status)).toContain(200);
    const again = await post(site, path);
    expect([again.status, await again.text()]).toEqual([404, expect.stringContaining('has been used')]);
    await change(site, { birthDate: '2025-05-01' });
    await site.drain();
    const late = linkIn(site.mails.at(-1) ?? fail(), 'change');
    site.clock.advance(60 * 60 * 1_000 + 1);
    const tooLate = await site.app.request(late);
    expect([tooLate.status, await tooLate.text()]).toEqual([
      404,
      expect.stringContaining('its hour is over'),
    ]);
    expect((await post(site, late)).status).toBe(404);
    expect((await active(site)).birthDate).toBe('2025-06-01');
  });

  test('fills no inbox: three links a day, and the page says when there is none', async () => {
    const site = await withLessons(1);
    const pages: string[] = [];
    for (const day of ['01', '02', '03', '04'])
      pages.push((await change(site, { birthDate: `2025-06-${day}` })).html);
    await site.drain();
    expect(site.mails.filter(({ kind }) => kind === 'link')).toHaveLength(3);
    expect(pages.at(-1)).toContain('Your day and pace stay as they are');
  });

  test('ends her course by no single press: "I am pregnant" asks once, on a page of its own', async () => {
    const site = await withLessons(1);
    const { preferences } = await linksOf(site);
    const asked = await (await post(site, preferences, { pregnant: 'yes' })).text();
    expect(await active(site)).toMatchObject({ state: 'active' });
    expect(asked).toMatch(/action="\/pregnant\/[\w.-]+"/);
  });
});

function fail(): never {
  throw new Error('no mail went');
}
