import { type Course, courseFrom, type Gate, type SessionRule, type Stage } from './course.ts';

/** The course as it stood in the code. */

const LADDER = Array.from({ length: 53 }, (_, number) => number);
const ON_RAMP = ['R1', 'R2', 'R3', 'R4', 'R5', 'R6'];
const LOOP = Array.from({ length: 12 }, (_, index) => `E${index + 1}`);
const GENTLE = [0, 1, 3, 4, 5, 6, 8];
const LINES = [12, 16, 24, 36];

const ids = (from: number, to: number) => LADDER.slice(from, to + 1).map(String);

function ladderRule(number: number): SessionRule {
  return {
    id: `${number}`,
    track: 'ladder',
    stage: stageAt(number),
    easier: number >= 11 && number < 52 && number % 4 === 3,
    opens: { standard: number, gentle: GENTLE[number] ?? number + 2 },
    withoutDate: false,
    orAfter: null,
    gates: gatesAt(number),
  };
}

function gatesAt(number: number): readonly Gate[] {
  const check: Gate = { asks: 'check', notYet: '5' };
  const line: Gate = { asks: 'line', back: 3 };
  return [...(number >= 6 && number <= 12 ? [check] : []), ...(LINES.includes(number) ? [line] : [])];
}

function stageAt(number: number): Stage {
  if (number < 2) return 'S1';
  if (number < 6) return 'S2';
  if (number < 12) return 'S3';
  if (number < 16) return 'S4';
  if (number < 24) return 'S5';
  return number < 36 ? 'S6' : 'S7';
}

const aside = { withoutDate: true, easier: false };

export const FIRST_COURSE: Course = courseFrom({
  weeksWithoutDate: 53,
  paces: ['standard', 'gentle'],
  sessions: [
    ...LADDER.map(ladderRule),
    ...ON_RAMP.map(
      (id, place): SessionRule => ({
        ...{ id, ...aside, track: 'on-ramp', stage: place < 2 ? 'S2' : 'S3' },
        ...{ opens: { standard: 12, gentle: 12 }, orAfter: null, gates: [{ asks: 'check', notYet: 'R1' }] },
      }),
    ),
    ...LOOP.map(
      (id, place): SessionRule => ({
        ...{ id, ...aside, track: 'loop', stage: 'S8', easier: place % 4 === 3 },
        ...{ opens: { standard: 53, gentle: 53 }, orAfter: '52', gates: [] },
      }),
    ),
  ],
  levels: {
    ...{ highest: 3, below: 'R4', blocks: ['E1', 'E5', 'E9'] },
    fromLadder: { easy: 3, right: 3, else: 2 },
  },
  paths: [
    { from: 0, first: 'ceiling', goes: ids(0, 52) },
    { from: 6, first: '6', goes: ids(0, 52) },
    { from: 12, first: 'R1', goes: [...ON_RAMP, ...ids(12, 52)] },
    { from: 53, first: 'R1', goes: ON_RAMP },
  ],
  tooEasy: { running: 2 },
  tooMuch: { once: 1, running: 2, repeated: 3 },
  gapWeeks: 3,
  returns: [
    { away: 5, beforeWeek: 12, had: null, to: { session: '2' } },
    { away: 12, beforeWeek: null, had: null, to: { session: 'R1' } },
    { away: 5, beforeWeek: null, had: [...ids(8, 52), ...ON_RAMP.slice(2), ...LOOP], to: { session: 'R3' } },
    { away: 5, beforeWeek: null, had: null, to: { session: 'R1' } },
    { away: 3, beforeWeek: null, had: null, to: { back: 3 } },
    { away: 1, beforeWeek: null, had: null, to: 'same' },
  ],
  sample: '13',
  gone: {},
});
