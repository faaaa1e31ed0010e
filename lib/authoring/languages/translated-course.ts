import { globSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import * as z from 'zod';
import { type Countries, type Country, languageOf } from '../../domain/countries.ts';
import * as buttonSchemas from '../button-schemas.ts';
import * as schemas from '../course-schemas.ts';
import type { CourseSource } from '../course-source.ts';
import type { Finding } from '../findings.ts';
import * as helpSchemas from '../help-schemas.ts';
import { planWords } from '../plan-schemas.ts';
import { programmeRules } from '../programme-rules.ts';
import * as programmeSchemas from '../programme-schemas.ts';
import { countryFile } from '../read-countries.ts';
import { type Reading, readYaml, type SourceFile, textOf } from '../source-file.ts';
import { readTip } from '../tip-file.ts';
import { units } from '../unit-schemas.ts';
import { formWords, pageWords, problemWords } from '../word-schemas.ts';
import { overlaid } from './overlay.ts';
import { drawingsShown } from './pictures-shown.ts';
import { baseOf } from './read-languages.ts';
import { type Pair, textFaults } from './translated-text.ts';
import { translatedTip } from './translated-tip.ts';

export type ReadTranslation =
  | { kind: 'read'; course: CourseSource }
  | { kind: 'broken'; findings: Finding[] };

/**
 * The course in another language, as though it were one of its own: its countries are those whose readers speak it, the
 * first of them its home. So each check of the course is a check of its translation. What is placed and dosed is the same.
 */
export function translatedCourse(course: CourseSource, tag: string, reading?: Reading): ReadTranslation {
  const files = new TranslatedFiles(course, tag, reading);
  // First, since what is said as a number in each language stands there.
  const rules = files.rules();
  const { words } = course;
  const sessions = course.sessions.map((session) => ({
    ...files.of(session, programmeSchemas.session),
    id: session.id,
  }));
  const help = course.help.map((page) => ({ ...files.of(page, helpSchemas.help), id: page.id }));
  const tips = course.tips.map((tip) => files.tip(tip));
  const translated: CourseSource = {
    ...course,
    ...{ sessions, help, tips },
    ...countriesIn(course, tag),
    languages: new Map(),
    exercises: files.of(course.exercises, programmeSchemas.exercises),
    kit: files.of(course.kit, programmeSchemas.kit),
    programme: files.of(course.programme, programmeSchemas.programme),
    everyday: files.of(course.everyday, schemas.everyday),
    stages: files.of(course.stages, schemas.stages),
    safety: files.of(course.safety, schemas.safety),
    letters: files.of(course.letters, schemas.letters),
    buttons: files.of(course.buttons, buttonSchemas.buttons),
    exits: files.of(course.exits, buttonSchemas.exits),
    units: files.of(course.units, units, { own: 'written' }),
    words: {
      pages: files.of(words.pages, pageWords, { allWords: true }),
      forms: files.of(words.forms, formWords, { allWords: true }),
      problems: files.of(words.problems, problemWords, { allWords: true }),
      plan: files.of(words.plan, planWords, { allWords: true }),
    },
    rules,
    programmeRules: files.own('rules/programme.yaml', course.programmeRules, programmeRules, {
      optional: true,
    }),
    consents: course.consents.map((statements) => files.consents(statements)),
    alts: files.alts(drawingsShown(course)),
  };
  const findings = [...files.findings, ...files.unread()];
  if (findings.length > 0) return { kind: 'broken', findings };
  return { kind: 'read', course: { ...translated, signUpWording: translated.consents[0]?.data ?? [] } };
}

/** The part of a course that its own files speak to: all of it, where it is in one language. */
function inWordsOfHome(course: CourseSource): CourseSource {
  if (course.languages.size === 0) return course;
  const before = IN_WORDS_OF_HOME.get(course);
  if (before) return before;
  const part = { ...course, ...countriesIn(course, null), languages: new Map<string, CourseSource>() };
  IN_WORDS_OF_HOME.set(course, part);
  return part;
}

const IN_WORDS_OF_HOME = new WeakMap<CourseSource, CourseSource>();

/** The course as the readers of a country have it. */
export function inLanguageOf(course: CourseSource, country: Country): CourseSource {
  const tag = languageOf(course.map.map.countries, country);
  return (tag === null ? undefined : course.languages.get(tag)) ?? course;
}

/** Each language of a course by itself, that of home first. */
export function byLanguage(course: CourseSource): readonly CourseSource[] {
  return [inWordsOfHome(course), ...course.languages.values()];
}

function countriesIn(course: CourseSource, tag: string | null): Pick<CourseSource, 'countries' | 'map'> {
  const { map } = course;
  const all = map.map.countries;
  const speaks = (code: Country) => languageOf(all, code) === tag;
  const files = Object.fromEntries(Object.entries(course.countries).filter(([code]) => speaks(code)));
  const rules = all.all.filter(({ code }) => speaks(code));
  const first = rules[0]?.code ?? all.home;
  const countries: Countries = {
    ...all,
    all: rules,
    home: speaks(all.home) ? all.home : first,
    elsewhere: speaks(all.elsewhere) ? all.elsewhere : first,
    languages: {},
  };
  return { countries: files, map: { ...map, countries: files, map: { ...map.map, countries } } };
}

interface Kind {
  allWords?: boolean;
  own?: string | null;
}

/** The files of one translation, each read once; what is wrong in them is gathered. */
class TranslatedFiles {
  readonly findings: Finding[] = [];
  readonly #course: CourseSource;
  readonly #tag: string;
  readonly #folder: string;
  readonly #reading: Reading | undefined;
  readonly #known = new Set<string>();
  #pair: Pair;

  constructor(course: CourseSource, tag: string, reading: Reading | undefined) {
    this.#course = course;
    this.#tag = tag;
    this.#folder = `${course.folder.course}/languages/${tag}`;
    this.#reading = reading;
    const { language } = countryFile(course, course.map.map.countries.home).data;
    this.#pair = { sameLanguage: baseOf(language) === baseOf(tag), numberWords: null };
  }

  /** A file with its texts translated; as it is, where it has none, or where something in them is to be mended. */
  of<T>(
    home: SourceFile<T>,
    schema: z.ZodType<T>,
    { allWords = false, own = null }: Kind = {},
  ): SourceFile<T> {
    const over = this.#read(this.#nameOf(home.file), z.unknown(), home.file);
    if (over === null) return home;
    const laid = overlaid({ home, schema, over, allWords, own, pair: this.#pair });
    if (laid.kind === 'read') return laid.source;
    this.findings.push(...laid.findings);
    return home;
  }

  /** A file that each language has of its own. */
  own<T>(
    name: string,
    home: SourceFile<T>,
    schema: z.ZodType<T>,
    { optional = false }: { optional?: boolean } = {},
  ): SourceFile<T> {
    const file = `${this.#folder}/${name}`;
    if (optional && textOf(this.#course.folder.root, file, this.#reading) === null) return home;
    return this.#read(name, schema, home.file) ?? home;
  }

  rules(): CourseSource['rules'] {
    const rules = this.own('rules.yaml', this.#course.rules, schemas.rules);
    const [home, translation] = [this.#course.rules, rules].map(({ data }) => data['number-words']);
    if (home && translation && rules !== this.#course.rules)
      this.#pair = { ...this.#pair, numberWords: { home, translation } };
    return rules;
  }

  tip(home: CourseSource['tips'][number]): CourseSource['tips'][number] {
    const name = this.#nameOf(home.file);
    if (this.#isMissing(name, home.file)) return home;
    const over = readTip(this.#course.folder.root, `${this.#folder}/${name}`, this.#reading);
    const tip = over.kind === 'read' ? translatedTip(home, over.tip, this.#pair) : over;
    if (tip.kind === 'read') return tip.tip;
    this.findings.push(...tip.findings);
    return home;
  }

  /** Her yes is to the words that she read: what she is shown now must be there, and its version names the language. */
  consents(home: CourseSource['consents'][number]): CourseSource['consents'][number] {
    const over = this.#read(this.#nameOf(home.file), schemas.consents, home.file);
    const last = home.data.at(-1);
    if (over === null || last === undefined) return home;
    const find = (at: readonly PropertyKey[], rule: Finding['rule'], message: string) =>
      this.findings.push({ file: over.file, line: over.lineOf(at), rule, message });
    for (const [at, { version, text }] of over.data.entries()) {
      const ours = home.data.find((statement) => statement.version === version);
      if (ours === undefined)
        find([at], 'shape', `version ${version} is none of ${home.file}: write its version`);
      else
        for (const fault of textFaults(ours.text, text, this.#pair))
          find([at, 'text'], fault.rule, `version ${version}: ${fault.message}`);
    }
    if (over.data.at(-1)?.version !== last.version)
      find(
        [],
        'not-translated',
        `version ${last.version} is missing: it is the one that is shown, and stands last`,
      );
    return {
      ...over,
      data: over.data.map(({ version, text }) => ({ version: `${version}-${this.#tag}`, text })),
    };
  }

  /** What is said of each drawing to whoever does not see it. */
  alts(shown: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
    if (Object.keys(shown).length === 0) return {};
    const name = 'pictures.yaml';
    const over = this.#read(name, z.record(z.string(), z.string()), 'what is said of each drawing');
    if (over === null) return {};
    for (const [drawing, alt] of Object.entries(shown)) {
      const translation = over.data[drawing];
      const faults =
        translation === undefined
          ? [
              {
                rule: 'not-translated' as const,
                message: `is missing, and a lesson or a page shows it: translate "${alt}"`,
              },
            ]
          : textFaults(alt, translation, this.#pair);
      for (const { rule, message } of faults)
        this.findings.push({
          file: over.file,
          line: over.lineOf([drawing]),
          rule,
          message: `${drawing} ${message}`,
        });
    }
    return over.data;
  }

  /** A file that nothing reads is a slip in its name. */
  unread(): Finding[] {
    const { root } = this.#course.folder;
    const whole = resolve(root, this.#folder);
    return globSync('**/*.{yaml,yml,md}', { cwd: whole })
      .map((file) => relative(whole, resolve(whole, file)).split(sep).join('/'))
      .filter((name) => !this.#known.has(name))
      .map((name) => ({
        ...{ file: `${this.#folder}/${name}`, line: 1, rule: 'file-name' },
        message: 'there is no such file in the course to translate: give it the name of one, or take it out',
      }));
  }

  #read<T>(name: string, schema: z.ZodType<T>, like: string): SourceFile<T> | null {
    if (this.#isMissing(name, like)) return null;
    const read = readYaml(this.#course.folder.root, `${this.#folder}/${name}`, schema, this.#reading);
    if (read.kind === 'read') return read.source;
    this.findings.push(...read.findings);
    return null;
  }

  #isMissing(name: string, like: string): boolean {
    this.#known.add(name);
    const file = `${this.#folder}/${name}`;
    if (textOf(this.#course.folder.root, file, this.#reading) !== null) return false;
    const message = `this file is missing: write it like ${like}, its texts in this language`;
    this.findings.push({ file, line: 1, rule: 'not-translated', message });
    return true;
  }

  /** `sessions/k0.yaml`; files that stand beside the course in the checkout go by their place in a course of one's own. */
  #nameOf(file: string): string {
    const { course, consent, planConsent } = this.#course.folder;
    if (file === consent) return 'consent.yaml';
    if (file === planConsent) return 'plan-consent.yaml';
    const folder = [course, 'templates/course'].find((one) => file.startsWith(`${one}/`)) ?? '';
    return file.slice(folder.length + 1);
  }
}
