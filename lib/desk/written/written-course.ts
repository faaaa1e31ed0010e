import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../authoring/findings.ts';
import { plannedSessions } from '../../authoring/programme/planned.ts';
import { codesOf } from '../../domain/countries.ts';
import type { Letter } from '../../ports/letters.ts';
import { changesSinceGit } from '../git-changes.ts';
import type { LiveCourse, WorkingCourse } from '../live-course.ts';
import { asLooked, letterQuery, OTHER_LETTERS, otherLetter, SITE, sampleOf } from '../shown-letter.ts';
import type { SitePages } from '../site-pages.ts';
import { lessonsTable, rowsOf } from '../views/lessons.ts';
import { picturesView, programmeView } from '../views/others.ts';
import {
  coverView,
  filesView,
  planView,
  type WrittenLesson,
  writtenLessonView,
  writtenPage,
  writtenPagesView,
} from '../views/written.ts';
import { type FileOf, withLinksInside } from './links-inside.ts';
import type { WrittenFiles } from './out-folder.ts';
import { textDifferences } from './text-differences.ts';
import { type WrittenPage, writtenPagesOf } from './written-pages.ts';

interface Written {
  live: LiveCourse;
  course: WorkingCourse;
  pages: SitePages;
  findings: readonly Finding[];
  /** YYYY-MM-DD. */
  day: string;
}

/** The whole course as files that a browser opens from a disk: to read, and to sign. */
export async function writtenCourse({ live, course, pages, findings, day }: Written): Promise<WrittenFiles> {
  const { source } = course;
  const written = writtenPagesOf(pages, course);
  const inside = fileOfPath(course, written);
  const lessons = lessonsOf(course);
  const changed = new Set((await changesSinceGit(live.folder))?.map(({ file }) => file));
  const rows = rowsOf(source, findings, changed);
  const link = (name: string) => `lessons/${fileName(name)}.html`;
  const page = (title: string, file: string, body: Parameters<typeof writtenPage>[3]): [string, string] => [
    file,
    `${writtenPage(title, file, '', body)}`,
  ];
  const read = new Map<string, string>([
    page(course.brand.name, 'index.html', coverView({ course: source, day, lessons: rows.length, findings })),
    page('Lessons', 'lessons.html', lessonsTable(source, rows, link)),
    page('Programme', 'programme.html', programmeView(source, link)),
    page('Who gets what', 'plan.html', planView(source)),
    page('Pages', 'pages.html', writtenPagesView(indexOf(written))),
    page('Pictures', 'pictures.html', picturesView(live.pictureFiles(), 'pictures')),
    page('Signed files', 'files.html', filesView(source)),
    ...lessons.flatMap((lesson) => lessonFiles(course, lesson, inside)),
    ...written.map(({ file, html }): [string, string] => [file, withLinksInside(html, SITE, inside)]),
  ]);
  return new Map([...read, ...shownFiles(live, course, pages), ...picturesIn(read, live)]);
}

/** A page of each name, with its versions. */
function indexOf(written: readonly WrittenPage[]) {
  const names = [...new Set(written.map(({ name }) => name))];
  return names.map((name) => ({
    name,
    files: written.filter((one) => one.name === name).map(({ reader, file }) => [reader, file] as const),
  }));
}

/** `E3/2` is no name of a file. */
function fileName(name: string): string {
  return name.replace('/', '-');
}

function fileOfPath({ course }: WorkingCourse, written: readonly WrittenPage[]): FileOf {
  const files = new Map(written.map(({ path, file }) => [path, file]));
  return (path) => {
    if (path === '/sample') return `mails/${fileName(course.sample)}.html`;
    const help = /^\/help(?:\/([a-z-]+)(?:\/([A-Za-z-]+))?)?$/.exec(path);
    if (help === null) return files.get(path) ?? null;
    const [, name = 'all', reader] = help;
    return files.get(`/help/${name}/${reader}`) ?? files.get(`/help/${name}`) ?? null;
  };
}

interface Named extends Pick<WrittenLesson, 'file' | 'planned' | 'before' | 'after'> {
  name: string;
  title: string;
}

/** Every lesson and the letters that are none, each with its neighbours. */
function lessonsOf({ source }: WorkingCourse): Named[] {
  const all = [
    ...plannedSessions(source).map((planned) => ({
      name: planned.name,
      title: `${planned.name}: ${planned.title}`,
      planned,
    })),
    ...OTHER_LETTERS.map((name) => ({ name, title: name, planned: null })),
  ].map((one) => ({ ...one, file: fileName(one.name) }));
  return all.map((one, place) => ({
    ...one,
    before: all[place - 1] ?? null,
    after: all[place + 1] ?? null,
  }));
}

function letterTo(course: WorkingCourse, lesson: string, country: string, baby: 'yes' | 'no'): Letter {
  const other = OTHER_LETTERS.find((name) => name === lesson);
  if (other !== undefined) return otherLetter(course.letters, other, country);
  const sample = sampleOf(course.course, letterQuery.parse({ lesson, country, baby }));
  if (sample === null) throw new Error(`there is no lesson ${lesson}`);
  return course.letters.lesson(sample);
}

function lessonFiles(course: WorkingCourse, lesson: Named, inside: FileOf): [string, string][] {
  const { file, name } = lesson;
  const { home } = course.course.countries;
  const abroad = codesOf(course.course.countries).filter((code) => code !== home);
  const letter = letterTo(course, name, home, 'yes');
  const quiet = letterTo(course, name, home, 'no');
  const others = abroad.map((code) => [code, letterTo(course, name, code, 'yes')] as const);
  const texts = new Map<string, string>([
    [`${home} without baby mentions`, quiet.text],
    ...others.map(([code, { text }]) => [code, text] as const),
    ...abroad.map(
      (code) => [`${code} without baby mentions`, letterTo(course, name, code, 'no').text] as const,
    ),
  ]);
  const mail = ({ html }: Letter, look: 'light' | 'dark') =>
    withLinksInside(asLooked(html, look, 'on'), SITE, inside);
  const body = writtenLessonView(course.source, {
    ...lesson,
    ...{ text: letter.text, countries: abroad, home },
    differences: textDifferences(letter.text, texts),
  });
  return [
    [`lessons/${file}.html`, `${writtenPage(lesson.title, '', '../', body)}`],
    [`mails/${file}.html`, mail(letter, 'light')],
    [`mails/${file}-dark.html`, mail(letter, 'dark')],
    [`mails/${file}-no-baby.html`, mail(quiet, 'light')],
    ...others.map(([code, one]): [string, string] => [`mails/${file}.${code}.html`, mail(one, 'light')]),
  ];
}

/** Style sheets and fonts. */
function shownFiles(
  live: LiveCourse,
  { css }: WorkingCourse,
  pages: SitePages,
): [string, string | Uint8Array][] {
  const { root } = live.folder;
  const sheet = (name: string) => readFileSync(join(root, 'templates/preview', name), 'utf8');
  return [
    ['desk.css', [css, sheet('desk.css'), sheet('desk-forms.css'), sheet('written.css')].join('\n')],
    ...pages.assetNames
      .filter((name) => !name.endsWith('.js'))
      .map((name): [string, string | Uint8Array] => [`assets/${name}`, assetOf(pages, name)]),
  ];
}

/** Every picture that one of the files shows. */
function picturesIn(read: ReadonlyMap<string, string>, live: LiveCourse): [string, Uint8Array][] {
  const shown = [...read.values()].flatMap((html) =>
    [...html.matchAll(/"(?:\.\.\/)?pictures\/([\w.-]+)"/g)].map(([, name = '']) => name),
  );
  return [...new Set(shown)].map((name) => [
    `pictures/${name}`,
    readFileSync(join(live.folder.built, 'pictures', name)),
  ]);
}

function assetOf(pages: SitePages, name: string): string | Uint8Array {
  const asset = pages.asset(name);
  if (asset === null) throw new Error(`there is no ${name} beside the pages`);
  const body = Buffer.from(asset.body);
  return name.endsWith('.css') ? body.toString('utf8').replaceAll('/assets/', '') : body;
}
