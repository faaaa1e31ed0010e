import { existsSync, readdirSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import * as z from 'zod';
import { brandSchema } from '../brand/brand.ts';
import { type CourseFolder, pathIn } from '../brand/course-folder.ts';
import { tokensSchema } from '../brand/tokens.ts';
import * as buttonSchemas from './button-schemas.ts';
import { checkMap } from './check-map.ts';
import * as schemas from './course-schemas.ts';
import type { CourseSource, MapFile } from './course-source.ts';
import type { Finding } from './findings.ts';
import * as helpSchemas from './help-schemas.ts';
import { checkLanguages, languageFolders, languagesOf } from './languages/read-languages.ts';
import { translatedCourse } from './languages/translated-course.ts';
import { type MapSource, mapSchema } from './map-schema.ts';
import { programmeRules as rulesSchema } from './programme-rules.ts';
import * as programmeSchemas from './programme-schemas.ts';
import { type CountryFiles, countryRules, otherEndings, readCountries } from './read-countries.ts';
import { readMap } from './read-map.ts';
import { readWords } from './read-words.ts';
import { signatures } from './signature-schema.ts';
import { type Reading, readYaml, type SourceFile } from './source-file.ts';
import { checkStages } from './stage-texts.ts';
import { readTip } from './tip-file.ts';
import { units as unitsSchema } from './unit-schemas.ts';

/** Of a drawing's file the course needs no more. */
const drawing = z.object({
  alt: z.string().default(''),
  version: z.object({ rungs: z.array(z.number()).default([]) }).default({ rungs: [] }),
});

export type ReadCourse = { kind: 'read'; course: CourseSource } | { kind: 'broken'; findings: Finding[] };

/** Reads the whole of a course; all faults of shape come back at once. */
export function readCourse(folder: CourseFolder, reading?: Reading): ReadCourse {
  const { root, course, poses } = folder;
  const findings: Finding[] = [];
  const keep = <T>(read: { kind: 'broken'; findings: Finding[] } | { kind: 'read'; source: T }): T | null => {
    if (read.kind === 'read') return read.source;
    findings.push(...read.findings);
    return null;
  };
  const one = <T>(name: string, schema: z.ZodType<T>) =>
    keep(readYaml(root, pathIn(folder, `${name}.yaml`), schema, reading));

  for (const path of [`${course}/sessions`, pathIn(folder, 'help')])
    findings.push(...otherEndings(folder, path));
  const sessions = filesIn(folder, `${course}/sessions`, '.yaml').map((file) => {
    const source = keep(readYaml(root, file, programmeSchemas.session, reading));
    return source && { ...source, id: basename(file, '.yaml') };
  });
  const tips = filesIn(folder, `${course}/tips`, '.md').map((file) => {
    const read = readTip(root, file, reading);
    return keep(read.kind === 'read' ? { kind: 'read', source: read.tip } : read);
  });
  const help = filesIn(folder, pathIn(folder, 'help'), '.yaml').map((file) => {
    const source = keep(readYaml(root, file, helpSchemas.help, reading));
    return source && { ...source, id: basename(file, '.yaml') };
  });
  const drawings = readdirSync(resolve(root, poses)).map((file) => {
    const source = keep(readYaml(root, `${poses}/${file}`, drawing, reading));
    return (
      source && {
        ...{ name: basename(file, '.yaml'), rungs: source.data.version.rungs, alt: source.data.alt },
      }
    );
  });
  const map = keep(readCourseMap(folder, reading));
  const exercises = one('exercises', programmeSchemas.exercises);
  const kit = one('kit', programmeSchemas.kit);
  const programme = one('programme', programmeSchemas.programme);
  const programmeRules = one('rules/programme', rulesSchema);
  const everyday = one('everyday', schemas.everyday);
  const stages = one('stages', schemas.stages);
  const safety = one('safety', schemas.safety);
  const letters = one('letters', schemas.letters);
  const buttons = one('buttons', buttonSchemas.buttons);
  const exits = one('exits', buttonSchemas.exits);
  const words = keep(readWords(folder, reading));
  const units = one('words/units', unitsSchema);
  const rules = one('rules', schemas.rules);
  const consents = keep(readYaml(root, folder.consent, schemas.consents, reading));
  // Who shows these reads them again; what is wrong in them is told with all the rest.
  const planConsents = keep(readYaml(root, folder.planConsent, schemas.consents, reading));
  const brand = keep(readYaml(root, folder.brand, brandSchema, reading));
  const look = keep(readYaml(root, folder.look, tokensSchema, reading));
  const signedFile = `${course}/signed.yaml`;
  const signed = existsSync(resolve(root, signedFile))
    ? keep(readYaml(root, signedFile, signatures, reading))
    : null;
  if (map && stages && programmeRules) findings.push(...checkStages(map.map, stages, programmeRules));
  if (
    findings.length > 0 ||
    !(map && exercises && kit && programme && programmeRules) ||
    !(everyday && stages && safety && letters && buttons && exits && words) ||
    !(units && rules && consents && planConsents && look && brand)
  ) {
    return { kind: 'broken', findings };
  }
  const drawn = drawings.filter((one) => one !== null);
  return withLanguages(
    {
      folder,
      map,
      sessions: sessions.filter((session) => session !== null),
      tips: tips.filter((tip) => tip !== null),
      help: help.filter((page) => page !== null),
      exercises,
      kit,
      programme,
      programmeRules,
      everyday,
      stages,
      safety,
      countries: map.countries,
      letters,
      buttons,
      exits,
      words,
      units,
      rules,
      signed,
      signUpWording: consents.data,
      consents: [consents, planConsents],
      look,
      name: brand.data.name,
      drawings: drawn,
      alts: {
        ...Object.fromEntries(drawn.map(({ name, alt }) => [name, alt])),
        ...altsOfYear(root, reading),
      },
      languages: new Map(),
    },
    reading,
  );
}

/** With its translations, where all of them hold together. */
function withLanguages(course: CourseSource, reading: Reading | undefined): ReadCourse {
  const tags = [...new Set(Object.values(course.map.map.countries.languages))];
  const read = tags.map((tag) => [tag, translatedCourse(course, tag, reading)] as const);
  const findings = read.flatMap(([, one]) => (one.kind === 'broken' ? one.findings : []));
  if (findings.length > 0) return { kind: 'broken', findings };
  const languages = new Map(read.flatMap(([tag, one]) => (one.kind === 'read' ? [[tag, one.course]] : [])));
  return { kind: 'read', course: { ...course, languages } };
}

const year = z.object({ alts: z.array(z.string()) });

/** The pictures of the year are the checkout's; whatever is wrong in their file is found where they are drawn. */
function altsOfYear(root: string, reading: Reading | undefined): Record<string, string> {
  const read = readYaml(root, 'templates/pictures/year.yaml', year, reading);
  const alts = read.kind === 'read' ? read.source.data.alts : [];
  return Object.fromEntries(alts.map((alt, at) => [`year-${at + 1}`, alt]));
}

/** The map of a course, when it holds together. */
export function readCourseMap(folder: CourseFolder, reading?: Reading): ReadMapFile {
  const file = readYaml(folder.root, `${folder.course}/course.yaml`, mapSchema, reading);
  const countries = readCountries(folder, reading);
  if (file.kind === 'broken' || countries.kind === 'broken')
    return {
      kind: 'broken',
      findings: [file, countries].flatMap((one) => (one.kind === 'broken' ? one.findings : [])),
    };
  const folders = languageFolders(folder).join();
  const before = mapsBefore.get(file.source);
  if (before?.folders === folders && areSame(before.countries, countries.files)) return before.map;
  const map = mapIn(folder, file.source, countries.files);
  mapsBefore.set(file.source, { countries: countries.files, folders, map });
  return map;
}

type ReadMapFile = { kind: 'read'; source: MapFile } | { kind: 'broken'; findings: Finding[] };

/** One map for as long as its files and the folders of its languages stay, so that what is worked out from it need not be again. */
const mapsBefore = new WeakMap<object, { countries: CountryFiles; folders: string; map: ReadMapFile }>();

/** Files that did not change are the same objects. */
function areSame(before: CountryFiles, now: CountryFiles): boolean {
  const codes = Object.keys(now);
  return codes.length === Object.keys(before).length && codes.every((code) => now[code] === before[code]);
}

function mapIn(folder: CourseFolder, file: SourceFile<MapSource>, countries: CountryFiles): ReadMapFile {
  const read = readMap(file, countryRules(countries));
  if (read.kind === 'broken') return read;
  const languages = languagesOf(folder, countries);
  const findings = [
    ...checkMap(file, read.map),
    ...checkLanguages(folder, countries, read.map.countries.home, languages),
  ];
  if (findings.length > 0) return { kind: 'broken', findings };
  const map = { ...read.map, countries: { ...read.map.countries, languages } };
  return { kind: 'read', source: { file, countries, map } };
}

/** A folder that is not there holds nothing; what is missed in it says the check. */
function filesIn({ root }: CourseFolder, path: string, ending: string): string[] {
  const whole = resolve(root, path);
  return (existsSync(whole) ? readdirSync(whole) : [])
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => `${path}/${name}`);
}
