import { existsSync, readdirSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { type CourseFolder, pathIn } from '../brand/course-folder.ts';
import { type Country, type CountryRule, isCountryCode } from '../domain/countries.ts';
import { type CountrySource, country } from './course-schemas.ts';
import type { Finding } from './findings.ts';
import { type Reading, readYaml, type SourceFile } from './source-file.ts';

/** The file of each country by its code, in the order of the form. */
export type CountryFiles = Readonly<Record<Country, SourceFile<CountrySource>>>;

export type ReadCountries = { kind: 'read'; files: CountryFiles } | { kind: 'broken'; findings: Finding[] };

/** Reads `countries/`. A file more is a country more. */
export function readCountries(folder: CourseFolder, reading?: Reading): ReadCountries {
  const path = pathIn(folder, 'countries');
  const findings: Finding[] = [];
  const files: [Country, SourceFile<CountrySource>][] = [];
  const whole = resolve(folder.root, path);
  const all = existsSync(whole) ? readdirSync(whole) : [];
  const names = all.filter((name) => name.endsWith('.yaml')).sort();
  findings.push(...otherEndings(folder, path));
  for (const name of names) {
    if (!isCountryCode(basename(name, '.yaml'))) findings.push(noCode(`${path}/${name}`));
    const read = readYaml(folder.root, `${path}/${name}`, country, reading);
    if (read.kind === 'broken') findings.push(...read.findings);
    else files.push([basename(name, '.yaml'), read.source]);
  }
  if (names.length === 0) findings.push(noCountry(path));
  findings.push(...claimedTwice(files));
  if (findings.length > 0) return { kind: 'broken', findings };
  return {
    kind: 'read',
    files: Object.fromEntries(files.toSorted(([, one], [, other]) => inOrder(one, other))),
  };
}

function noCode(file: string): Finding {
  const message =
    'a country’s file is called by its two letters, such as ZA.yaml; other.yaml is everywhere else';
  return { file, line: 1, rule: 'unknown-country', message };
}

/** Files that nothing would read, and nothing would say so: all but those in `.yaml`, as YAML may be called too. */
export function otherEndings({ root }: CourseFolder, path: string): Finding[] {
  const whole = resolve(root, path);
  const message = 'this file is read only when its name ends in .yaml; give it that ending';
  return (existsSync(whole) ? readdirSync(whole) : [])
    .filter((name) => /\.ya?ml$/i.test(name) && !name.endsWith('.yaml'))
    .map((name) => ({ file: `${path}/${name}`, line: 1, rule: 'file-name', message }));
}

function noCountry(path: string): Finding {
  const message =
    'there is no file of a country: write one, countries/<its code>.yaml, with who to ring there';
  return { file: path, line: 1, rule: 'missing', message };
}

/** By place; those without one behind, by name. */
function inOrder(
  { data: one }: SourceFile<CountrySource>,
  { data: other }: SourceFile<CountrySource>,
): number {
  const place = ({ place: given }: CountrySource) => given ?? Number.MAX_SAFE_INTEGER;
  return place(one) - place(other) || one.name.localeCompare(other.name);
}

/** A phone in a zone chooses one country, and a name in a list means one. */
function claimedTwice(files: readonly (readonly [Country, SourceFile<CountrySource>])[]): Finding[] {
  const owners = new Map<string, Country>();
  return files.flatMap(([code, source]) => {
    const claims = [
      ...source.data.zones.map((zone, at) => ({ at: ['zones', at], claim: zone })),
      ...source.data.also.map((name, at) => ({ at: ['also', at], claim: name.toUpperCase() })),
    ];
    return claims.flatMap(({ at, claim }) => {
      const owner = owners.get(claim);
      owners.set(claim, code);
      if (owner === undefined) return [];
      const message = `countries/${owner}.yaml has ${claim} too: take it out of one of them`;
      return [{ file: source.file, line: source.lineOf(at), rule: 'twice', message }];
    });
  });
}

/** What the code asks of each country. */
export function countryRules(files: CountryFiles): readonly CountryRule[] {
  return Object.entries(files).map(([code, { data }]) => ({
    code,
    name: data.name,
    also: data.also,
    locale: data.locale ?? data.language,
    zone: data.zone,
    dates: data.dates ?? null,
    units: data.units,
  }));
}

/** @throws on a country without a file. */
export function countryFile(
  { countries }: { countries: CountryFiles },
  code: Country,
): SourceFile<CountrySource> {
  const file = countries[code];
  if (file === undefined) throw new Error(`the course has no file countries/${code}.yaml`);
  return file;
}
