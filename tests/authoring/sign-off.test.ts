import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isReviewed } from '../../lib/adapters/letters/review.ts';
import type { CourseSource } from '../../lib/authoring/course-source.ts';
import { countryFile } from '../../lib/authoring/read-countries.ts';
import { readCourse } from '../../lib/authoring/read-course.ts';
import {
  hashesByCountry,
  signedPartsOf,
  signOffHashOf,
  unsignedCountries,
} from '../../lib/authoring/sign-off.ts';
import { signatures } from '../../lib/authoring/signature-schema.ts';
import {
  checkSignatures,
  standingInWords,
  standingOf,
  unsignedParts,
} from '../../lib/authoring/signatures.ts';
import { parseYaml } from '../../lib/authoring/source-file.ts';
import { ownCourse } from '../../lib/brand/course-folder.ts';
import { courseToChange as course, inCopy } from './planted.ts';

const stands = signOffHashOf(course());
const review = { by: 'A. Physio', job: 'pelvic health physiotherapist', on: '2026-11-01', hash: stands };

test('a review holds while the sign-off set stands as it was reviewed', () => {
  expect(signOffHashOf(course())).toBe(stands);
  expect(isReviewed(review, stands)).toBe(true);
  expect(isReviewed(null, stands)).toBe(false);
});

test.each([
  ['a dose', (edited: CourseSource) => edit(edited.sessions[12]?.data, 'minutes')],
  ['a help page', (edited: CourseSource) => edit(edited.help[0]?.data, 'lead')],
  ['what a button’s page says', (edited: CourseSource) => edit(edited.buttons.data.answers.hard, 'said')],
  ['a sign', (edited: CourseSource) => edit(edited.safety.data.table, 'title')],
  ['a route', (edited: CourseSource) => edit(countryFile(edited, 'NZ').data.routes, 'emergency')],
  ['an exercise', (edited: CourseSource) => edit(edited.exercises.data['SQ'], 'cue')],
  ['a pelvic floor line', (edited: CourseSource) => edit(edited.stages.data.S2, 'pelvic-floor')],
  ['an early everyday move', (edited: CourseSource) => edit(edited.everyday.data.ladder, '3')],
  ['where an absence leads', (edited: CourseSource) => edit(edited.map.map, 'gapWeeks')],
  ['the words of the sign-up', (edited: CourseSource) => edit(edited, 'signUpWording')],
  ['a country’s word', (edited: CourseSource) => edit(countryFile(edited, 'US').data.words, 'cot')],
])('changing %s returns the course to "not reviewed"', (_, change) => {
  const edited = course();
  change(edited);
  expect(isReviewed(review, signOffHashOf(edited))).toBe(false);
});

test('a tip that no clinician signs may be reworded', () => {
  const edited = course();
  const others = edited.tips.map((tip) =>
    tip.id === 'M20' ? { ...tip, variants: tip.variants.slice(1) } : tip,
  );
  expect(signOffHashOf({ ...edited, tips: others })).toBe(stands);
  const signed = edited.tips.map((tip) =>
    tip.id === 'M16' ? { ...tip, variants: tip.variants.slice(1) } : tip,
  );
  expect(signOffHashOf({ ...edited, tips: signed })).not.toBe(stands);
});

/** The parts that a change leaves without a signature. */
function changedBy(change: (edited: CourseSource) => void): string[] {
  const edited = course();
  change(edited);
  const before = new Map(signedPartsOf(course()).map(({ part, hash }) => [part, hash]));
  return signedPartsOf(edited).flatMap(({ part, hash }) => (before.get(part) === hash ? [] : [part]));
}

describe('each part is signed by itself', () => {
  test.each([
    ['plan', (edited: CourseSource) => edit(edited.map.map, 'gapWeeks')],
    ['moves', (edited: CourseSource) => edit(edited.exercises.data['SQ'], 'cue')],
    ['moves', (edited: CourseSource) => edit(edited.sessions[12]?.data, 'minutes')],
    ['moves', (edited: CourseSource) => edit(edited.units.data.dose, 'each-side')],
    ['safety', (edited: CourseSource) => edit(edited.safety.data.table, 'title')],
    ['countries/NZ', (edited: CourseSource) => edit(countryFile(edited, 'NZ').data, 'ring')],
  ])('a change in %s leaves the others signed', (part, change) => {
    expect(changedBy(change)).toEqual([part]);
  });

  test.each([
    ['why a session comes', (edited: CourseSource) => edit(sessionOf(edited, '13'), 'why')],
    ['a subject', (edited: CourseSource) => edit(sessionOf(edited, '13'), 'subject')],
    ['a line of a mail', (edited: CourseSource) => edit(edited.letters.data.lesson, 'stop')],
    ['whom to complain to', (edited: CourseSource) => edit(countryFile(edited, 'NZ').data, 'complain-to')],
    [
      'when a number was rung',
      (edited: CourseSource) => edit(countryFile(edited, 'NZ').data.numbers['emergency'], 'checked'),
    ],
  ])('a change of words keeps every signature: %s', (_, change) => {
    expect(changedBy(change)).toEqual([]);
  });

  test('comments, line ends and the order of keys keep every signature', () => {
    const written = inCopy((root) => {
      const rewrite = (file: string, change: (text: string) => string) => {
        const path = join(root, 'templates', file);
        const before = readFileSync(path, 'utf8');
        if (change(before) === before) throw new Error(`${file} stays as it was`);
        writeFileSync(path, change(before));
      };
      rewrite('pages/consent.yaml', (text) => `# Shown on the form.\n${text.replaceAll('\n', '\r\n')}`);
      rewrite('course/tips/m16.md', (text) => text.replaceAll('\n', '\r\n'));
      rewrite('course/countries/NZ.yaml', (text) =>
        text.replace(/(^ +emergency: .*\n)([\s\S]*?)(?=^\S)/m, '$2$1'),
      );
      return readCourse(ownCourse(root));
    });
    if (written.kind === 'broken') throw new Error(JSON.stringify(written.findings));
    expect(signedPartsOf(written.course)).toEqual(signedPartsOf(course()));
  });

  test('signed.yaml says who signed which part, and what changed since', () => {
    const [plan, moves, safety] = signedPartsOf(course());
    if (!plan || !moves || !safety) throw new Error('the course has no parts');
    const by = 'by: A. Khan, job: physiotherapist, on: 2026-12-01';
    const signed = withSignatures(
      `plan: { hash: "${plan.hash.slice(0, 12)}", ${by} }\nmoves: { hash: "${'0'.repeat(12)}", ${by} }\n`,
    );
    expect(standingOf(signed).slice(0, 3).map(standingInWords)).toEqual([
      `plan ${plan.hash.slice(0, 12)}: signed by A. Khan, physiotherapist, on 2026-12-01`,
      `moves ${moves.hash.slice(0, 12)}: changed since it was signed as 000000000000 by A. Khan, physiotherapist, on 2026-12-01`,
      `safety ${safety.hash.slice(0, 12)}: not signed`,
    ]);
  });

  test('the plan, the moves, the safety texts and the countries at home and elsewhere stop a deployment; others wait', () => {
    const parts = ({ stops, notOffered }: ReturnType<typeof unsignedParts>) => ({
      stops: stops.map((line) => line.replace(/ .*/, '')),
      notOffered: notOffered.map((line) => line.replace(/ .*/, '')),
    });
    expect(parts(unsignedParts(signedBut('plan', 'countries/NZ')))).toEqual({
      stops: ['plan'],
      notOffered: ['countries/NZ'],
    });
    expect(parts(unsignedParts(signedBut('moves', 'safety')))).toEqual({
      stops: ['moves', 'safety'],
      notOffered: [],
    });
    expect(parts(unsignedParts(signedBut('countries/GB', 'countries/other')))).toEqual({
      stops: ['countries/GB', 'countries/other'],
      notOffered: [],
    });
    expect(unsignedParts(course())).toEqual({ stops: [], notOffered: [] });
  });

  test('a signature that is missing is none of what a running course compares: its lessons go on', () => {
    const running = { ...review, hash: signOffHashOf(signedBut()) };
    for (const { part } of PARTS) expect(isReviewed(running, signOffHashOf(signedBut(part)))).toBe(true);
  });

  test('a country without a signature leaves the hash of the review, and only its own readers are told so', () => {
    const all = signedBut();
    const hash = signOffHashOf(all);
    const added = { ...course(), signed: signedBut('countries/NZ').signed };
    edit(countryFile(added, 'NZ').data, 'ring');
    expect(signOffHashOf(added)).toBe(hash);
    expect(unsignedCountries(added)).toEqual(['NZ']);
    const hashOf = hashesByCountry(added);
    expect([hashOf('GB'), hashOf('NZ') === hash]).toEqual([hash, false]);
    const changed = { ...course(), signed: all.signed };
    edit(changed.safety.data.table, 'title');
    expect(signOffHashOf(changed)).not.toBe(hash);
  });

  test('a signature under no part is asked after', () => {
    const signed = withSignatures('move: { hash: "0123456789ab", by: A, job: B, on: 2026-12-01 }\n');
    expect(checkSignatures(signed)).toEqual([
      {
        file: 'signed.yaml',
        line: 1,
        rule: 'unknown-part',
        message: expect.stringContaining('did you mean moves?'),
      },
    ]);
  });
});

const WHOLE = course();
const PARTS = signedPartsOf(WHOLE);

/** Our course with each part signed as it stands, but these. */
function signedBut(...open: string[]): CourseSource {
  const by = 'by: A. Khan, job: physiotherapist, on: 2026-12-01';
  const rest = PARTS.filter(({ part }) => !open.includes(part));
  return withSignatures(
    rest.map(({ part, hash }) => `${part}: { hash: "${hash}", ${by} }\n`).join(''),
    WHOLE,
  );
}

function withSignatures(text: string, from = course()): CourseSource {
  const read = parseYaml(text, 'signed.yaml', signatures, 0);
  if (read.kind === 'broken') throw new Error(JSON.stringify(read.findings));
  return { ...from, signed: read.source };
}

function sessionOf(edited: CourseSource, id: string): object | undefined {
  return edited.sessions.find((session) => session.id === id)?.data;
}

function edit(holder: object | undefined, key: string): void {
  if (holder === undefined || !(key in holder)) throw new Error(`nothing at ${key}`);
  Reflect.set(holder, key, 'something else');
}
