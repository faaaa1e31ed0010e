import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import * as z from 'zod';
import { pictureFiles } from '../../adapters/pages/picture-files.ts';
import { compose } from '../../adapters/ses/compose.ts';
import { printFinding } from '../../authoring/findings.ts';
import { everyAtLevel, sampleLesson, sampleLinks } from '../../authoring/sample-lesson.ts';
import type { Brand } from '../../brand/brand.ts';
import { coloursCss, ownBrand } from '../../brand/css.ts';
import { addDays } from '../../domain/calendar.ts';
import { type CountryRule, countryOf } from '../../domain/countries.ts';
import { type Course, PACES, placeOf, stageOf } from '../../domain/course.ts';
import { aboutWith } from '../../domain/joining/read-fields.ts';
import { describeReasons } from '../../domain/placement/reasons.ts';
import { type PlannedLesson, planFor } from '../../domain/plan.ts';
import type { LessonLetter, Letter } from '../../ports/letters.ts';
import { type LiveCourse, OTHER_LETTERS } from './live-course.ts';

/** Weeks of a mother's lessons that are shown after today's. */
const WEEKS_AHEAD = 12;
const LONGEST_PLAN = 400;
const SITE = 'https://course.example';

function senderOf({ name }: Brand) {
  return {
    name,
    address: 'hello@course.example',
    replyTo: 'coach@course.example',
    listId: `${name} lessons <lessons.course.example>`,
    feedbackSenderId: 'course',
  };
}

const yes = z.literal('yes').optional();
const shown = z.object({
  country: z.string().optional(),
  baby: z.enum(['yes', 'no']).default('yes'),
  look: z.enum(['light', 'dark']).default('light'),
  part: z.enum(['html', 'text', 'headers']).default('html'),
  images: z.enum(['on', 'off']).default('on'),
});
const sampleQuery = shown.extend({
  lesson: z.string(),
  opens: yes,
  hold: yes,
});
const date = z.iso.date();
const motherQuery = shown.extend({
  born: z.union([date, z.literal('')]).default(''),
  joined: date,
  today: date,
  pace: z.enum(PACES).default('gentle'),
});
const motherLetterQuery = motherQuery.extend({ number: z.coerce.number().int().positive() });

/** The gallery of every letter: the course as its files stand at this moment, and what one mother would get. */
export function previewApp(live: LiveCourse, folders: { page: string; pictures: string }): Hono {
  const app = new Hono();
  const pictures = pictureFiles(folders.pictures);
  const file = (name: string) => readFileSync(join(folders.page, name), 'utf8');
  app.get('/', (c) => c.html(file('index.html')));
  app.get('/preview.css', (c) =>
    c.text(`${coloursCss()}\n${file('preview.css')}`, 200, { 'Content-Type': 'text/css' }),
  );
  app.get('/preview.js', (c) => c.text(file('preview.js'), 200, { 'Content-Type': 'text/javascript' }));
  app.get('/course', (c) => c.json(shownCourse(live)));
  app.get('/letter', async (c) => {
    const query = sampleQuery.parse(c.req.query());
    const { lesson, country } = query;
    const other = OTHER_LETTERS.find((name) => name === lesson);
    if (other !== undefined)
      return show(live.other(other, placeOfReader(live.course(), country).code), query);
    const sample = sampleOf(live.course(), query);
    return sample === null ? c.notFound() : show(live.letter(sample), query);
  });
  app.get('/mother', (c) => c.json(motherOf(live, motherQuery.parse(c.req.query()))));
  app.get('/mother/letter', async (c) => {
    const query = motherLetterQuery.parse(c.req.query());
    const lesson = planOf(live.course(), query).find(({ number }) => number === query.number);
    return lesson ? show(live.letter(letterOf(live.course(), lesson, query)), query) : c.notFound();
  });
  app.get('/pictures/:name', async (c) => {
    const picture = await pictures(c.req.param('name'));
    if (picture === null) return c.notFound();
    return c.body(new Uint8Array(picture.body), 200, { 'Content-Type': picture.type });
  });
  app.get('/changes', (c) =>
    streamSSE(c, async (stream) => {
      while (!stream.aborted) await stream.writeSSE({ data: `${await live.changed(stream)}` });
    }),
  );
  return app;
}

function shownCourse(live: LiveCourse) {
  return {
    findings: live.findings().map(printFinding),
    pictures: live.pictureFiles(),
    lessons: [
      ...everyAtLevel(live.course()).map(({ session, level }) => ({
        key: level === null ? session : `${session}/${level}`,
        title: live.titleOf(session, level),
        stage: stageOf(live.course(), session),
        path: level === null ? placeOf(live.course(), session).track : `level ${level}`,
      })),
      ...OTHER_LETTERS.map((key) => ({
        key,
        title: live.other(key, live.course().countries.home).subject,
        stage: '',
        path: 'no lesson',
      })),
    ],
  };
}

function sampleOf(
  course: Course,
  { lesson, country, baby, opens, hold }: z.infer<typeof sampleQuery>,
): LessonLetter | null {
  const which = everyAtLevel(course).find(
    ({ session, level }) => lesson === (level === null ? session : `${session}/${level}`),
  );
  if (which === undefined) return null;
  return sampleLesson(course, which, {
    site: SITE,
    record: { country: placeOfReader(course, country).code, babyMentions: baby === 'yes' },
    ...(opens ? { opensRun: true } : {}),
    hold: hold === 'yes',
  });
}

/** Home, where the page asks for no country. */
function placeOfReader({ countries }: Course, country: string | undefined): CountryRule {
  return countryOf(countries, country ?? countries.home);
}

type Mother = z.infer<typeof motherQuery>;

function planOf(course: Course, { born, joined, pace, baby, country }: Mother): readonly PlannedLesson[] {
  return planFor(course, {
    born: born === '' ? null : born,
    joined,
    pace,
    zone: placeOfReader(course, country).zone,
    lessons: LONGEST_PLAN,
    babyMentions: baby === 'yes' && born !== '',
  });
}

/** Her newest lesson on that day, and the next twelve weeks of them, if she answers nothing and misses nothing. */
function motherOf(live: LiveCourse, mother: Mother) {
  const plan = planOf(live.course(), mother);
  const until = addDays(mother.today, WEEKS_AHEAD * 7);
  const newest = plan.filter(({ date: on }) => on <= mother.today).at(-1)?.number ?? 1;
  return plan
    .filter(({ number, date: on }) => number >= newest && on <= until)
    .map((lesson) => ({
      number: lesson.number,
      date: lesson.date,
      weeksSinceBirth: lesson.weeksSinceBirth,
      title: live.titleOf(lesson.session, lesson.level),
      level: lesson.level,
      why: describeReasons(lesson.reasons),
    }));
}

function letterOf(
  course: Course,
  { decision, number }: PlannedLesson,
  { country, baby, born, pace }: Mother,
): LessonLetter {
  return {
    decision,
    number,
    links: sampleLinks(SITE),
    record: aboutWith(course.countries, {
      ...{
        firstName: 'Zoë',
        pace,
        country: placeOfReader(course, country).code,
        babyMentions: baby === 'yes',
      },
      birthDate: born === '' ? null : born,
    }),
  };
}

async function show(letter: Letter, { look, part, images }: z.infer<typeof shown>): Promise<Response> {
  if (part === 'html') return answer(asLooked(letter.html, look, images), 'text/html');
  if (part === 'text') return answer(letter.text, 'text/plain');
  const mail = {
    ...letter,
    to: 'zoe@example.com',
    unsubscribeUrl: sampleLinks(SITE).unsubscribe,
    kind: 'lesson',
    tags: {},
  } as const;
  const raw = (await compose(mail, senderOf(ownBrand()), Date.now())).toString('utf8');
  return answer(raw.slice(0, raw.indexOf('\r\n\r\n')), 'text/plain');
}

/** A browser cannot be told to look dark in one frame, so the rule for it is switched on or off in the letter. */
function asLooked(html: string, look: 'light' | 'dark', images: 'on' | 'off'): string {
  const looked = html
    .replaceAll('@media (prefers-color-scheme:dark)', look === 'dark' ? '@media all' : '@media not all')
    .replaceAll(`${SITE}/pictures/`, '/pictures/')
    .replaceAll('<a ', '<a target="_blank" ');
  return images === 'on' ? looked : looked.replace(/(<img [^>]*?src=")[^"]*/g, '$1data:,');
}

function answer(body: string, type: string): Response {
  return new Response(body, {
    headers: { 'Content-Type': `${type}; charset=utf-8`, 'Cache-Control': 'no-store' },
  });
}
