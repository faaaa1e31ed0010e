import { describe, expect, test } from 'vitest';
import { DAY_MS } from '../../../lib/domain/calendar.ts';
import { stopped } from '../../../lib/domain/sending/settlement.ts';
import { withLessons } from './preferring.ts';
import { active, linksOf, post, sendLesson } from './site.ts';

describe('the buttons of a lesson', () => {
  test('stand on its page, and no longer on that of the last one once the course has ended', async () => {
    const site = await withLessons(2);
    const { lesson } = await linksOf(site);
    const buttonsOf = async () => {
      const page = await site.app.request(lesson);
      expect(page.status).toBe(200);
      return (await page.text()).match(/\/(?:feedback|week|pause|preferences)\//g)?.length ?? 0;
    };
    expect(await buttonsOf()).toBeGreaterThan(6);
    const after = await active(site);
    const ended = stopped(after, after.dueAt + 30 * DAY_MS, 'finished');
    expect(await site.stores.subscribers.replace(ended, 'stop')).toBe('written');
    expect(await buttonsOf()).toBe(0);
  });

  test.each([
    ['easy', 'easy'],
    ['right', 'right'],
    ['hard', 'hard'],
    ['missed', 'missed'],
    ['notyet', 'notyet'],
    ['ready', 'ready'],
  ] as const)('%s is kept, and the page says what comes next', async (button, tap) => {
    const site = await withLessons(2);
    const { feedback } = await linksOf(site);
    const answer = await post(site, feedback[button]);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toMatch(/Your next email<\/p>\n<h2>[\s\S]+?<\/h2>\n<p>\w+day /);
    expect((await active(site)).tap).toBe(tap);
  });

  test.each([
    [1, 'The same session comes again. Take the easier versions this time.'],
    [2, 'Next week is one step easier.'],
  ])('too much after lesson %d promises what comes', async (lessons, said) => {
    const site = await withLessons(lessons);
    const { feedback } = await linksOf(site);
    expect(await (await post(site, feedback.hard)).text()).toContain(said);
  });

  test.each(['easy', 'right', 'missed'] as const)(
    'who waits for clearance stays, whatever she answers: %s',
    async (button) => {
      const site = await withLessons(2);
      await post(site, (await linksOf(site)).feedback.notyet);
      const gentle = (await sendLesson(site)).recent.at(-1)?.session;
      const said = await (await post(site, (await linksOf(site)).feedback[button])).text();
      expect(said).toContain('You stay on the gentle session');
      expect(said).not.toContain('carry on');
      expect((await sendLesson(site)).recent.at(-1)?.session).toBe(gentle);
    },
  );

  test('the last answer wins, and an answer to an earlier lesson changes nothing', async () => {
    const site = await withLessons(1);
    const earlier = await linksOf(site);
    await sendLesson(site);
    const { feedback } = await linksOf(site);
    await post(site, feedback.easy);
    await post(site, feedback.hard);
    await post(site, feedback.hard);
    expect((await active(site)).tap).toBe('hard');
    const session = (await active(site)).recent.at(-1)?.session;
    const counted = (await site.stores.counts.all()).filter(({ week }) => week.endsWith(`#${session}`));
    const led = Object.entries(counted[0]?.counts ?? {}).filter(([name]) => name.includes('>'));
    expect(counted).toMatchObject([{ counts: { easy: 0, hard: 1 } }]);
    expect(led.toSorted()).toEqual([
      ['easy>R3', 0],
      ['hard>R1', 1],
    ]);
    expect(await (await post(site, earlier.feedback.easy)).text()).toContain('That was an earlier email');
    expect((await active(site)).tap).toBe('hard');
  });

  test.each(['feedback', 'pause'] as const)(
    '%s is tried again when the record changed meanwhile',
    async (link) => {
      const site = await withLessons(2);
      const { feedback, pause } = await linksOf(site);
      const { subscribers } = site.stores;
      const { replace } = subscribers;
      subscribers.replace = async () => {
        subscribers.replace = replace;
        return 'conflict';
      };
      await post(site, link === 'pause' ? `${pause}/2` : feedback.hard);
      const her = await subscribers.get(await site.identities.idOf('anna@example.com'));
      expect(her).toMatchObject(link === 'pause' ? { state: 'paused' } : { tap: 'hard' });
    },
  );

  test('"been away" asks for how long, by four buttons', async () => {
    const site = await withLessons(2);
    const { feedback } = await linksOf(site);
    const asked = await (await site.app.request(feedback.away)).text();
    expect([...asked.matchAll(/name="weeks" value="([^"]+)"/g)].map(([, weeks]) => weeks)).toEqual([
      '1-2',
      '3-4',
      '5-11',
      '12+',
    ]);
    expect((await post(site, feedback.away)).status).toBe(422);
    expect((await post(site, feedback.away, { weeks: '9' })).status).toBe(422);
    expect((await post(site, feedback.away, { weeks: '5-11' })).status).toBe(200);
    expect((await active(site)).tap).toBe('away:5-11');
  });

  test('something new that hurts or leaks, told there, is too much for the last lesson, with the page of what to do', async () => {
    const site = await withLessons(2);
    const { feedback } = await linksOf(site);
    expect(await (await site.app.request(feedback.away)).text()).toContain('name="what" value="symptom"');
    const told = await post(site, feedback.away, { what: 'symptom' });
    expect(told.status).toBe(200);
    expect(await told.text()).toContain('it can be treated');
    expect((await active(site)).tap).toBe('hard');
  });

  test('"too much" takes the next lesson one back', async () => {
    const site = await withLessons(3, { birthDate: '2026-10-20', pace: 'standard' });
    const { feedback } = await linksOf(site);
    const last = Number((await active(site)).recent.at(-1)?.session);
    await post(site, feedback.hard);
    expect(Number((await sendLesson(site)).recent.at(-1)?.session)).toBe(last - 1);
  });
});

describe('the lesson in the browser', () => {
  test('is the one of the mail, also when newer ones went since', async () => {
    const site = await withLessons(1, { birthDate: '2026-10-20' });
    const first = await active(site);
    const { lesson } = await linksOf(site);
    for (let week = 0; week < 14; week += 1) await sendLesson(site);
    const html = await (await site.app.request(lesson)).text();
    expect(html).toContain(`Session ${first.recent[0]?.session} of 52`);
    expect(html).toContain('id="signs"');
  });

  test('of a number that never went is not there', async () => {
    const site = await withLessons(1);
    const { id, run } = await active(site);
    const token = await site.tokens.sign('lesson', { id, subject: run, lesson: 7 });
    expect((await site.app.request(`/lesson/${token}`)).status).toBe(404);
  });
});
