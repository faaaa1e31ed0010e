import type { CourseSource } from './course-source.ts';
import type { Finding } from './findings.ts';
import { countryFile } from './read-countries.ts';
import type { SourceFile } from './source-file.ts';

/** Higher than anything that a course counts. */
const MOST = 200;

/** A sentence with forms has one for each plural of the course's language: Polish says 2 and 5 in two ways. */
export function checkPlurals(course: CourseSource): Finding[] {
  const { language } = countryFile(course, course.map.map.countries.home).data;
  const rules = new Intl.PluralRules(language);
  const wanted = new Set(Array.from({ length: MOST }, (_, count) => rules.select(count)));
  return [course.units, course.words.forms, course.words.plan].flatMap((file) => missingForms(file, wanted));
}

function missingForms(file: SourceFile<unknown>, wanted: ReadonlySet<string>): Finding[] {
  const inside = (value: unknown, path: readonly string[]): Finding[] => {
    if (typeof value !== 'object' || value === null) return [];
    if (!('other' in value))
      return Object.entries(value).flatMap(([key, inner]) => inside(inner, [...path, key]));
    const missing = [...wanted].filter((form) => !(form in value));
    const message = `${path.join('.')} has no form ${missing.join(', ')}, which its language counts with: write it`;
    return missing.length === 0
      ? []
      : [{ file: file.file, line: file.lineOf(path), rule: 'plural', message }];
  };
  return inside(file.data, []);
}
