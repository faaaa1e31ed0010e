import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { checkCourse } from '../../lib/authoring/check-course.ts';
import type { Finding } from '../../lib/authoring/findings.ts';
import { readCourse } from '../../lib/authoring/read-course.ts';
import { signedPartsOf, unsignedCountries } from '../../lib/authoring/sign-off.ts';
import { unsignedParts } from '../../lib/authoring/signatures.ts';
import { ParsedFiles } from '../../lib/authoring/source-file.ts';
import { courseFolder } from '../../lib/brand/course-folder.ts';
import { sourceOf, writePseudoTranslation } from '../pseudo/pseudo-course.ts';

/** The fixture with a translation: what a slip in it is called, and where. */

const folder = mkdtempSync(join(tmpdir(), 'translation-'));
const COURSE = join(folder, 'kudu');

beforeAll(() => {
  cpSync(join(import.meta.dirname, '../course/kudu'), COURSE, { recursive: true });
  writePseudoTranslation(COURSE, { tag: 'af', from: 'ZA', country: 'ZA-af', language: 'af-ZA' });
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What was parsed before, as at the coach's desk. */
const parsed = new ParsedFiles();

function findings(): readonly Finding[] {
  const read = readCourse(courseFolder({ COURSE }), { parsed });
  return read.kind === 'broken' ? read.findings : checkCourse(read.course);
}

/** What is found with a file as `edit` leaves it; null takes it away. The file is put back when the test ends. */
function foundWith(name: string, edit: (text: string) => string | null): string[] {
  const file = join(COURSE, name);
  let text: string | null = null;
  try {
    text = readFileSync(file, 'utf8');
  } catch {}
  onTestFinished(() => (text === null ? rmSync(file) : writeFileSync(file, text)));
  const edited = edit(text ?? '');
  if (edited === null) rmSync(file);
  else writeFileSync(file, edited);
  return findings().map(
    ({ file: at, line, rule, message }) => `${at.replace(`${COURSE}/`, '')}:${line} ${rule}: ${message}`,
  );
}

test('a whole translation is in order', () => {
  expect(findings()).toEqual([]);
});

const K0 = 'languages/af/sessions/k0.yaml';

describe('a slip is named, with its file and line', () => {
  test.each([
    [
      'a file that is missing',
      K0,
      () => null,
      /k0\.yaml:1 not-translated: this file is missing: write it like .*sessions\/k0\.yaml/,
    ],
    [
      'a text that is missing',
      K0,
      (text: string) => text.replace(/^subject:.*\n/m, ''),
      /k0\.yaml:\d+ not-translated: subject is missing: translate what stands at .*k0\.yaml:2/,
    ],
    [
      'a text left as it was',
      K0,
      (text: string) => text.replace(/^title:.*$/m, 'title: "Find your feet"'),
      /k0\.yaml:1 not-translated: title it reads as in the words of home/,
    ],
    [
      'a dose',
      K0,
      (text: string) => text.replace('reps: 6', 'reps: 60'),
      /k0\.yaml:\d+ number-in-translation: moves\.0\.reps is 60, and 6 in the course/,
    ],
    [
      'minutes',
      K0,
      (text: string) => text.replace('minutes: 8', 'minutes: 80'),
      /number-in-translation: minutes is 80, and 8 in the course/,
    ],
    [
      'a number in a sentence',
      K0,
      (text: string) => text.replace(/^(subject:.*?)8/m, '$118'),
      /k0\.yaml:2 number-in-translation: subject it says 18 where the course says 8/,
    ],
    [
      'a number as a word',
      'languages/af/letters.yaml',
      (text: string) => text.replace('ţĥŕéé', 'ţŵó'),
      /letters\.yaml:\d+ number-in-translation: \S+ it says 2 where the course says 3: a translation changes no number$/,
    ],
    [
      'a blank that is gone',
      'languages/af/words/units.yaml',
      (text: string) => text.replace('{from}', 'from'),
      /units\.yaml:\d+ blank: span it lacks \{from\}/,
    ],
    [
      'a blank of nobody',
      'languages/af/letters.yaml',
      (text: string) => text.replace(/^( {2}stop: ⟦)/m, '$1{whom} '),
      /letters\.yaml:\d+ blank: lesson\.stop it says \{whom\}/,
    ],
    [
      'a sentence of a page',
      'languages/af/words/pages.yaml',
      (text: string) => text.replace(/^ {2}lead:.*\n/m, ''),
      /pages\.yaml:\d+ not-translated: [a-z.-]+ is missing/,
    ],
    [
      'a tip',
      'languages/af/tips/t1.md',
      (text: string) => `${text}\n\n## One more\n\nAnd its text.\n`,
      /t1\.md:1 not-translated: the tip has 2 wordings, and 1 in the course/,
    ],
    [
      'what is said of a drawing',
      'languages/af/pictures.yaml',
      (text: string) => text.replace(/^SQ:.*\n/m, ''),
      /pictures\.yaml:1 not-translated: SQ is missing, and a lesson or a page shows it/,
    ],
    [
      'the consent that is shown',
      'languages/af/consent.yaml',
      (text: string) => text.replace(/version: .*/g, 'version: old'),
      /consent\.yaml:\d+ (?:shape|not-translated): /,
    ],
    [
      'a sign that must be said',
      'languages/af/rules.yaml',
      (text: string) => text.replace(/call:\n {4}- .*/, 'call:\n    - bloeding'),
      /safety\.yaml:\d+ must-say: it must say "bloeding"/,
    ],
    [
      'how hard a text may be',
      'languages/af/rules.yaml',
      (text: string) => text.replace(/^ {2}word-letters:.*\n/m, ''),
      /rules\.yaml:\d+ reading: write word-letters/,
    ],
    [
      'words that are too long',
      'languages/af/rules.yaml',
      (text: string) => text.replace(/word-letters: \d+/, 'word-letters: 3'),
      /reading: (?:the page )?has words of \d\.\d letters on average \(at most 3\)/,
    ],
    [
      'a banned word',
      'languages/af/rules.yaml',
      (text: string) => text.replace(/^banned:\n/m, 'banned:\n  - { say: "Ƒîñð", why: "try" }\n'),
      /k0\.yaml:\d+ banned: says "Ƒîñð"/,
    ],
    [
      'a file of another name',
      'languages/af/sessions/k00.yaml',
      () => 'title: x\n',
      /k00\.yaml:1 file-name: there is no such file in the course to translate/,
    ],
    [
      'a language that no country speaks',
      'languages/xh/letters.yaml',
      () => 'x: y\n',
      /languages\/xh:1 unknown-language: no country speaks it/,
    ],
    [
      'a country whose language has no folder',
      'countries/ZA-af.yaml',
      (text: string) => text.replace('language: af-ZA', 'language: zu-ZA'),
      /ZA-af\.yaml:\d+ not-translated: nobody wrote the course in zu-ZA yet/,
    ],
  ] as const)('%s', (_, name, edit, said) => {
    if (name.includes('/xh/'))
      cpSync(join(COURSE, 'languages/af/letters.yaml'), join(COURSE, name), { recursive: true });
    if (name.includes('/xh/'))
      onTestFinished(() => rmSync(join(COURSE, 'languages/xh'), { recursive: true, force: true }));
    expect(foundWith(name, edit).join('\n')).toMatch(said);
  });
});

test('a number may be left where it stands, or left out with all that is no text', () => {
  expect(foundWith(K0, (text) => text.replace('minutes: 8\n', '').replace(/^walk:[\s\S]*$/m, ''))).toEqual(
    [],
  );
});

test('a language is signed as a part, and until then its countries are offered to nobody', () => {
  const course = sourceOf(courseFolder({ COURSE }));
  const parts = signedPartsOf(course);
  expect(parts.map(({ part }) => part)).toContain('languages/af');
  const by = 'by: A. Khan, job: physiotherapist, on: 2026-12-01';
  const signed = parts
    .filter(({ part }) => part !== 'languages/af')
    .map(({ part, hash }) => `${part}: { hash: "${hash.slice(0, 12)}", ${by} }\n`)
    .join('');
  const file = join(COURSE, 'signed.yaml');
  onTestFinished(() => rmSync(file));
  writeFileSync(file, signed);
  const open = sourceOf(courseFolder({ COURSE }));
  expect(unsignedCountries(open)).toEqual(['ZA-af']);
  expect(unsignedParts(open)).toMatchObject({
    stops: [],
    notOffered: [expect.stringMatching(/^languages\/af [0-9a-f]{12}: not signed$/)],
  });
});
