import fc from 'fast-check';
import type { Course } from '../../lib/domain/course.ts';
import { drawn } from './courses.ts';

/** Any course that the checks let pass: lengths, ceilings, gates, returns, tracks, and what it counts from, by chance. */

interface Chance {
  ladder: number;
  onRamp: number;
  loop: number;
  steps: readonly number[];
  lag: readonly number[];
  onRampOpens: number;
  loopOpens: number;
  levels: 1 | 2 | 3;
  gate: number;
  gates: number;
  line: number;
  back: number;
  joinsRampAt: number;
  tooMuch: { once: number; running: number; again: number };
  tooEasy: number;
  gap: number;
  anchor: 'asked' | 'dated' | 'joined';
  returns: readonly { away: number; back: number }[];
}

const chance: fc.Arbitrary<Chance> = fc.record({
  ladder: fc.integer({ min: 2, max: 14 }),
  onRamp: fc.integer({ min: 0, max: 4 }),
  loop: fc.integer({ min: 0, max: 5 }),
  steps: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 14, maxLength: 14 }),
  lag: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 14, maxLength: 14 }),
  onRampOpens: fc.integer({ min: 0, max: 14 }),
  loopOpens: fc.integer({ min: 0, max: 40 }),
  levels: fc.constantFrom(1, 2, 3),
  gate: fc.integer({ min: 1, max: 6 }),
  gates: fc.integer({ min: 0, max: 5 }),
  line: fc.integer({ min: 1, max: 13 }),
  back: fc.integer({ min: 1, max: 4 }),
  joinsRampAt: fc.integer({ min: 0, max: 13 }),
  tooMuch: fc.record({
    once: fc.integer({ min: 1, max: 3 }),
    running: fc.integer({ min: 2, max: 3 }),
    again: fc.integer({ min: 1, max: 5 }),
  }),
  tooEasy: fc.integer({ min: 2, max: 4 }),
  gap: fc.integer({ min: 2, max: 5 }),
  anchor: fc.constantFrom('asked', 'dated', 'joined'),
  returns: fc.array(
    fc.record({ away: fc.integer({ min: 2, max: 12 }), back: fc.integer({ min: 1, max: 6 }) }),
    { maxLength: 3 },
  ),
});

export const anyCourse: fc.Arbitrary<Course> = chance
  .map((one) => drawn(JSON.stringify(mapOf(one))))
  .filter((read) => read.kind === 'course')
  .map(({ course }) => course);

const names = (letter: string, count: number) => Array.from({ length: count }, (_, at) => `${letter}${at}`);

function mapOf(one: Chance) {
  const ladder = names('a', one.ladder);
  const onRamp = names('r', one.onRamp);
  const loop = names('e', one.loop);
  const opens = (lag: readonly number[]) => {
    let week = 0;
    return Object.fromEntries(
      ladder.map((id, at) => {
        week += at === 0 ? 0 : (one.steps[at] ?? 1) + (lag[at] ?? 0);
        return [id, week];
      }),
    );
  };
  const gated = ladder.slice(one.gate, one.gate + one.gates);
  const line = ladder[one.line];
  return {
    ...(one.onRamp > 0 && one.anchor === 'asked' ? { 'weeks-without-date': one.onRampOpens + 40 } : {}),
    ...(one.anchor === 'joined' ? { anchor: { joined: true } } : {}),
    tracks: {
      ladder: { sessions: ladder },
      ...(one.onRamp > 0
        ? { 'on-ramp': { sessions: onRamp, opens: one.onRampOpens, 'without-date': true } }
        : {}),
      ...(one.loop > 0 ? { loop: loopOf(one, ladder, onRamp, loop) } : {}),
    },
    paces: { standard: opens([]), gentle: opens(one.lag) },
    paths: pathsOf(one, ladder, onRamp),
    stages: { S1: [ladder[0], onRamp[0], loop[0]].filter((id) => id !== undefined) },
    easier: ladder.filter((_, at) => at % 4 === 3),
    gates: [
      ...(gated.length > 0 ? [{ sessions: gated, asks: 'check', 'not-yet': ladder[one.gate - 1] }] : []),
      ...(one.onRamp > 1 ? [{ sessions: onRamp, asks: 'check', 'not-yet': onRamp[0] }] : []),
      ...(line === undefined ? [] : [{ sessions: line, asks: 'line', back: one.back }]),
    ],
    answers: { 'too-easy': { running: one.tooEasy }, 'too-much': one.tooMuch },
    gap: one.gap,
    returns: [
      ...(one.onRamp > 0 ? [{ away: 12, to: onRamp[0] }] : []),
      ...one.returns.map(({ away, back }) => ({ away, to: `back ${back}` })),
      { away: 1, to: 'same' },
    ],
    sample: ladder[0],
  };
}

function loopOf(one: Chance, ladder: readonly string[], onRamp: readonly string[], loop: readonly string[]) {
  return {
    ...{ sessions: loop, opens: one.loopOpens, 'or-after': ladder.at(-1), 'without-date': true },
    ...{ levels: one.levels, 'from-ladder': { easy: one.levels, right: 1, else: 1 } },
    below: onRamp.at(-1) ?? ladder[0],
  };
}

function pathsOf(one: Chance, ladder: readonly string[], onRamp: readonly string[]) {
  const fromBirth = { from: 0, first: 'ceiling', goes: ladder };
  if (onRamp.length === 0 || one.anchor === 'joined') return [fromBirth];
  const joins = ladder.slice(Math.min(one.joinsRampAt, ladder.length - 1));
  return [
    fromBirth,
    { from: one.onRampOpens + 1, first: onRamp[0], goes: [...onRamp, ...joins] },
    { from: one.onRampOpens + 30, first: onRamp[0], goes: onRamp },
  ];
}
