import { describe, expect, test } from 'vitest';
import { dataLinkSubject } from '../../../lib/domain/joining/data-link.ts';
import { EMAIL, STATES, siteIn } from '../web/address-states.ts';
import { post, type Site } from '../web/site.ts';

const HOUR_MS = 3_600_000;
/** Of a run that is over, where the address has none. */
const SOME_RUN = 'mwt3h340';
const EARLIER_RUN = 'mws00000';

/** Where each link of her plan leads in a state of her address. Only who receives lessons has a plan. */
const ANSWERS: Readonly<Record<string, { week: number; year: number; calendar: number }>> = {
  new: { week: 404, year: 404, calendar: 410 },
  pending: { week: 404, year: 404, calendar: 410 },
  active: { week: 200, year: 200, calendar: 200 },
  paused: { week: 200, year: 200, calendar: 200 },
  left: { week: 404, year: 404, calendar: 410 },
  bounced: { week: 404, year: 404, calendar: 410 },
  complained: { week: 404, year: 404, calendar: 410 },
};

async function linksIn(site: Site) {
  const id = await site.identities.idOf(EMAIL);
  const run = (await site.stores.subscribers.getRaw(id))?.run ?? SOME_RUN;
  const expiresAt = site.clock.now() + HOUR_MS;
  const sign = (purpose: 'week' | 'calendar') => site.tokens.sign(purpose, { id, subject: run });
  const year = await site.tokens.sign('weeks', { id, subject: dataLinkSubject({ run, expiresAt }) });
  return {
    week: `/week/${await sign('week')}`,
    year: `/weeks/${year}`,
    calendar: `/calendar/${await sign('calendar')}.ics`,
  };
}

test('every state of an address has its answers here', () => {
  expect(Object.keys(ANSWERS)).toEqual(Object.keys(STATES));
});

describe.each(Object.entries(STATES))('an address that is %s', (name, state) => {
  test('answers her week, her year and her calendar as its state says, and a press as a look', async () => {
    const site = await siteIn(state);
    const { week, year, calendar } = await linksIn(site);
    const status = async (path: string) => (await site.app.request(path)).status;
    const looked = { week: await status(week), year: await status(year), calendar: await status(calendar) };
    expect(looked).toEqual(ANSWERS[name]);
    const days = await post(site, week, { do: 'days', pair: 'tue fri' });
    expect(days.status).toBe(looked.week);
    expect((await post(site, week, { do: 'link' })).status).toBe(looked.week);
    expect((await post(site, week, { do: 'tick', done: '1' })).status).toBe(
      name === 'paused' ? 422 : looked.week,
    );
  });

  test('writes nothing down, and mails no link, where nobody receives', async () => {
    const site = await siteIn(state);
    const { week } = await linksIn(site);
    site.writes.length = 0;
    for (const fields of [{ do: 'tick', done: '1' }, { do: 'numbers', stands: '9' }, { do: 'no-days' }])
      await post(site, week, fields);
    await post(site, week, { do: 'link' });
    expect(site.writes.length > 0).toBe(ANSWERS[name]?.week === 200);
    expect(site.enrolQueue.length).toBe(ANSWERS[name]?.week === 200 ? 1 : 0);
  });
});

test('whoever is not here is told the same, whatever the reason', async () => {
  const gone = Object.entries(STATES).filter(([name]) => ANSWERS[name]?.week !== 200);
  const pages = await Promise.all(
    gone.map(async ([, state]) => {
      const site = await siteIn(state);
      const { week, year, calendar } = await linksIn(site);
      return Promise.all(
        [week, year, calendar].map(async (path) => {
          const answer = await site.app.request(path);
          return { headers: [...answer.headers].sort(), body: await answer.text() };
        }),
      );
    }),
  );
  expect(pages).toHaveLength(5);
  for (const page of pages) expect(page).toEqual(pages[0]);
});

test('a link of an earlier run shows nothing of the run that she began since', async () => {
  const site = await siteIn(STATES['active'] ?? (async () => undefined));
  const id = await site.identities.idOf(EMAIL);
  const subject = dataLinkSubject({ run: EARLIER_RUN, expiresAt: site.clock.now() + HOUR_MS });
  const status = async (path: string) => (await site.app.request(path)).status;
  expect(await status(`/week/${await site.tokens.sign('week', { id, subject: EARLIER_RUN })}`)).toBe(404);
  expect(await status(`/weeks/${await site.tokens.sign('weeks', { id, subject })}`)).toBe(404);
  const calendar = await site.tokens.sign('calendar', { id, subject: EARLIER_RUN });
  expect(await status(`/calendar/${calendar}.ics`)).toBe(410);
});
