import { expect, test } from 'vitest';
import { everythingHeld, joined, linkIn, linksOf, openSite, post, type Site, sendLesson } from './site.ts';

async function freshLink(site: Site): Promise<string> {
  const { preferences } = await linksOf(site);
  expect((await post(site, `${preferences}/link`)).status).toBe(200);
  await site.drain();
  const mail = site.mails.at(-1);
  if (mail?.kind !== 'link') throw new Error('no link was mailed');
  return linkIn(mail, 'data');
}

test('the export is a JSON attachment with everything that is held of her', async () => {
  const site = await openSite();
  const her = await joined(site, { pace: 'standard' });
  await sendLesson(site);
  await sendLesson(site);
  const link = await freshLink(site);
  const held = await site.stores.subscribers.everything(her.id);
  const answer = await post(site, link, { do: 'export' });
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="strong-weeks.json"');
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
  const data = await answer.json();
  expect(data.records).toEqual(JSON.parse(JSON.stringify(held)));
  const text = JSON.stringify(data);
  for (const fact of [
    'anna@example.com',
    'Anna',
    '2026-01-05',
    'standard',
    'Europe/London',
    '203.0.113.7',
    '2026-11-27',
  ])
    expect(text).toContain(fact);
});

test('erasing leaves nothing but the keyed hash', async () => {
  const site = await openSite();
  const { id } = await joined(site);
  await sendLesson(site);
  const answer = await post(site, await freshLink(site), { do: 'erase' });
  expect(answer.status).toBe(200);
  expect(await site.stores.subscribers.everything(id)).toEqual([]);
  const left = await everythingHeld(site);
  for (const trace of ['anna@example.com', 'Anna', '2026-01-05']) expect(left).not.toContain(trace);
  expect(await site.stores.suppressions.get(id)).toMatchObject({ reason: 'left' });
});

test.each([
  ['export', 'export'],
  ['export', 'erase'],
])('a link is spent by its first use: %s, then %s', async (first, second) => {
  const site = await openSite();
  await joined(site);
  const link = await freshLink(site);
  expect((await post(site, link, { do: first })).status).toBe(200);
  const again = await post(site, link, { do: second });
  expect(again.status).toBe(404);
  expect(await again.text()).toContain('That link has been used');
  const looked = await site.app.request(link);
  expect([looked.status, await looked.text()]).toEqual([
    404,
    expect.stringContaining('That link has been used'),
  ]);
});

test('two presses at once export once', async () => {
  const site = await openSite();
  await joined(site);
  const link = await freshLink(site);
  const answers = await Promise.all([1, 2, 3].map(() => post(site, link, { do: 'export' })));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 404, 404]);
});

test('a link works for one hour', async () => {
  const site = await openSite();
  await joined(site);
  const link = await freshLink(site);
  site.clock.advance(3_599_000);
  expect((await site.app.request(link)).status).toBe(200);
  site.clock.advance(2_000);
  const late = await site.app.request(link);
  expect([late.status, await late.text()]).toEqual([404, expect.stringContaining('its hour is over')]);
  expect((await post(site, link, { do: 'export' })).status).toBe(404);
});

test('neither button spends nothing', async () => {
  const site = await openSite();
  await joined(site);
  const link = await freshLink(site);
  expect((await post(site, link, { do: 'sell' })).status).toBe(422);
  expect((await post(site, link)).status).toBe(422);
  expect((await post(site, link, { do: 'export' })).status).toBe(200);
});

test('whoever holds a forwarded mail may ask for three links a day, and sees none of them', async () => {
  const site = await openSite();
  await joined(site);
  const { preferences } = await linksOf(site);
  const answers = await Promise.all([1, 2, 3, 4].map(() => post(site, `${preferences}/link`)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 429]);
  expect(await answers[0]?.text()).not.toMatch(/\/data\/|anna@/);
  await site.drain();
  expect(site.mails.filter(({ kind }) => kind === 'link').map(({ to }) => to)).toEqual(
    Array(3).fill('anna@example.com'),
  );
});
