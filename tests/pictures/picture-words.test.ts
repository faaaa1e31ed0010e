import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { readPoses } from '../../lib/pictures/read-poses.ts';

const ROOT = join(import.meta.dirname, '../..');
const pictures = [...readPoses(join(ROOT, 'templates/pictures/poses'))];
const text = z
  .string()
  .or(z.record(z.string(), z.string()).transform((said) => Object.values(said).join(' ')));
const exercises = z
  .record(z.string(), z.looseObject({ name: z.string(), cue: text }))
  .parse(parse(readFileSync(join(ROOT, 'templates/course/exercises.yaml'), 'utf8')));

const wordsOf = (said: string): string[] => said.toLowerCase().match(/[a-z'-]+/g) ?? [];
const RUN = 4;
/** Every run of so many words. */
const runsOf = (said: string): string[] => {
  const words = wordsOf(said);
  return words.slice(RUN - 1).map((_, i) => words.slice(i, i + RUN).join(' '));
};

describe.each(pictures)('%s', (name, { alt }) => {
  const exercise = exercises[name.split('-')[0] ?? ''];

  test('says what changes, in a sentence of its own', () => {
    expect(alt).toMatch(/^[A-Z].{30,139}\.$/);
    expect(alt).toMatch(/\b[Ff]rom\b.*\bto\b|; then\b|\bA: .*\bB: |An arrow inside|\bFirst\b/);
  });

  test('repeats neither the cue beside it nor the name', () => {
    const cue = new Set(runsOf(exercise?.cue ?? ''));
    expect(runsOf(alt).filter((run) => cue.has(run))).toEqual([]);
    expect(alt.startsWith(`${exercise?.name ?? 'no such exercise'}:`)).toBe(false);
  });

  test('speaks of no baby and of no birth', () => {
    expect(alt).not.toMatch(/\b(bab|newborn|toddler|birth|pregnan|pram|buggy|cot|nappy|mum|mother|feed)/i);
  });
});

test('no two pictures are told in the same words', () => {
  const alts = pictures.map(([, { alt }]) => alt);
  expect(new Set(alts).size).toBe(alts.length);
});

describe('rungs', () => {
  test('no rung of an exercise has two pictures', () => {
    const rungs = pictures.flatMap(([name, { version }]) =>
      version.rungs.map((rung) => `${name.split('-')[0]} ${rung}`),
    );
    expect(rungs.filter((rung, i) => rungs.indexOf(rung) !== i)).toEqual([]);
  });
});
