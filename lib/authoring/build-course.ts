import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import { picturesIn } from '../adapters/letters/built-course.ts';
import { type Edition, editionKeys } from '../adapters/letters/edition.ts';
import { type LetterTemplates, lettersFrom } from '../adapters/letters/letters.ts';
import { NO_PICTURES, type Pictures } from '../adapters/letters/pictures.ts';
import { readBrand } from '../brand/brand.ts';
import type { CourseFolder } from '../brand/course-folder.ts';
import { type CourseMap, courseFrom, type SessionRule } from '../domain/course.ts';
import type { Letters } from '../ports/letters.ts';
import { buildLetters, LETTERS_TYPES } from './build-letters.ts';
import { checkCourse } from './check-course.ts';
import { checkLetters } from './check-letters.ts';
import { type Editions, editionsOf } from './compile-edition.ts';
import { helpOf } from './compile-help.ts';
import type { CourseSource } from './course-source.ts';
import { type Finding, UnsafeCourse } from './findings.ts';
import { byLanguage, inLanguageOf } from './languages/translated-course.ts';
import { readCourse } from './read-course.ts';
import { hashesByCountry, unsignedCountries } from './sign-off.ts';
import type { Reading } from './source-file.ts';
import { voiceOf } from './voice.ts';
import { walkMap } from './walk-map.ts';

/** The course, compiled and not yet checked. */
export interface CompiledCourse {
  source: CourseSource;
  /** Source of the module that holds the compiled templates. */
  templates: string;
  editions: Editions;
}

const MAP_TYPES = `import type { CourseMap } from '../lib/domain/course.ts';\nexport declare const courseMap: CourseMap;\n`;

/**
 * Builds everything the letters need at run time where the course is built to: `course-map.js` (the map that placement
 * decides by), `letters.js` (the compiled templates), `course/<edition>.json` (what they are filled with) and
 * `help/<edition>.json` (the help pages). Throws {@link UnsafeCourse} when a check finds
 * anything: an unsafe lesson cannot be built. What was built before then stays.
 */
export async function buildCourse(folder: CourseFolder, reading?: Reading): Promise<void> {
  const { built: out } = folder;
  const compiled = await compileCourse(folder, reading);
  const findings = await checkCompiled(compiled, out, false);
  if (findings.length > 0) throw new UnsafeCourse(findings);
  const { editions: keys } = editionKeys(compiled.source.map.map.countries);
  const editions = keys.map((key): [string, Edition] => [key, compiled.editions.get(key)]);
  replaceFolder(join(out, 'course'), new Map(editions));
  replaceFolder(join(out, 'help'), helpPages(compiled.source, editions, servedPictures(out)));
  writeFileSync(join(out, 'course-map.js'), mapModule(mapOf(compiled.source)));
  writeFileSync(join(out, 'course-map.d.ts'), MAP_TYPES);
  writeFileSync(join(out, 'letters.js'), compiled.templates);
  writeFileSync(join(out, 'letters.d.ts'), LETTERS_TYPES);
}

/** One JSON file for each entry, laid in place of what was there. */
function replaceFolder(folder: string, files: ReadonlyMap<string, object>): void {
  const fresh = `${folder}.next`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  for (const [key, file] of files) writeFileSync(join(fresh, `${key}.json`), JSON.stringify(file));
  rmSync(folder, { recursive: true, force: true });
  renameSync(fresh, folder);
}

/** The help pages of each edition, by its key. */
function helpPages(
  source: CourseSource,
  editions: readonly [string, Edition][],
  pictures: Pictures,
): Map<string, object> {
  return new Map(
    editions.map(([key, edition]) => {
      const course = inLanguageOf(source, edition.country);
      const voice = voiceOf(course, edition.country, edition.babyMentions);
      return [key, helpOf({ course, edition, voice, pictures })];
    }),
  );
}

/** The map, with the countries that `signed.yaml` leaves out. */
function mapOf(source: CourseSource): CourseMap {
  const { map } = source.map;
  return { ...map, countries: { ...map.countries, unsigned: unsignedCountries(source) } };
}

/** What most sessions have in common: behind what is its own it is left out. */
const COMMON = {
  easier: false,
  gates: [],
  withoutDate: false,
  orAfter: null,
} as const satisfies Partial<SessionRule>;

/** The map as a module. Every function loads it, so the sessions of a stage are a call with what is their own: a third of JSON's bytes. */
function mapModule({ sessions, ...others }: CourseMap): string {
  const weeks = others.paces.map((_, place) => `w${place}`);
  const common = Object.entries(COMMON).map(([key, usual]) => [key, JSON.stringify(usual)] as const);
  const opens = others.paces.map((pace, place) => `${JSON.stringify(pace)}: w${place}`);
  const own = ['id', 'track', 'stage', `opens: { ${opens.join()} }`, ...Object.keys(COMMON)];
  const given = ['id', ...weeks, ...common.map(([key, usual]) => `${key} = ${usual}`)];
  const where = (rule: SessionRule | undefined) => JSON.stringify([rule?.track, rule?.stage]).slice(1, -1);
  const begins = sessions.flatMap((rule, at) => (where(rule) === where(sessions[at - 1]) ? [] : [at]));
  const calls = begins.map((from, stage) => {
    const rules = sessions.slice(from, begins[stage + 1]).map((rule) => ruleIn(rule, others.paces, common));
    return `...on(${[where(sessions[from]), ...rules].join()})`;
  });
  return [
    "const check = (notYet) => ({ asks: 'check', notYet });",
    `const on = (track, stage, ...rules) => rules.map(([${given.join()}]) => ({ ${own.join()} }));`,
    `const ids = ${JSON.stringify(sessions.map(({ id }) => id))};`,
    `export const courseMap = { ...${withRuns(JSON.stringify(others), sessions)}, sessions: [${calls.join()}] };\n`,
  ].join('\n');
}

function ruleIn(
  rule: SessionRule,
  paces: readonly string[],
  common: readonly (readonly [string, string])[],
): string {
  const values = new Map(Object.entries(rule));
  const differs = common.map(([key]) => JSON.stringify(values.get(key)));
  const last = common.findLastIndex(([, usual], place) => differs[place] !== usual);
  const weeks = paces.map((pace) => rule.opens[pace]);
  return `[${[JSON.stringify(rule.id), ...weeks, ...differs.slice(0, last + 1)].join()}]`.replaceAll(
    /\{"asks":"check","notYet":("[^"]+")\}/g,
    'check($1)',
  );
}

/** Long lists of sessions as parts of the one of all: paths and returns name most of them again. */
function withRuns(json: string, sessions: readonly SessionRule[]): string {
  const place = new Map(sessions.map(({ id }, at) => [id, at]));
  return json.replace(/\["[^"]+"(?:,"[^"]+"){5,}\]/g, (list) => {
    const places = [...list.matchAll(/"([^"]+)"/g)].map(([, id = '']) => place.get(id) ?? -2);
    if (places.includes(-2)) return list;
    const begins = places.filter((at, index) => at !== (places[index - 1] ?? -2) + 1);
    const ends = places.filter((at, index) => at + 1 !== places[index + 1]);
    return `[${begins.map((from, run) => `...ids.slice(${from}, ${(ends[run] ?? from) + 1})`).join()}]`;
  });
}

/** Reads and compiles the coach's files. Throws {@link UnsafeCourse} when they do not even have their shape. */
export async function compileCourse(folder: CourseFolder, reading?: Reading): Promise<CompiledCourse> {
  const read = readCourse(folder, reading);
  if (read.kind === 'broken') throw new UnsafeCourse(read.findings);
  const { course: source } = read;
  const editions = editionsOf(source, hashesByCountry(source));
  return { source, templates: await buildLetters(folder), editions };
}

/**
 * All findings about a compiled course; about its letters only when the files are in order, for of a course with
 * something missing no letter can be written. `out` takes a file for a moment, from which the templates are loaded.
 */
export async function checkCompiled(
  compiled: CompiledCourse,
  out: string,
  everyEdition: boolean,
): Promise<Finding[]> {
  const findings = checkCourse(compiled.source);
  if (findings.length > 0) return findings;
  const letters = await compiledLetters(compiled, out, drawnPictures(out));
  return [
    ...(everyEdition ? checkWalk(compiled.source) : []),
    ...byLanguage(compiled.source).flatMap((course) => checkLetters({ course, letters, everyEdition })),
  ];
}

/** The walk through the whole map takes some seconds, so the build leaves it to `course check --every`. */
function checkWalk({ map: { file, map } }: CourseSource): Finding[] {
  return walkMap(courseFrom(map)).map(({ rule, message }) => ({ file: file.file, line: 1, rule, message }));
}

const builtModule = z.object({
  letterTemplates: z.record(
    z.enum(['lesson', 'confirmation', 'link', 'note']),
    z.object({ html: z.custom<object>(), text: z.custom<object>() }),
  ),
});

/** The letters of a compiled course, as a function would write them. */
export async function compiledLetters(
  { source, templates, editions }: CompiledCourse,
  out: string,
  pictures: Pictures,
): Promise<Letters> {
  return lettersFrom({
    course: courseFrom(source.map.map),
    templates: await loaded(templates, out),
    edition: editions.get,
    pictures,
    postalAddress: `${readBrand(resolve(source.folder.root, source.folder.brand)).name}, 1 Example Street`,
    review: null,
  });
}

let lastLoaded: { source: string; templates: LetterTemplates } | null = null;

/** A module is loaded from a file alone, and never let go: the same source is loaded once. */
async function loaded(source: string, out: string): Promise<LetterTemplates> {
  if (lastLoaded?.source === source) return lastLoaded.templates;
  mkdirSync(out, { recursive: true });
  const file = join(out, `letters-${process.pid}-${performance.now()}.mjs`);
  writeFileSync(file, source);
  try {
    const { letterTemplates } = builtModule.parse(await import(pathToFileURL(file).href));
    lastLoaded = { source, templates: letterTemplates };
    return letterTemplates;
  } finally {
    rmSync(file);
  }
}

/** The pictures as the build before drew them, so that the letters are checked with them; none before that. */
function drawnPictures(out: string): Pictures {
  return picturesAt(out, 'https://course.example/pictures');
}

/** The same for pages, which stand on the site that serves them. */
function servedPictures(out: string): Pictures {
  return picturesAt(out, '/pictures');
}

function picturesAt(out: string, baseUrl: string): Pictures {
  const manifest = join(out, 'pictures.json');
  return existsSync(manifest) ? picturesIn(manifest, baseUrl) : NO_PICTURES;
}
