import type { CourseSource } from './course-source.ts';
import { didYouMean } from './did-you-mean.ts';
import type { Finding } from './findings.ts';
import { countryPart, isSigned, languagePart, signedPartsOf, unsignedCountries } from './sign-off.ts';
import type { Signatures } from './signature-schema.ts';

/** A part, and who signed it as it stands; or as what it was signed before it changed. */
export interface PartStanding {
  part: string;
  hash: string;
  signed: Signatures[string] | null;
  stands: boolean;
}

/** As many letters of a hash as are printed, and enough in `signed.yaml`. */
export const SHORT_HASH = 12;

export function standingOf(course: CourseSource): readonly PartStanding[] {
  const all = course.signed?.data ?? {};
  return signedPartsOf(course).map((one) => {
    const signed = Object.hasOwn(all, one.part) ? (all[one.part] ?? null) : null;
    return { ...one, signed, stands: isSigned(one, course) };
  });
}

/** What a deployment that says that the course was reviewed may not do without, and may; a line each. */
interface Unsigned {
  /** The plan, the moves, the safety texts, and the countries whose lines someone reads whatever she chooses. */
  stops: readonly string[];
  /** Countries that nobody new can choose until they are signed, and languages whose countries nobody can. */
  notOffered: readonly string[];
}

/** A course without `signed.yaml` is signed as a whole, in the settings. */
export function unsignedParts(course: CourseSource): Unsigned {
  const { home, elsewhere } = course.map.map.countries;
  const needed = [home, elsewhere].map(countryPart);
  const languages = [...course.languages.keys()].map(languagePart);
  const countries = unsignedCountries(course).map(countryPart);
  const open = course.signed === null ? [] : standingOf(course).filter(({ stands }) => !stands);
  const mayWait = ({ part }: PartStanding) =>
    [...countries, ...languages].includes(part) && !needed.includes(part);
  return {
    stops: open.filter((one) => !mayWait(one)).map(standingInWords),
    notOffered: open.filter(mayWait).map(standingInWords),
  };
}

/** "moves 3f9c2a11b0de: signed by A. Khan, physiotherapist, on 2026-12-01". */
export function standingInWords({ part, hash, signed, stands }: PartStanding): string {
  const named = `${part} ${hash.slice(0, SHORT_HASH)}`;
  if (signed === null) return `${named}: not signed`;
  const who = `${signed.by}, ${signed.job}, on ${signed.on}`;
  return stands
    ? `${named}: signed by ${who}`
    : `${named}: changed since it was signed as ${signed.hash.slice(0, SHORT_HASH)} by ${who}`;
}

/** A signature under a part that there is not is a slip, and its part would stay unsigned. */
export function checkSignatures(course: CourseSource): Finding[] {
  const { signed } = course;
  if (signed === null) return [];
  const parts = signedPartsOf(course).map(({ part }) => part);
  return Object.keys(signed.data)
    .filter((part) => !parts.includes(part))
    .map((part) => ({
      file: signed.file,
      line: signed.lineOf([part]),
      rule: 'unknown-part',
      message: `there is no part ${part} to sign${didYouMean(part, parts)}`,
    }));
}
