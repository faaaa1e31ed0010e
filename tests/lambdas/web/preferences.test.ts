import { describe, expect, test } from 'vitest';
import { stopped } from '../../../lib/domain/sending/settlement.ts';
import { OBJECT_WORDS } from '../../object-words.ts';
import { change, saysYes, withLessons } from './preferring.ts';
import { active, linksOf, post, sendLesson } from './site.ts';

/** The fields that take a word of a list. */
const CLOSED = [
  ...['sendDay', 'sendHour', 'timeZone', 'pace', 'country', 'babyMentions', 'level', 'pause', 'noDate'],
  'resume',
];

type Refused = [fields: Record<string, string>, field: string];

const closedFields = (word: string) => CLOSED.map((field): Refused => [{ [field]: word }, field]);

describe('a changed birth date moves the course at once, with nothing sent twice', () => {
  test('later: she gave birth later than she said, so the session comes down to her ceiling', async () => {
    const site = await withLessons(3, { birthDate: '2026-10-01', pace: 'standard' });
    const before = await active(site);
    const { html } = await change(site, { birthDate: '2026-11-20' });
    expect(html).toMatch(/Your session is now <strong>Session \d+: [^<]+<\/strong>/);
    expect(html).toContain('Please leave the sessions in earlier emails for later.');
    const moved = await sendLesson(site);
    expect(Number(moved.recent.at(-1)?.session)).toBeLessThan(Number(before.recent.at(-1)?.session));
    expect(moved.recent.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
  });

  test('earlier: she gave birth earlier than she said, and goes on from where she is', async () => {
    const site = await withLessons(2, { birthDate: '2026-11-10', pace: 'standard' });
    const before = await active(site);
    await change(site, { birthDate: '2026-10-20' });
    const after = await sendLesson(site);
    expect(Number(after.recent.at(-1)?.session)).toBe(Number(before.recent.at(-1)?.session) + 1);
    expect(after.recent.map(({ number }) => number)).toEqual([1, 2, 3]);
  });

  test('past the on-ramp border: someone on the ladder who turns out to be at week 20 begins with R1', async () => {
    const site = await withLessons(1, { birthDate: '2026-11-10', pace: 'standard' });
    await change(site, { birthDate: '2026-07-01' });
    const html = await saysYes(site);
    expect(html).toContain('Please leave the sessions in earlier emails for later.');
    expect((await sendLesson(site)).recent.at(-1)?.session).toBe('R1');
  });

  test('back over the border: someone in the on-ramp who turns out to be at week 6 leaves it', async () => {
    const site = await withLessons(2, { birthDate: '2026-06-01', pace: 'standard' });
    await change(site, { birthDate: '2026-10-12' });
    const session = (await sendLesson(site)).recent.at(-1)?.session ?? '';
    expect(session).toMatch(/^\d+$/);
    expect(Number(session)).toBeLessThanOrEqual(8);
  });

  test('changed five times before the next lesson, one lesson comes, and none is skipped', async () => {
    const site = await withLessons(2, { birthDate: '2026-10-01' });
    for (const day of ['01', '05', '12', '20', '03']) await change(site, { birthDate: `2026-10-${day}` });
    const after = await sendLesson(site);
    expect(after.recent.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(after.dueAt).toBeGreaterThan(site.clock.now());
  });
});

describe('the page', () => {
  test('never shows the name or the date, and an empty box keeps what is held', async () => {
    const site = await withLessons(1);
    const { preferences } = await linksOf(site);
    const html = await (await site.app.request(preferences)).text();
    expect(html).not.toMatch(/Anna|2026-01-05|5 January/);
    await post(site, preferences, { firstName: '', birthDate: '', country: 'IE' });
    expect(await active(site)).toMatchObject({
      firstName: 'Anna',
      birthDate: '2026-01-05',
      country: 'IE',
    });
  });

  test('a changed day, hour and zone move the next lesson at once, and the page says when it comes', async () => {
    const site = await withLessons(1);
    const { html } = await change(site, { sendDay: 'sat', sendHour: '20', timeZone: 'America/New_York' });
    const her = await active(site);
    expect(her).toMatchObject({ sendDay: 6, sendHour: 20, timeZone: 'America/New_York' });
    expect(html).toMatch(/<p>Saturday 28 November, 8pm<\/p>/);
    const { html: again } = await change(site, { sendDay: '' });
    expect(again).toContain('Saved.');
    expect((await active(site)).sendDay).toBeNull();
  });

  test.each([
    { firstName: 'Zoë' },
    { birthDate: '2026-02-01' },
    { pace: 'standard' },
    { country: 'IE' },
    { timeZone: 'Pacific/Auckland' },
    { sendDay: 'thu' },
    { sendHour: '23' },
    { babyMentions: 'off' },
    { pause: '2' },
    { pause: '4' },
    { pause: '8' },
    { resume: 'yes' },
  ])(
    'after each change the page says when the next lesson comes, as the record has it: %o',
    async (fields) => {
      const site = await withLessons(2);
      const { html } = await change(site, fields);
      const id = await site.identities.idOf('anna@example.com');
      const her = await site.stores.subscribers.get(id);
      if (her === null || her.state === 'stopped') throw new Error('she receives nothing');
      const [, said] = /Your next email<\/p>\n<h2>[\s\S]+?<\/h2>\n<p>\w+,? ([^<,]+),/.exec(html) ?? [];
      const due = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: her.timeZone });
      expect(said).toBe(due.format(her.dueAt));
    },
  );

  test('pausing says when it ends, and starting again brings the next lesson back', async () => {
    const site = await withLessons(1);
    const due = (await active(site)).dueAt;
    const { preferences, pause } = await linksOf(site);
    expect(await (await post(site, preferences, { pause: '4' })).text()).toContain('Paused. Rest counts.');
    const id = await site.identities.idOf('anna@example.com');
    expect(await site.stores.subscribers.get(id)).toMatchObject({
      state: 'paused',
      pausedUntil: '2026-12-21',
    });
    expect(await (await post(site, preferences, { resume: 'yes' })).text()).toContain('Welcome back.');
    expect((await active(site)).dueAt).toBe(due);
    const answer = await post(site, `${pause}/8`);
    expect(await answer.text()).toContain('Paused until Monday 18 January');
    expect(await site.stores.subscribers.get(id)).toMatchObject({
      state: 'paused',
      pausedUntil: '2027-01-18',
    });
  });

  test('a name can be removed, and the title says that it was saved', async () => {
    const site = await withLessons(1);
    const { html } = await change(site, { removeName: 'yes' });
    expect((await active(site)).firstName).toBeNull();
    expect(html).toContain('<title>Saved · Your weeks, your way · Strong Weeks</title>');
  });

  test('what needs another look is told in the title, and its row stands open', async () => {
    const site = await withLessons(1);
    const { html } = await change(site, { sendHour: '99' });
    expect(html).toContain(
      '<title>One thing needs another look · Your weeks, your way · Strong Weeks</title>',
    );
    expect(html.match(/<details class="fit" open>/g)).toHaveLength(1);
  });

  test.each(['9:30', '25', 'noon'])(
    'the hour "%s" that is none is shown as she typed it',
    async (sendHour) => {
      const site = await withLessons(1);
      const { html } = await change(site, { sendHour });
      expect(html).toContain(`We pick the day, ${sendHour}`);
    },
  );

  test('country and baby mentions are kept, and the first name can be changed', async () => {
    const site = await withLessons(1);
    await change(site, { country: 'NZ', babyMentions: 'off', firstName: 'Zoë' });
    expect(await active(site)).toMatchObject({ country: 'NZ', babyMentions: false, firstName: 'Zoë' });
  });

  test('the date cannot be removed in the first year, and can after it', async () => {
    const site = await withLessons(1);
    const { status, html } = await change(site, { noDate: 'yes' });
    expect(status).toBe(422);
    expect(html).toContain('id="noDate-error"');
    const older = await withLessons(1, { birthDate: '2020-01-01' });
    expect((await change(older, { noDate: 'yes' })).status).toBe(200);
    expect((await active(older)).birthDate).toBeNull();
  });

  test('after a bounce the page holds no form that would do nothing, and leads to what still works', async () => {
    const site = await withLessons(1);
    const { preferences, unsubscribe } = await linksOf(site);
    const her = await active(site);
    await site.stores.subscribers.replace(stopped(her, site.clock.now() + 1_000, 'bounced'), 'stop');
    const html = await (await site.app.request(preferences)).text();
    expect(html).not.toMatch(/<form|<button|<select/);
    expect(html).toContain('href="mailto:hello@course.example"');
    expect(html).toContain(`href="https://course.example${unsubscribe}"`);
    await post(site, unsubscribe);
    expect(await site.stores.subscribers.get(her.id)).toBeNull();
  });

  test('how heavy is asked in the loop only', async () => {
    const site = await withLessons(1);
    expect((await change(site, {})).html).not.toContain('name="level"');
    const loop = await withLessons(8, { birthDate: null, noDate: 'yes' });
    expect((await active(loop)).recent.at(-1)?.session).toBe('E2');
    const { html } = await change(loop, { level: '3' });
    expect(html).toContain('name="level"');
    expect((await active(loop)).level).toBe(3);
  });

  test.each([
    [{ sendDay: 'someday' }, 'sendDay'],
    [{ sendHour: '24' }, 'sendHour'],
    [{ timeZone: 'Mars/Olympus' }, 'timeZone'],
    [{ pace: 'fast' }, 'pace'],
    [{ country: 'FR' }, 'country'],
    [{ babyMentions: 'maybe' }, 'babyMentions'],
    [{ birthDate: '2027-01-01' }, 'birthDate'],
    [{ firstName: 'www.example.com' }, 'firstName'],
    [{ birthDate: '2026-01-01', noDate: 'yes' }, 'birthDate'],
    [{ level: '9' }, 'level'],
    [{ pause: '3' }, 'pause'],
    [{ noDate: 'maybe' }, 'noDate'],
    [{ resume: 'maybe' }, 'resume'],
    ...OBJECT_WORDS.flatMap(closedFields),
  ] satisfies Refused[])('%j is refused with a message, and nothing is changed', async (fields, field) => {
    const site = await withLessons(1);
    const before = await active(site);
    const { status, html } = await change(site, { sendHour: '7', ...fields });
    expect(status).toBe(422);
    expect(html).toContain(`<a href="#${field}">`);
    expect(await active(site)).toEqual(before);
  });

  test('two changes at once are both kept', async () => {
    const site = await withLessons(1);
    await Promise.all([change(site, { sendHour: '6' }), change(site, { babyMentions: 'off' })]);
    expect(await active(site)).toMatchObject({ sendHour: 6, babyMentions: false });
  });
});
