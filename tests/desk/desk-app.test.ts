import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { courseFolder } from '../../lib/brand/course-folder.ts';
import { deskApp } from '../../lib/desk/desk-app.ts';
import { type LiveCourse, liveCourse } from '../../lib/desk/live-course.ts';
import { markOf } from '../../lib/desk/save.ts';
import { isOwnRequest } from '../../lib/local/own-pages.ts';
import { someOf } from '../whole-course.ts';

const ROOT = join(import.meta.dirname, '../..');
const COURSE = join(mkdtempSync(join(tmpdir(), 'desk-')), 'course');
cpSync(join(ROOT, 'templates/course'), COURSE, { recursive: true });
for (const file of ['brand/brand.yaml', 'pages/consent.yaml'])
  cpSync(join(ROOT, 'templates', file), join(COURSE, basename(file)));
const folder = courseFolder({ COURSE });
for (const name of ['pictures', 'pictures.json', 'brand-pictures.json', 'pictures.stamp', 'drawings.stamp'])
  cpSync(join(ROOT, '.build', name), join(folder.built, name), { recursive: true });

let live: LiveCourse;
let app: ReturnType<typeof deskApp>;
beforeAll(async () => {
  live = await liveCourse(folder);
  app = deskApp({
    live,
    isOwn: (host, origin) => isOwnRequest(host, origin, 8010),
    today: () => '2026-11-28',
  });
});

afterAll(() => {
  live.close();
  rmSync(join(COURSE, '..'), { recursive: true });
  rmSync(folder.built, { recursive: true });
});

const OWN = { host: '127.0.0.1:8010', origin: 'http://127.0.0.1:8010' };
const ask = (path: string) => app.request(path, { headers: { host: OWN.host } });
async function text(path: string): Promise<string> {
  const response = await ask(path);
  expect(response.status, path).toBe(200);
  return response.text();
}

/** Sends the fields of a page as a browser would, with some typed anew. */
async function save(path: string, typed: Record<string, string>, anyway = false): Promise<Response> {
  const page = await text(path);
  const hidden = (name: string) =>
    new RegExp(`name="${name.replaceAll('.', '\\.')}" value="([^"]*)"`)
      .exec(page)?.[1]
      ?.replaceAll('&quot;', '"') ?? '';
  const body = new URLSearchParams({
    back: path,
    seen: hidden('seen'),
    ...(anyway ? { anyway: 'yes' } : {}),
  });
  for (const [id, value] of Object.entries(typed)) {
    expect(page, id).toContain(`name="v:${id}"`);
    body.set(`w:${id}`, hidden(`w:${id}`));
    body.set(`v:${id}`, value);
  }
  return app.request('/save', { method: 'POST', headers: OWN, body });
}

const at = (file: string) => join(COURSE, file);
const session13 = `${COURSE}/sessions/13.yaml`;

test('no page of another site looks into the desk or writes at it', async () => {
  for (const headers of [{ host: 'rebound.example:8010' }, { ...OWN, origin: 'https://evil.example' }, {}])
    for (const [path, method] of [
      ['/', 'GET'],
      ['/letter?lesson=13', 'GET'],
      ['/save', 'POST'],
      ['/undo', 'POST'],
    ] as const)
      expect((await app.request(path, { method, headers })).status, path).toBe(403);
});

test('the table has a row for every lesson, with title, stage, moves, tip and where it stands', async () => {
  const page = await text('/');
  expect(page.match(/data-row/g)).toHaveLength(53 + 6 + 36);
  expect(page).toContain('Two more reps');
  expect(page).toContain('sessions/13.yaml:');
  expect(page).toContain('2 sets of 10');
  expect(await text('/?q=M8')).toContain(' of 95');
  expect(await text('/?q=nothing%20says%20this')).toContain('No lesson says that');
});

test('every page of the desk answers, also to what it was not asked in its own words', async () => {
  for (const path of [
    '/programme',
    '/mother',
    '/mother?joined=never',
    '/mother?joined=9999-12-31',
    '/safety',
    '/pictures',
    '/changes',
    '/pages',
  ])
    expect(await text(path)).toContain('<h1>');
  expect(await text('/lesson?lesson=99')).toContain('There is no lesson 99');
  for (const name of ['SQ.png', 'constructor.png', '%00.png', '..%2fpages.js'])
    expect((await ask(`/pictures/${name}`)).status, name).toBe(404);
  for (const path of ['/letter?lesson=99', '/page?page=constructor', '/assets/constructor'])
    expect((await ask(path)).status, path).toBe(404);
  expect((await ask('/sample')).headers.get('location')).toBe('/letter?lesson=13');
});

test('a letter is shown in the country, mode, look and part that were asked for', async () => {
  expect(await text('/letter?lesson=12&country=US&part=text')).toContain('Call 911: heavy bleeding');
  expect(await text('/letter?lesson=12&baby=no&part=text')).not.toMatch(/baby/i);
  expect(await text('/letter?lesson=12&look=dark')).toContain('@media all');
  expect(await text('/letter?lesson=12&images=off')).not.toContain('/pictures/');
  expect(await text('/letter?lesson=E3/2&part=headers')).toContain('List-Unsubscribe-Post');
  expect(await text('/letter?lesson=confirmation&part=text')).toContain('/confirm/');
  expect(await text('/mother?born=2026-01-05&joined=2026-10-12&pace=standard')).toContain(
    'Session 12: Hold a weight',
  );
  expect(await text('/page?page=help%3A%20doming&country=US')).toContain('<h1');
  const quiet = 'These emails will not mention a baby.';
  expect(await text('/page?page=sign-up&baby=yes')).not.toContain(quiet);
  expect(await text('/page?page=sign-up&baby=no')).toContain(quiet);
});

test('what is saved is the one line that was edited, read back as typed, and undone', async () => {
  const before = readFileSync(session13, 'utf8');
  const saved = await save('/lesson?lesson=13', { [`${session13}#title`]: 'Two reps "more": yes' });
  expect(saved.status).toBe(303);
  expect(readFileSync(session13, 'utf8')).toBe(
    before.replace('title: "Two more reps"', 'title: "Two reps \\"more\\": yes"'),
  );
  expect(await text('/letter?lesson=13&part=text')).toContain('TWO REPS "MORE": YES');
  expect(await text('/')).toContain('Undo in 13: Two more reps: Title');
  expect((await app.request('/undo', { method: 'POST', headers: OWN })).status).toBe(303);
  expect(readFileSync(session13, 'utf8')).toBe(before);
});

test('a subject, a tip and an everyday line are saved together', async () => {
  const kept = ['sessions/13.yaml', 'tips/m08.md', 'everyday.yaml'].map(
    (file) => [at(file), readFileSync(at(file), 'utf8')] as const,
  );
  const title = `${COURSE}/tips/m08.md#0.title`;
  const saved = await save('/lesson?lesson=13', {
    [`${session13}#subject`]: 'Same moves, two reps more: 17 minutes',
    [title]: 'Another title',
    [`${COURSE}/everyday.yaml#ladder.13`]: '  Swap arms every ten steps. ',
  });
  expect(await saved.text()).toBe('');
  expect(readFileSync(session13, 'utf8')).toContain('subject: "Same moves, two reps more: 17 minutes"\n');
  expect(readFileSync(at('tips/m08.md'), 'utf8')).toContain('## Another title\n');
  expect(readFileSync(at('everyday.yaml'), 'utf8')).toContain('  - "Swap arms every ten steps."\n');
  for (const [file, words] of kept) writeFileSync(file, words);
  await live.refresh();
});

test('a save that the check would refuse says why at the field and writes nothing', async () => {
  const before = readFileSync(session13, 'utf8');
  const refusals: [field: string, typed: string, why: RegExp][] = [
    ['moves.0.sets', '20', /sets is more than/],
    ['moves.0.reps', 'many', /write a number here/],
    ['subject', 'A subject that is far too long for any inbox to show it whole', /49/],
    ['why.baby', 'This cures depression for good.', /promise/],
    ['title', '', /write something here/],
    ['title', '   ', /write something here/],
    ['title', 'Two\u202emore', /does not print/],
  ];
  for (const [field, typed, why] of someOf(refusals, 3)) {
    const refused = await save('/lesson?lesson=13', { [`${session13}#${field}`]: typed });
    const page = await refused.text();
    expect([field, refused.status]).toEqual([field, 422]);
    expect(page).toContain('Nothing was saved.');
    expect(page).toMatch(why);
    expect(page).toContain('aria-invalid="true"');
    expect(readFileSync(session13, 'utf8')).toBe(before);
  }
});

test('a file that changed on the disk meanwhile is told, and neither hand is lost', async () => {
  const before = readFileSync(session13, 'utf8');
  const page = await text('/lesson?lesson=13');
  const seen = /name="seen" value="([^"]*)"/.exec(page)?.[1]?.replaceAll('&quot;', '"') ?? '';
  writeFileSync(session13, before.replace('minutes: 17', 'minutes: 16'));
  const id = `${session13}#title`;
  const body = new URLSearchParams({
    back: '/lesson?lesson=13',
    seen,
    [`v:${id}`]: 'Mine',
    [`w:${id}`]: markOf('Two more reps'),
  });
  const conflict = await app.request('/save', { method: 'POST', headers: OWN, body });
  expect(conflict.status).toBe(409);
  const told = await conflict.text();
  expect(told).toContain('was changed on the disk');
  expect(told).toContain('value="Mine"');
  expect(readFileSync(session13, 'utf8')).toContain('minutes: 16');
  writeFileSync(session13, before);
  await live.refresh();
});

test('where one file of a save cannot be written, none is', async () => {
  const before = readFileSync(session13, 'utf8');
  mkdirSync(at('tips/.m08.md.saving'));
  const refused = await save('/lesson?lesson=13', {
    [`${session13}#title`]: 'Another title',
    [`${COURSE}/tips/m08.md#0.title`]: 'Another title',
  });
  rmSync(at('tips/.m08.md.saving'), { recursive: true });
  expect(refused.status).toBe(422);
  expect(await refused.text()).toContain('it could not be written');
  expect(readFileSync(session13, 'utf8')).toBe(before);
});

test('a file that her course takes from ours is not written from her desk', async () => {
  const everyday = readFileSync(at('everyday.yaml'), 'utf8');
  rmSync(at('everyday.yaml'));
  await live.refresh();
  const refused = await save('/lesson?lesson=13', { 'templates/course/everyday.yaml#ladder.13': '' });
  writeFileSync(at('everyday.yaml'), everyday);
  await live.refresh();
  expect(refused.status).toBe(422);
  expect(await refused.text()).toContain(
    'this stands in templates/course/everyday.yaml, which other courses share',
  );
});

test('more than all fields together hold is not read', async () => {
  const body = new URLSearchParams({ back: '/safety', more: 'x'.repeat(1024 * 1024) });
  expect((await app.request('/save', { method: 'POST', headers: OWN, body })).status).toBe(413);
});

test('a field that is none of the page, and a file outside the course, are never written', async () => {
  const outside = join(COURSE, '../outside.yaml');
  writeFileSync(outside, 'a: 1\n');
  const body = new URLSearchParams({
    back: '/lesson?lesson=13',
    seen: '[]',
    [`v:${outside}#a`]: '2',
    [`w:${outside}#a`]: 'x',
  });
  expect((await app.request('/save', { method: 'POST', headers: OWN, body })).status).toBe(303);
  expect(readFileSync(outside, 'utf8')).toBe('a: 1\n');
});

test.each(someOf(['brand.yaml', 'consent.yaml'], 2))(
  'while %s does not read, all is shown as it last did',
  async (file) => {
    const before = readFileSync(at(file), 'utf8');
    const shown = ['/letter?lesson=13', '/page?page=privacy', '/desk.css'];
    const asItWas = await Promise.all(shown.map(text));
    writeFileSync(at(file), `${before}\n: : [`);
    await live.refresh();
    expect(await Promise.all(shown.map(text))).toEqual(asItWas);
    expect(await text('/pages')).toContain('<option value="privacy"');
    const found = async () => (await text('/')).match(/<code>[^<]*<\/code> /g);
    await expect.poll(found).toEqual([expect.stringContaining(`/${file}:`)]);
    writeFileSync(at(file), before);
    await live.refresh();
    await expect.poll(() => text('/')).toContain('In order');
  },
);

test('a broken file is a finding with its line, the letters stay, and the mend is taken up', async () => {
  const before = readFileSync(session13, 'utf8');
  writeFileSync(session13, before.replace('minutes: 17', 'minutes: many'));
  await live.refresh();
  expect(await text('/')).toMatch(/sessions\/13\.yaml:7<\/code> minutes: write a number/);
  expect(await text('/letter?lesson=13&part=text')).toContain('TWO MORE REPS');
  writeFileSync(session13, before);
  await live.refresh();
  await live.settled();
  expect(await text('/')).toContain('In order');
});
