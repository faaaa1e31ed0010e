import { describe, expect, test } from 'vitest';
import { stopped } from '../../../lib/domain/sending/settlement.ts';
import { OBJECT_WORDS } from '../../object-words.ts';
import { active, joined, linkIn, linksOf, openSite, post, type Site, sendLesson } from './site.ts';

/** The fields that take a word of a list. */
const CLOSED = [
  ...['sendDay', 'sendHour', 'timeZone', 'pace', 'country', 'babyMentions', 'level', 'pause', 'noDate'],
  'resume',
];

type Refused = [fields: Record<string, string>, field: string];

const closedFields = (word: string) => CLOSED.map((field): Refused => [{ [field]: word }, field]);

/** Opens the fresh link that was mailed and presses its button; answers the page. */
async function saysYes(site: Site): Promise<string> {
  await site.drain();
  const mail = site.mails.findLast(({ kind }) => kind === 'link');
  if (mail === undefined) throw new Error('no link was mailed');
  return (await post(site, linkIn(mail, 'change'))).text();
}

async function withLessons(lessons: number, overrides: Record<string, string | null> = {}): Promise<Site> {
  const site = await openSite();
  await joined(site, overrides);
  for (let lesson = 0; lesson < lessons; lesson += 1) await sendLesson(site);
  return site;
}

async function change(site: Site, fields: Record<string, string>): Promise<{ status: number; html: string }> {
  const { preferences } = await linksOf(site);
  const answer = await post(site, preferences, fields);
  return { status: answer.status, html: await answer.text() };
}

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
    const answer = await post(site, pause[8]);
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

describe('the buttons of a lesson', () => {
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

  test('the last answer wins, and an answer to an earlier lesson changes nothing', async () => {
    const site = await withLessons(1);
    const earlier = await linksOf(site);
    await sendLesson(site);
    const { feedback } = await linksOf(site);
    await post(site, feedback.easy);
    await post(site, feedback.hard);
    expect((await active(site)).tap).toBe('hard');
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
      await post(site, link === 'pause' ? pause[2] : feedback.hard);
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
    expect((await post(site, path)).status).toBe(404);
    await change(site, { birthDate: '2025-05-01' });
    await site.drain();
    const late = linkIn(site.mails.at(-1) ?? fail(), 'change');
    site.clock.advance(60 * 60 * 1_000 + 1);
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
