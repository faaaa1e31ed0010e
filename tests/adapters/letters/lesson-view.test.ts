import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { lessonViewsFrom } from '../../../lib/adapters/letters/letters.ts';
import { NO_PICTURES } from '../../../lib/adapters/letters/pictures.ts';
import { EVERY_SESSION, sampleLesson } from '../../../lib/authoring/sample-lesson.ts';
import { COUNTRIES, type SessionId } from '../../../lib/domain/course.ts';
import { POSTAL_ADDRESS, readEdition, sampleLetters } from './sample-letters.ts';

const letters = sampleLetters();
const viewOf = lessonViewsFrom({
  edition: readEdition,
  pictures: NO_PICTURES,
  postalAddress: POSTAL_ADDRESS,
  review: null,
});
const ladder = (session: SessionId) => ({ session, level: null });

describe('the safety block', () => {
  test.each([
    ['GB', 'Call 999:', '111'],
    ['IE', 'Call 112 or 999:', 'GP out-of-hours'],
    ['US', 'Call 911:', 'doctor’s on-call line'],
    ['CA', 'Call 911:', '811'],
    ['AU', 'Call 000:', '1800 022 222'],
    ['NZ', 'Call 111 for an ambulance:', '0800 611 116'],
    ['other', 'Call your local emergency number (112 in Europe):', 'your doctor, midwife'],
  ] as const)('in %s says whom to call, and whom to ring, above the session', (country, call, ring) => {
    const { text } = letters.lesson(sampleLesson(ladder('30'), { record: { country } }));
    const above = text.slice(0, text.indexOf('\n* ')).replaceAll("'", '’');
    expect(above).toContain(call);
    expect(above).toContain(ring);
  });

  test('gives the whole table of signs in the first 12 weeks, on the on-ramp and in a run’s first three lessons', () => {
    const signs = (session: SessionId, number?: number) =>
      letters
        .lesson(sampleLesson(ladder(session), number === undefined ? {} : { number }))
        .text.includes('So tired that you cannot cope');
    expect([signs('0'), signs('11'), signs('R6'), signs('40', 3)]).toEqual([true, true, true, true]);
    expect([signs('12'), signs('40')]).toEqual([false, false]);
  });
});

describe('the gate', () => {
  test.each(['6', '9', '12'] as const)(
    'stands above session %s with session 5 in full below it',
    (session) => {
      const view = viewOf(sampleLesson(ladder(session)));
      expect(view.gate).not.toBeNull();
      expect(view.fallback?.title).toBe('Session 5: get ready for your check');
      expect(view.fallback?.moves.map(({ code }) => code)).toEqual(['STS', 'GB', 'PU', 'SBS', 'BKF']);
      expect(view.notYet).toBe(true);
    },
  );

  test('stands above the on-ramp with its first session below, but not below itself', () => {
    expect(viewOf(sampleLesson(ladder('R4'))).fallback?.title).toBe('Starter 1: find your base');
    expect(viewOf(sampleLesson(ladder('R1'))).gate).not.toBeNull();
    expect(viewOf(sampleLesson(ladder('R1'))).fallback).toBeNull();
  });

  test.each(['5', '13', '30'] as const)('does not stand above session %s', (session) => {
    expect(viewOf(sampleLesson(ladder(session)))).toMatchObject({
      gate: null,
      fallback: null,
      notYet: false,
    });
  });
});

test.each(['12', '16', '24', '36'] as const)(
  'session %s opens with the "only if" line of the stage before',
  (session) => {
    const view = viewOf(sampleLesson(ladder(session)));
    expect(view.stageLine?.text).toMatch(/^Only if .* Otherwise tap Not yet\.$/);
    expect(view.notYet).toBe(true);
  },
);

test('who said "not yet" finds the button that says she is ready, and nobody else does', () => {
  expect(letters.lesson(sampleLesson(ladder('5'), { hold: true })).html).toContain('/ready"');
  expect(letters.lesson(sampleLesson(ladder('5'))).html).not.toContain('/ready"');
});

test('the first lesson of a run opens with the self-check and the ask-first list', () => {
  const opening = viewOf(sampleLesson(ladder('20'), { opensRun: true }));
  expect(opening.selfCheck?.items).toHaveLength(5);
  expect(opening.selfCheck?.askFirst.text).toContain('a weak heart after birth');
  expect(viewOf(sampleLesson(ladder('20'))).selfCheck).toBeNull();
});

test('the lines for after a caesarean stand in sessions 0 to 8, whatever the pace', () => {
  for (const pace of ['standard', 'gentle'] as const) {
    const lines = (session: SessionId) =>
      viewOf(sampleLesson(ladder(session), { record: { pace } })).caesarean.length;
    expect([lines('0'), lines('8'), lines('9'), lines('R1')]).toEqual([1, 1, 0, 0]);
  }
  expect(viewOf(sampleLesson(ladder('3'), { record: { country: 'IE' } })).caesarean[1]?.text).toContain(
    'HSE',
  );
});

test('the pelvic floor line is not printed where the squeezes are a move, and the knack joins it after', () => {
  expect(viewOf(sampleLesson(ladder('2'))).pelvicFloor).toBeNull();
  expect(viewOf(sampleLesson(ladder('R1'))).pelvicFloor).toBeNull();
  expect(viewOf(sampleLesson(ladder('3'))).pelvicFloor?.knack?.text).toContain('just before you cough');
  const loop = (level: 1 | 2) => viewOf(sampleLesson({ session: 'E1', level })).pelvicFloor?.text.text;
  expect(loop(1)).toContain('3 times a day');
  expect(loop(2)).toContain('Once a day');
});

test('in the loop each lap of three brings another wording of the same tip', () => {
  const titles = [54, 66, 78].map(
    (number) => viewOf(sampleLesson({ session: 'E1', level: 1 }, { number })).tip.title,
  );
  expect(new Set(titles).size).toBe(3);
});

test('on the ladder a tip that comes again comes in other words', () => {
  const habit = [28, 48].map((number) => viewOf(sampleLesson(ladder(`${number}`))).tip.title);
  expect(new Set(habit).size).toBe(2);
});

describe('without baby mentions', () => {
  const rules: { 'baby-words': string[]; 'not-baby-words': string[] } = parse(
    readFileSync(new URL('../../../templates/course/rules.yaml', import.meta.url), 'utf8'),
  );
  const baby = new RegExp(`\\b(?:${rules['baby-words'].join('|')})\\b`, 'i');

  test.each(COUNTRIES)('no letter in %s has any, in either part', (country) => {
    for (const which of EVERY_SESSION) {
      const letter = letters.lesson(
        sampleLesson(which, { opensRun: true, record: { country, babyMentions: false } }),
      );
      for (const part of [letter.subject, letter.html.slice(letter.html.indexOf('<body')), letter.text]) {
        const read = rules['not-baby-words'].reduce((left, name) => left.replaceAll(name, ''), part);
        expect(baby.exec(read.replaceAll(/class="[^"]*"/g, ''))?.[0], which.session).toBeUndefined();
      }
    }
  });

  test('the everyday move waits until her session allows it', () => {
    const moves = Array.from(
      { length: 40 },
      (_, number) =>
        viewOf(sampleLesson(ladder('1'), { number: number + 1, record: { babyMentions: false } })).everyday
          .text,
    );
    expect(moves.join(' ')).not.toMatch(/box|suitcase|heavy door|without your hands|hill/i);
    expect(new Set(moves).size).toBe(4);
  });
});

test('the footer offers her to stop baby mentions only where there are any', () => {
  expect(letters.lesson(sampleLesson(ladder('20'))).text).toContain('No baby mentions');
  expect(letters.lesson(sampleLesson(ladder('20'), { record: { babyMentions: false } })).text).not.toContain(
    'baby',
  );
});

test('a review is named with its day only while it is of the course as it stands', () => {
  const { signOffHash } = readEdition('GB');
  const review = {
    by: 'Ann Example',
    job: 'pelvic health physiotherapist',
    on: '2026-11-01',
    hash: signOffHash,
  };
  const reviewed = sampleLetters({ review }).lesson(sampleLesson(ladder('20'))).text;
  expect(reviewed).toContain('Reviewed by Ann Example, pelvic health physiotherapist, on 2026-11-01.');
  const stale = sampleLetters({ review: { ...review, hash: 'of another course' } }).lesson(
    sampleLesson(ladder('20')),
  );
  expect(stale.text).toContain('No clinician has reviewed this course yet.');
});

test('a move shows its picture where one was drawn, told in the words of the picture', () => {
  const drawn = {
    svg: 'a.svg',
    film: 'a-film.svg',
    alt: 'From standing to hips low.',
    width: 480,
    height: 270,
    version: { words: [], from: 12 },
  };
  const pictures = {
    baseUrl: 'https://course.example/pictures',
    byName: { 'SQ-goblet': { ...drawn, png: 'SQ-goblet-0a1b.png' } },
  };
  const { html } = sampleLetters({ pictures }).lesson(sampleLesson(ladder('12')));
  expect(html).toMatch(
    /<img src="https:\/\/course\.example\/pictures\/SQ-goblet-0a1b\.png" width="216" height="122" alt="From standing to hips low\."/,
  );
  expect(html.match(/<img /g)).toHaveLength(1);
});
