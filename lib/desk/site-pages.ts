import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import { editionsOf } from '../adapters/letters/edition-of.ts';
import { type CourseTexts, courseViewsFrom } from '../adapters/letters/letters.ts';
import { reviewLine } from '../adapters/letters/review.ts';
import { withWordsOf } from '../adapters/pages/in-languages.ts';
import { type BuiltPages, pagesFrom } from '../adapters/pages/written-pages.ts';
import { helpOf } from '../authoring/compile-help.ts';
import { inLanguageOf } from '../authoring/languages/translated-course.ts';
import { voiceOf } from '../authoring/voice.ts';
import type { CourseFolder } from '../brand/course-folder.ts';
import { ANSWERS } from '../domain/answers.ts';
import type { Country } from '../domain/countries.ts';
import type { CourseMap } from '../domain/course.ts';
import { formShape } from '../domain/joining/form-shape.ts';
import type { Asset, Page } from '../ports/pages.ts';
import { compilePages } from './compile-pages.ts';
import type { WorkingCourse } from './live-course.ts';

/** The site's pages as the files say them now. */
export interface SitePages {
  names: readonly string[];
  /** Null for a page that is none of them. */
  render(name: string, country: Country, babyMentions: boolean): string | null;
  asset(name: string): Asset | null;
  assetNames: readonly string[];
}

const assetsOf = z.record(z.string(), z.object({ type: z.string(), base64: z.string() }));
const builtPages = z.object({
  templates: z.custom<BuiltPages['templates']>(),
  consents: z.custom<BuiltPages['consents']>(),
  languages: z.record(z.string(), z.custom<Omit<BuiltPages, 'words'>>()),
});

/** The pages of a course, compiled once for each reading of its files; while they do not compile, as they last did. */
export function pagesOnce(folder: CourseFolder): (course: WorkingCourse) => Promise<SitePages | null> {
  let of: WorkingCourse | null = null;
  let pages: Promise<SitePages | null> = Promise.resolve(null);
  return (course) => {
    if (of === course) return pages;
    const before = pages;
    of = course;
    pages = sitePages(folder, course).catch(() => before);
    return pages;
  };
}

/** Throws as `buildPages` does. */
async function sitePages(folder: CourseFolder, { source, texts, brand }: WorkingCourse): Promise<SitePages> {
  const compiled = await compilePages(folder);
  const assets = new Map(Object.entries(assetsOf.parse(JSON.parse(compiled.assets))));
  const asset = (name: string): Asset | null => {
    const file = assets.get(name);
    return file === undefined ? null : { type: file.type, body: Buffer.from(file.base64, 'base64') };
  };
  const { countries } = texts.course;
  const editionOf = editionsOf(texts);
  const { languages, ...home } = await loadedPages(compiled.code, folder.built);
  const built = { ...home, words: compiled.words, languages: withWordsOf(languages, compiled.languages) };
  const pages = pagesFrom(built, {
    site: siteOf(brand.name, texts),
    countries,
    form: formShape(texts.course),
    asset,
    views: courseViewsFrom(texts),
  });
  const helps = source.help.map(({ id }) => `help: ${id}`);
  return {
    names: [...Object.keys(samplesFor(countries.home, true, source.map.map)), ...helps],
    asset,
    assetNames: [...assets.keys()],
    render(name, country, babyMentions) {
      const help = Object.entries(
        helpOf({
          course: inLanguageOf(source, country),
          edition: editionOf(country, babyMentions),
          voice: voiceOf(inLanguageOf(source, country), country, babyMentions),
          pictures: { ...texts.pictures, baseUrl: '/pictures' },
        }),
      ).find(([id]) => name === `help: ${id}`)?.[1];
      if (help) return pages.render({ kind: 'help', help });
      const page = new Map(Object.entries(samplesFor(country, babyMentions, source.map.map))).get(name);
      return page === undefined ? null : pages.render(page);
    },
  };
}

function siteOf(name: string, texts: CourseTexts) {
  const { review, postalAddress, course } = texts;
  return {
    name,
    url: 'https://course.example',
    replyTo: 'coach@course.example',
    postalAddress,
    reviewLine: reviewLine(review, editionsOf(texts)(course.countries.home, true)),
  };
}

type LoadedPages = z.infer<typeof builtPages>;

let lastLoaded: { code: string; pages: LoadedPages } | null = null;

/** A module is loaded from a file alone, and never let go: the same source is loaded once. */
async function loadedPages(code: string, out: string): Promise<LoadedPages> {
  if (lastLoaded?.code === code) return lastLoaded.pages;
  const file = join(out, `pages-${process.pid}-${performance.now()}.mjs`);
  writeFileSync(file, code);
  try {
    const pages = builtPages.parse({ ...(await import(pathToFileURL(file).href)) });
    lastLoaded = { code, pages };
    return pages;
  } finally {
    rmSync(file);
  }
}

/** Pages that a mother may meet, each once, by the name that the desk gives it. */
function samplesFor(
  country: Country,
  babyMentions: boolean,
  { sample, pauses: lengths, exits }: CourseMap,
): Record<string, Page> {
  const next = { on: '2026-12-01', hour: 9, session: sample, title: 'Session 13' };
  const links = { country, next, preferencesUrl: '/preferences', lessonUrl: '/lesson' };
  const shown = { typed: {}, problems: {}, limited: false, now: 0, shownAt: 0 };
  const answers = ANSWERS.flatMap((answer): [string, Page][] => [
    [`asked: ${answer}`, { kind: 'feedback', answer, country, weeksMissing: false }],
    [`answered: ${answer}`, { kind: 'answered', answer, exception: null, ...links }],
  ]);
  const pauses = lengths.map((weeks): [string, Page] => [`pause: ${weeks} weeks`, { kind: 'pause', weeks }]);
  const leaving = exits.flatMap((exit): [string, Page][] => [
    [`asked: ${exit}`, { kind: 'exit', exit, path: '' }],
    [`left: ${exit}`, { kind: 'left-by-exit', exit, country }],
  ]);
  return {
    'sign-up': { kind: 'sign-up', quiet: !babyMentions, ...shown },
    'check your inbox': { kind: 'check-your-inbox' },
    confirm: { kind: 'confirm', birthDate: '2026-01-05', weeksAgo: 47, country },
    privacy: { kind: 'privacy' },
    unsubscribe: { kind: 'unsubscribe' },
    left: { kind: 'left', country },
    'no baby mentions': { kind: 'no-baby-mentions' },
    paused: { kind: 'paused', country, until: '2026-12-15', next, preferencesUrl: '/preferences' },
    erased: { kind: 'erased' },
    ...Object.fromEntries([...answers, ...pauses, ...leaving]),
  };
}
