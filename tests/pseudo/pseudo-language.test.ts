import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { icalCalendars } from '../../lib/adapters/calendar/ical-calendars.ts';
import { picturesIn } from '../../lib/adapters/letters/built-course.ts';
import { editionsOf } from '../../lib/adapters/letters/edition-of.ts';
import { type CourseTexts, courseViewsFrom } from '../../lib/adapters/letters/letters.ts';
import type { Pictures } from '../../lib/adapters/letters/pictures.ts';
import { type BuiltPages, pagesFrom } from '../../lib/adapters/pages/written-pages.ts';
import {
  type BuiltTrainingPages,
  trainingPagesFrom,
} from '../../lib/adapters/pages/written-training-pages.ts';
import { compileCourse, compiledLetters } from '../../lib/authoring/build-course.ts';
import { helpOf } from '../../lib/authoring/compile-help.ts';
import { everyAtLevel, sampleLesson } from '../../lib/authoring/sample-lesson.ts';
import { voiceOf } from '../../lib/authoring/voice.ts';
import type { CourseFolder } from '../../lib/brand/course-folder.ts';
import { compilePages } from '../../lib/desk/compile-pages.ts';
import { timeZones } from '../../lib/domain/calendar.ts';
import { codesOf, countryOf } from '../../lib/domain/countries.ts';
import { courseFrom } from '../../lib/domain/course.ts';
import { formShape } from '../../lib/domain/joining/form-shape.ts';
import { trainingTimes } from '../../lib/domain/training/training-times.ts';
import { type Letters, LINK_ABOUT } from '../../lib/ports/letters.ts';
import type { Page } from '../../lib/ports/pages.ts';
import type { SiteWords } from '../../lib/ports/site-words.ts';
import type { TrainingPage } from '../../lib/ports/training-pages.ts';
import { EVERY_PAGE } from '../adapters/pages/every-page.ts';
import { EVERY_TRAINING_PAGE } from '../adapters/pages/every-training-page.ts';
import { plainWordsIn } from './plain-words.ts';
import { pseudo, sourceOf, writePseudoCourse } from './pseudo-course.ts';

/**
 * Everything that a reader can meet, of our course in a language that nobody speaks. A plain word in it is a sentence that
 * no file of the course holds.
 */

const ROOT = join(import.meta.dirname, '../..');
const POSTAL_ADDRESS = '1 Example Street, Exampleton';
const SITE = {
  ...{ name: 'Strong Weeks', url: 'https://course.example', replyTo: 'hello@course.example' },
  ...{ postalAddress: POSTAL_ADDRESS, reviewLine: pseudo('Reviewed') },
};
const temporary = mkdtempSync(join(tmpdir(), 'pseudo-'));
let folder: CourseFolder;
let texts: CourseTexts;
let letters: Letters;
let words: SiteWords;
let renders: (page: Page | TrainingPage) => string;
let names: readonly string[];

beforeAll(async () => {
  const course = join(temporary, 'course');
  folder = writePseudoCourse(course);
  mkdirSync(folder.built, { recursive: true });
  cpSync(join(ROOT, '.build/pictures.json'), join(folder.built, 'pictures.json'));
  const compiled = await compileCourse(folder);
  const map = courseFrom(compiled.source.map.map);
  const pictures = pseudoPictures();
  texts = {
    ...{ course: map, edition: compiled.editions.get, pictures, postalAddress: POSTAL_ADDRESS, review: null },
  };
  letters = await compiledLetters(compiled, folder.built, pictures);
  ({ words, renders } = await pagesOf(folder));
  const places = timeZones().flatMap((zone) => zone.replaceAll('_', ' ').split('/'));
  names = [
    ...[SITE.name, POSTAL_ADDRESS, 'Example Street', 'Literata', 'Zoë'],
    ...codesOf(map.countries).map((code) => countryOf(map.countries, code).name),
    ...new Set(places),
  ];
});
afterAll(() => {
  rmSync(folder.built, { recursive: true, force: true });
  rmSync(temporary, { recursive: true });
});

/** The drawings, with what is said of them. */
function pseudoPictures(): Pictures {
  const { baseUrl, byName } = picturesIn(join(ROOT, '.build/pictures.json'), '/pictures');
  const said = Object.entries(byName).map(([name, drawn]) => [name, { ...drawn, alt: pseudo(drawn.alt) }]);
  return { baseUrl, byName: Object.fromEntries(said) };
}

const module = z.object({
  templates: z.custom<BuiltPages['templates'] & BuiltTrainingPages['templates']>(),
  consents: z.custom<BuiltPages['consents']>(),
});
let loads = 0;

async function loaded(code: string) {
  loads += 1;
  const file = join(folder.built, `pages-${loads}.mjs`);
  writeFileSync(file, code);
  return module.parse({ ...(await import(pathToFileURL(file).href)) });
}

async function pagesOf(from: CourseFolder) {
  const { code, trainingCode, words: said } = await compilePages(from);
  const { countries } = texts.course;
  const views = courseViewsFrom(texts);
  const site = pagesFrom(
    { ...(await loaded(code)), words: said },
    { site: SITE, countries, form: formShape(texts.course), views, asset: () => null },
  );
  const plan = trainingPagesFrom({ ...(await loaded(trainingCode)), words: said }, { site: SITE, countries });
  return {
    words: said,
    renders: (page: Page | TrainingPage) => (isOfPlan(page) ? plan.render(page) : site.render(page)),
  };
}

const OF_PLAN = ['week', 'week-consent', 'year', 'year-link-sent', 'calendar-gone'];

function isOfPlan(page: Page | TrainingPage): page is TrainingPage {
  return OF_PLAN.includes(page.kind);
}

/** What a page is given to say, in that language: titles, and what needs another look. */
function inPseudo(value: unknown, key = ''): unknown {
  if (typeof value === 'string') return SAID.has(key) ? pseudo(value) : value;
  if (typeof value === 'function' || typeof value !== 'object' || value === null)
    return typeof value === 'function' ? () => pseudo('Session') : value;
  if (Array.isArray(value)) return value.map((one) => inPseudo(one, key));
  return Object.fromEntries(
    Object.entries(value).map(([inner, one]) => [inner, inPseudo(one, key === 'problems' ? key : inner)]),
  );
}
const SAID = new Set(['title', 'movedTo', 'problems', 'when', 'tests', 'stop', 'text', 'lead']);

const plain = (text: string) => plainWordsIn(text, names);

describe('no plain sentence stands', () => {
  test.each(Object.entries(EVERY_PAGE).filter(([name]) => !name.startsWith('help-')))(
    'on the page %s',
    (_name, page) => {
      expect(plain(renders(z.custom<Page>().parse(inPseudo(page))))).toEqual([]);
    },
  );

  test.each(Object.entries(EVERY_TRAINING_PAGE))('on the page %s of her plan', (_name, page) => {
    expect(plain(renders(z.custom<TrainingPage>().parse(inPseudo(page))))).toEqual([]);
  });

  test('on a help page, for any reader', () => {
    const source = sourceOf(folder);
    const editionOf = editionsOf(texts);
    for (const [country, baby] of [
      ['GB', true],
      ['US', false],
    ] as const) {
      const voice = voiceOf(source, country, baby);
      const pages = helpOf({
        ...{ course: source, edition: editionOf(country, baby), voice, pictures: texts.pictures },
      });
      for (const [id, help] of Object.entries(pages))
        expect([id, plain(renders({ kind: 'help', help }))]).toEqual([id, []]);
    }
  });

  test.each([
    ['GB', true, {}],
    ['GB', false, { opensRun: true }],
    ['US', true, { hold: true, number: 4 }],
    ['IE', false, { hold: true, weeks: null }],
  ] as const)('in a lesson: %s, %s, %j', (country, babyMentions, options) => {
    const training = 'tue fri 09:30 after-breakfast';
    for (const which of everyAtLevel(texts.course)) {
      const lesson = sampleLesson(texts.course, which, {
        ...options,
        record: { country, babyMentions, training, firstName: 'Zoë' },
      });
      const { subject, html, text } = letters.lesson(lesson);
      expect([which, ...plain(subject), ...plain(html), ...plain(text)]).toEqual([which]);
    }
  });

  test('in any other mail', () => {
    const how = { country: 'GB', privacyUrl: 'https://course.example/privacy' };
    const link = 'https://course.example/link';
    const said = { html: pseudo('Hello'), text: pseudo('Hello') };
    const { record, links } = sampleLesson(texts.course, { session: '12', level: null }, {});
    const mails = [
      letters.confirmation({ ...how, confirmUrl: link }),
      ...LINK_ABOUT.map((about) => letters.link({ ...how, about, url: link })),
      letters.note({
        note: { subject: pseudo('A word'), body: [{ kind: 'paragraph', text: said }] },
        record,
        links,
      }),
    ];
    for (const { subject, html, text } of mails)
      expect(plain(`${subject}\n${html}`).concat(plain(text))).toEqual([]);
  });

  test('in her calendar, but the name of who made it', () => {
    const write = icalCalendars({
      name: SITE.name,
      host: 'course.example',
      summary: words.plan.calendar,
    }).write;
    const now = Date.parse('2026-10-19T08:00Z');
    const times = trainingTimes({ days: [2, 5] }, '2026-10-19', null);
    const feed = { owner: 'mw-ab', times, startsAt: '09:30', timeZone: 'Europe/London', remind: true };
    const said = write({ ...feed, revision: 7, now })
      .split('\r\n')
      .flatMap(
        (line) => /^(?:SUMMARY|DESCRIPTION|X-WR-CALNAME|NAME|COMMENT|LOCATION):(.*)/.exec(line)?.[1] ?? [],
      );
    expect(said.length).toBeGreaterThan(2);
    expect(plain(said.join('\n'))).toEqual([]);
  });

  test('in what is said of anything that is wrong', () => {
    const { fields, programs, pages, or } = words.problems;
    const said = [
      ...Object.values(fields),
      ...Object.values(programs),
      or,
      JSON.stringify(Object.values(pages)),
    ];
    expect(plain(said.join('\n').replaceAll(/\{[\w-]+\}|"(?:title|lines|action)":/g, ' '))).toEqual([]);
  });
});

describe('a plain sentence is found', () => {
  test('in a template', async () => {
    const root = join(temporary, 'tree');
    cpSync(join(ROOT, 'templates/pages'), join(root, 'templates/pages'), { recursive: true });
    for (const linked of ['templates/course', 'templates/brand', 'templates/pictures'])
      cpSync(join(ROOT, linked), join(root, linked), { recursive: true });
    const file = join(root, 'templates/pages/data.hbs');
    writeFileSync(file, readFileSync(file, 'utf8').replace('</h1>', '</h1><p>All of it is here.</p>'));
    const planted = await pagesOf({ ...folder, root });
    expect(plain(planted.renders({ kind: 'data' }))).toEqual(['All of it is here']);
  });

  test('in code', () => {
    const page = z.custom<TrainingPage>().parse(inPseudo(EVERY_TRAINING_PAGE['week']));
    if (page.kind !== 'week' || page.week.lesson === null) throw new Error('a week has its lesson');
    const lesson = { ...page.week.lesson, title: `Lesson ${page.week.lesson.title}` };
    const html = renders({ ...page, week: { ...page.week, lesson } });
    expect(plain(html)).toEqual(['Lesson']);
  });
});
