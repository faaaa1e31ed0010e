import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { courseViewsFrom } from '../../lib/adapters/letters/letters.ts';
import { NO_PICTURES } from '../../lib/adapters/letters/pictures.ts';
import { handlebarsPages } from '../../lib/adapters/pages/pages.ts';
import {
  type CompiledCourse,
  checkCompiled,
  compileCourse,
  compiledLetters,
} from '../../lib/authoring/build-course.ts';
import { buildPages } from '../../lib/authoring/build-pages.ts';
import { numbersToRing } from '../../lib/authoring/numbers-to-ring.ts';
import { sampleLesson } from '../../lib/authoring/sample-lesson.ts';
import { ownCourse } from '../../lib/brand/course-folder.ts';
import { type Course, courseFrom } from '../../lib/domain/course.ts';
import { formShape } from '../../lib/domain/joining/form-shape.ts';
import { readAbout } from '../../lib/domain/joining/read-fields.ts';
import { COURSE, findingsIn, inCopy, ROOT } from './planted.ts';

/** A country more is a file more: South Africa, in a copy of the course, with no line of code or other file touched. */

const ZA = readFileSync(join(import.meta.dirname, '../course/kudu/countries/ZA.yaml'), 'utf8');

let root: string;
let compiled: CompiledCourse;
let course: Course;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'course-'));
  cpSync(join(ROOT, 'templates'), join(root, 'templates'), { recursive: true });
  writeFileSync(join(root, COURSE, 'countries/ZA.yaml'), ZA);
  compiled = await compileCourse(ownCourse(root));
  course = courseFrom(compiled.source.map.map);
});
afterAll(() => rmSync(root, { recursive: true }));

function edition(key: string) {
  const found = compiled.editions.get(key);
  if (found === undefined) throw new Error(`no edition ${key}`);
  return found;
}

function pages() {
  const texts = { course, edition, pictures: NO_PICTURES, postalAddress: '', review: null };
  return handlebarsPages({
    site: {
      name: 'Kudu',
      url: '',
      replyTo: 'hello@course.example',
      postalAddress: '',
      reviewLine: '',
    },
    countries: course.countries,
    form: formShape(course),
    views: courseViewsFrom(texts),
    asset: () => null,
  });
}

describe('South Africa, by its file alone', () => {
  test('the check finds nothing but that nobody rang its numbers yet', async () => {
    expect(await checkCompiled(compiled, join(root, '.build'), false)).toEqual([]);
    expect(numbersToRing(compiled.source, new Date('2026-12-01'))).toContainEqual(
      expect.objectContaining({
        file: `${COURSE}/countries/ZA.yaml`,
        message: expect.stringContaining('10177, 112'),
      }),
    );
  });

  test('the form offers it before somewhere else', () => {
    const page = pages().render({
      ...{ kind: 'sign-up', quiet: false, typed: {}, problems: {}, limited: false },
      ...{ now: 0, shownAt: 0 },
    });
    expect(page).toMatch(/<option value="ZA">South Africa<\/option>\s*<option value="other">/);
  });

  const builtPages = (coach?: { name: string; role: string }, title?: string) => {
    const own = ownCourse(root);
    const look = {
      coach,
      ...{ css: '', ground: '#fff', calm: '#000' },
      countries: compiled.source.countries,
      words: titled(compiled.source.words.pages, title),
      language: 'en-GB',
      pictures: new Map(drawnNames().map((name) => [name, name])),
    };
    const consents = { signUp: join(root, own.consent), plan: join(root, own.planConsent) };
    return buildPages(join(root, 'templates/pages'), look, consents);
  };

  test('the sign-up page says who writes the course, where the brand names her', async () => {
    const named = await builtPages({ name: 'Anna & Co', role: 'physiotherapist' });
    expect(named.code).toContain(' is written by <strong>Anna &amp; Co</strong>, physiotherapist.');
    const unnamed = await builtPages();
    expect(unnamed.code).not.toMatch(/is written by|coach|COACH/);
    expect(unnamed.code).toContain('follows published guidance');
  });

  test('the face of the titles has the letters of the language that pages speak', async () => {
    const fontOf = async (said?: string) =>
      /literata\.\w+\.woff2/.exec((await builtPages(undefined, said)).assets)?.[0];
    const plain = await fontOf();
    expect(plain).toBeDefined();
    expect(await fontOf('All in English')).toBe(plain);
    expect(await fontOf('Elle a terminé')).not.toBe(plain);
  });

  test('her phone chooses it, the privacy page names whom to complain to', async () => {
    const { assets, code } = await builtPages();
    expect(scriptIn(assets)).toContain('["ZA",["Africa/Johannesburg"]]');
    expect(code).toContain('<li>South Africa: Information Regulator (inforegulator.org.za)</li>');
  });

  test('her zone and the order of her dates are its own, whether she writes the code or the name', () => {
    for (const country of ['ZA', 'South Africa', 'rsa']) {
      const reading = readAbout({
        ...{ door: 'sign-up', course, now: Date.parse('2026-11-01T00:00:00Z') },
        ...{ current: null, listOrder: null },
        typed: { country, birthDate: '05/03/2026' },
      });
      expect(reading).toMatchObject({
        about: { country: 'ZA', timeZone: 'Africa/Johannesburg', birthDate: '2026-03-05' },
      });
    }
  });

  test('its lessons name its numbers, weigh in kilos and say its words', async () => {
    const letters = await compiledLetters(compiled, join(root, '.build'), NO_PICTURES);
    const lesson = sampleLesson(course, { session: '13', level: null }, { record: { country: 'ZA' } });
    const { html, text } = letters.lesson(lesson);
    expect(html).toContain('<a href="tel:10177"');
    expect(text).toContain('10177');
    expect(text).toMatch(/\d kg/);
    expect(text).not.toMatch(/\blb\b|999|A&E/);
    expect(html).toContain('lang="en-ZA"');
  });
});

describe('a country’s file is refused, with its line', () => {
  const refused = (from: string, to: string) =>
    inCopy((copy) => {
      if (!ZA.includes(from)) throw new Error(`ZA.yaml does not say ${from}`);
      writeFileSync(join(copy, COURSE, 'countries/ZA.yaml'), ZA.replace(from, to));
      return findingsIn(copy).map(({ file, line, message }) => `${file}:${line} ${message}`);
    });

  test.each([
    ['tel: "10177"', 'tel: "10111"', /ZA.yaml:11 shows 10177 and dials 10111: write the same digits/],
    ['zone: Africa/Johannesburg', 'zone: Africa/Joburg', /ZA.yaml:4 .*no time zone is called that/],
    [
      'zones: [Africa/Johannesburg]',
      'zones: [Europe/Dublin]',
      /ZA.yaml:5 countries\/IE.yaml has Europe\/Dublin too/,
    ],
    ['units: metric', 'units: stones', /ZA.yaml:7 /],
    ['language: en-ZA', 'language: "english of ours"', /ZA.yaml:3 .*no language is called that/],
    ['also: [RSA]', 'also: [UK]', /ZA.yaml:2 countries\/GB.yaml has UK too/],
  ])('%s → %s', (from, to, mend) => {
    expect(refused(from, to).join('\n')).toMatch(mend);
  });
});

test.each([
  ['South Africa.yaml', 'a country’s file is called by its two letters'],
  ['za.yaml', 'a country’s file is called by its two letters'],
  ['ZA.yml', 'this file is read only when its name ends in .yaml'],
])('a file that would be no country is refused: %s', (name, fault) => {
  const found = inCopy((copy) => {
    writeFileSync(join(copy, COURSE, 'countries', name), ZA);
    return findingsIn(copy).map(({ file, message }) => `${file} ${message}`);
  });
  expect(found).toContainEqual(expect.stringContaining(`${name} ${fault}`));
});

function drawnNames(): string[] {
  return ['pictures.json', 'brand-pictures.json'].flatMap((file) => {
    const drawn: object = JSON.parse(readFileSync(join(ROOT, '.build', file), 'utf8'));
    return Object.keys(drawn).map((name) => `${name}.png`);
  });
}

function scriptIn(assets: string): string {
  const files: Record<string, { base64: string }> = JSON.parse(assets);
  const name = Object.keys(files).find((file) => file.startsWith('time-zone.')) ?? '';
  return Buffer.from(files[name]?.base64 ?? '', 'base64').toString('utf8');
}

type PageSentences = Parameters<typeof buildPages>[1]['words'];

/** The words with another title for the page of whoever was erased. */
function titled(words: PageSentences, title: string | undefined): PageSentences {
  const { erased = {} } = words.data;
  return title === undefined ? words : { ...words, data: { ...words.data, erased: { ...erased, title } } };
}
