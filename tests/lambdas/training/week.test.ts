import { describe, expect, test } from 'vitest';
import { weekUrl } from '../../../lib/use-cases/web/lesson-links.ts';
import { OBJECT_WORDS } from '../../object-words.ts';
import {
  active,
  everythingHeld,
  joined,
  linkIn,
  linksOf,
  openSite,
  post,
  type Site,
  sendLesson,
} from '../web/site.ts';

const DAYS = { do: 'days', pair: 'tue fri' };

/** A site on which Anna has had her first lesson, and the path of its week. */
async function herWeek(): Promise<{ site: Site; path: string }> {
  const site = await openSite();
  await joined(site);
  await sendLesson(site);
  return { site, path: (await linksOf(site)).week };
}

async function agree(site: Site, path: string, fields: Record<string, string>): Promise<string> {
  const asked = await (await post(site, path, fields)).text();
  const consentVersion = /name="consentVersion" value="([^"]+)"/.exec(asked)?.[1] ?? '';
  return (await post(site, path, { ...fields, consent: 'yes', consentVersion })).text();
}

/** What she wrote down about her first lesson. */
async function written(site: Site) {
  const { id, run } = await active(site);
  return site.stores.training.week(id, run, 1);
}

describe('her ticks', () => {
  test('are kept by a POST, taken back by another, and move no lesson', async () => {
    const { site, path } = await herWeek();
    const before = await active(site);
    expect(await (await post(site, path, { do: 'tick', done: '2' })).text()).toContain('Twice this week');
    expect(await written(site)).toMatchObject({ number: 1, done: 2 });
    expect(await (await post(site, path, { do: 'tick', done: '0' })).text()).toContain('Taken back');
    expect(await written(site)).toMatchObject({ done: 0 });
    expect(await active(site)).toEqual(before);
  });

  test.each(['3', '', 'yes', ...OBJECT_WORDS])('refuse "%s" with the page again', async (done) => {
    const { site, path } = await herWeek();
    expect((await post(site, path, { do: 'tick', done })).status).toBe(422);
    expect(await written(site)).toBeNull();
  });

  test('are counted by the week, without a name, and a tick taken back is one less', async () => {
    const { site, path } = await herWeek();
    for (const done of ['2', '2', '1']) await post(site, path, { do: 'tick', done });
    const counts = (await site.stores.counts.all()).map((week) => week.counts['ticked'] ?? 0);
    expect(counts.reduce((sum, one) => sum + one, 0)).toBe(1);
  });

  test('of a lesson of long ago are that lesson’s, not the newest one’s', async () => {
    const { site, path } = await herWeek();
    await sendLesson(site);
    await post(site, path, { do: 'tick', done: '1' });
    const { id, run } = await active(site);
    expect((await site.stores.training.weeks(id, run)).weeks.map(({ number }) => number)).toEqual([1]);
  });
});

describe('her days', () => {
  test('are asked about once, kept after her yes, and in her next mail from then on', async () => {
    const { site, path } = await herWeek();
    expect(await (await post(site, path, DAYS)).text()).toContain('May we keep that?');
    expect((await active(site)).training).toBeNull();
    expect(await agree(site, path, DAYS)).toContain('Tuesday and Friday, 9:30am');
    expect((await active(site)).training).toBe('tue fri 09:30');
    expect(await (await post(site, path, { do: 'days', pair: 'mon thu' })).text()).toContain(
      'Monday and Thursday',
    );
  });

  test.each([
    [{ do: 'days', day1: 'mon', cue: 'forged' }, 'after breakfast', 'after-breakfast'],
    [{ do: 'tick', done: '7' }, 'Once or Twice', '0 or 1'],
  ])('%j is told which there are in words, not by the codes of the form', async (fields, words, code) => {
    const { site, path } = await herWeek();
    const answer = await post(site, path, fields);
    expect(answer.status).toBe(422);
    const wrong = /<div class="wrong"[\s\S]*?<\/div>/.exec(await answer.text())?.[0];
    expect(wrong).toContain(words);
    expect(wrong).not.toContain(code);
  });

  test('may be any two, with a cue and a time, and may be taken back without being asked', async () => {
    const { site, path } = await herWeek();
    const chosen = {
      do: 'days',
      day1: 'sun',
      day2: 'wed',
      cue: 'after-dinner',
      time: '7.15pm',
      remind: 'yes',
    };
    expect(await agree(site, path, chosen)).toContain('Wednesday and Sunday, after dinner, 7:15pm');
    expect((await active(site)).training).toBe('wed sun 19:15 after-dinner remind');
    expect(await (await post(site, path, { do: 'no-days' })).text()).toContain('No days, then');
    expect((await active(site)).training).toBeNull();
  });

  test('keep no yes that was given to other words', async () => {
    const { site, path } = await herWeek();
    const answer = await post(site, path, { ...DAYS, consent: 'yes', consentVersion: 'an-older-one' });
    expect(await answer.text()).toContain('May we keep that?');
    expect((await active(site)).training).toBeNull();
  });

  test('keep what she agreed to, when, where and by which browser', async () => {
    const { site, path } = await herWeek();
    await agree(site, path, DAYS);
    const held = await site.stores.subscribers.everything((await active(site)).id);
    const consent = held.find(({ kind }) => kind === 'training-consent')?.['consent'];
    expect(consent).toMatchObject({
      version: expect.stringMatching(/^plan-/),
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      ip: '203.0.113.7',
    });
  });

  test.each([
    { day1: 'noday' },
    { day1: 'mon', time: '25:00' },
    { day1: 'mon', cue: 'x' },
    { pair: 'mon tue wed' },
  ])('refuse %o with a message at the field', async (fields) => {
    const { site, path } = await herWeek();
    expect((await post(site, path, { do: 'days', ...fields })).status).toBe(422);
    expect((await active(site)).training).toBeNull();
  });
});

describe('her numbers', () => {
  /** Two lessons of sessions that ask for numbers, the second long after the first. */
  async function askedTwice() {
    const { site } = await herWeek();
    const her = await active(site);
    const [first, second] = [
      { number: 1, session: '10', level: null, on: '2026-03-16' },
      { number: 2, session: '23', level: null, on: '2026-06-15' },
    ];
    await site.stores.subscribers.replace({ ...her, recent: [first, second], lessonNumber: 2 }, 'change');
    const path = (number: number) => weekUrl(site.tokens, '', her, number);
    return { site, first: await path(1), second: await path(2) };
  }

  test('are asked for where the session asks, kept after her yes, and stand beside the first ones', async () => {
    const { site, first, second } = await askedTwice();
    expect(await (await site.app.request(first)).text()).toContain('Your four numbers');
    await agree(site, first, { do: 'numbers', stands: '12', kilos: '4' });
    const page = await (await post(site, second, { do: 'numbers', kilos: '10', stands: '' })).text();
    expect(page).toContain('carry: 4 kg then, 10 kg now');
  });

  test('are shown to nobody who only opens the link of a mail', async () => {
    const { site, first, second } = await askedTwice();
    await agree(site, first, { do: 'numbers', stands: '97', legLeft: '23' });
    for (const path of [first, second])
      expect(await (await site.app.request(path)).text()).not.toMatch(/97|23 seconds/);
  });

  test('are not kept where the session asks for none', async () => {
    const { site, path } = await herWeek();
    expect(await (await site.app.request(path)).text()).not.toContain('Your four numbers');
    await agree(site, path, { do: 'numbers', stands: '12' });
    expect(await written(site)).toBeNull();
  });

  test.each(['many', '-4', '9999', ...OBJECT_WORDS])(
    'refuse "%s" with a message at the field',
    async (stands) => {
      const { site, first } = await askedTwice();
      const answer = await post(site, first, { do: 'numbers', stands });
      expect(answer.status).toBe(422);
      expect(await answer.text()).toContain('Write a number');
    },
  );
});

test('what she writes while she leaves is gone with her', async () => {
  const { site, path } = await herWeek();
  const leaving = (await linksOf(site)).unsubscribe;
  await Promise.all([
    post(site, path, { do: 'tick', done: '2' }),
    agree(site, path, DAYS),
    post(site, leaving),
    post(site, path, { do: 'tick', done: '1' }),
  ]);
  await site.drain();
  expect(await everythingHeld(site)).not.toMatch(/training-week|training-consent|"done"/);
  expect((await post(site, path, { do: 'tick', done: '1' })).status).toBe(404);
});

describe('her year and her calendar', () => {
  test('open by a fresh link alone, good for an hour and not spent by looking', async () => {
    const { site, path } = await herWeek();
    await post(site, path, { do: 'tick', done: '2' });
    expect((await post(site, path, { do: 'link' })).status).toBe(200);
    await site.drain();
    const mail = site.mails.at(-1);
    if (mail === undefined) throw new Error('no link was mailed');
    const year = linkIn(mail, 'weeks');
    for (let look = 0; look < 3; look += 1) {
      const answer = await site.app.request(year);
      expect(answer.status).toBe(200);
      expect(await answer.text()).toContain('1 week with us, and 2 ticks');
    }
    site.clock.advance(61 * 60_000);
    expect((await site.app.request(year)).status).toBe(404);
  });

  test('fill nobody’s inbox: three links a day', async () => {
    const { site, path } = await herWeek();
    const asked = [1, 2, 3, 4].map(() => post(site, path, { do: 'link' }));
    expect((await Promise.all(asked)).map(({ status }) => status).sort()).toEqual([200, 200, 200, 429]);
  });

  test('follow her: her days, a pause, and 410 after she left', async () => {
    const { site, path } = await herWeek();
    const her = await active(site);
    const calendar = `/calendar/${await site.tokens.sign('calendar', { id: her.id, subject: her.run })}.ics`;
    const read = async () => {
      const answer = await site.app.request(calendar);
      return { status: answer.status, type: answer.headers.get('content-type'), ics: await answer.text() };
    };
    expect(await read()).toMatchObject({ status: 200, type: 'text/calendar; charset=utf-8' });
    await agree(site, path, DAYS);
    const { ics } = await read();
    expect(ics.match(/BEGIN:VEVENT/g)).toHaveLength(8);
    expect(ics).not.toContain('VALARM');
    const names = ics.match(/^UID:.*$/gm);
    await post(site, path, { do: 'days', pair: 'wed sat' });
    expect((await read()).ics.match(/^UID:.*$/gm)).toEqual(names);
    await post(site, `${(await linksOf(site)).pause}/2`);
    expect((await read()).ics.match(/BEGIN:VEVENT/g)).toHaveLength(4);
    await post(site, `/unsubscribe/${await site.tokens.sign('unsubscribe', { id: her.id, subject: '' })}`);
    expect((await read()).status).toBe(410);
    expect((await site.app.request('/calendar/nonsense.ics')).status).toBe(404);
  });
});
