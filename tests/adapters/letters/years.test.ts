import { describe, expect, test } from 'vitest';
import { EIGHT_WOMEN, shareNew, viewOf, type Written, wordsIn, yearOf } from './years.ts';

const YEARS = EIGHT_WOMEN.map((woman) => ({ ...woman, year: yearOf(woman) }));
const WEEKS_APART = 8;

/** Mails within 8 weeks of one another whose tip says the same, though their sessions differ. */
function sameTipSoon(year: readonly Written[]): string[] {
  return year.flatMap(({ view, letter }, place) =>
    year
      .slice(Math.max(0, place - WEEKS_APART), place)
      .filter(
        (before) =>
          before.view.tip.title === view.tip.title &&
          before.letter.decision.session !== letter.decision.session,
      )
      .map(() => `${letter.decision.session}: ${view.tip.title}`),
  );
}

test.each(YEARS)('no two mails within 8 weeks have the same words of a tip: $name', ({ year }) => {
  expect(sameTipSoon(year)).toEqual([]);
});

test('who joins at birth gets the first wording of a tip the first time it comes', () => {
  const year = YEARS[0]?.year ?? [];
  expect(year.slice(0, 3).map(({ view }) => view.tip.title)).toEqual([
    'Healing is this week’s work',
    'Tears, and when to tell someone',
    'Name the job, the person, the time',
  ]);
});

test('who is held on a session gets its tip in other words each week', () => {
  const held = YEARS[0]?.year[5];
  if (!held) throw new Error('a year has a sixth mail');
  const again = [held.letter.number, held.letter.number + 1, held.letter.number + 2];
  const titles = again.map((number) => viewOf({ ...held.letter, number }).tip.title);
  expect(new Set(titles).size).toBe(again.length);
});

describe('what is new to her in her first year', () => {
  test.each(YEARS)('nine sentences of ten of why, tip and everyday line: $name', ({ year }) => {
    for (const share of Object.values(shareNew(year))) expect(share).toBeGreaterThanOrEqual(0.9);
  });
});

test.each(YEARS)('no mail is longer than 800 words on the way that she comes: $name', ({ year }) => {
  const long = year.filter((mail) => wordsIn(mail) > 800);
  expect(long.map(({ letter }) => letter.decision.session)).toEqual([]);
});

test('a neutral everyday line for the first weeks is never sent later, nor to who has no date', () => {
  const towel = (year: readonly Written[]) =>
    year.flatMap(({ view, letter }) =>
      view.everyday.text.includes('folded towel') ? [letter.decision.session] : [],
    );
  const neutral = YEARS.find(({ babyMentions }) => !babyMentions);
  expect(towel(neutral?.year ?? []).every((session) => Number(session) <= 8)).toBe(true);
  expect(towel(YEARS.find(({ weeks }) => weeks === null)?.year ?? [])).toEqual([]);
});

test('session 0 is short, and carries every sign', () => {
  const first = YEARS[0]?.year[0];
  for (const sign of [
    'soaked in an hour',
    'Chest pain',
    'A fit',
    'slurred',
    'Seeing or hearing',
    'blurred sight',
    '38 C',
    'One leg or arm',
    'cannot wee',
  ]) {
    expect(first?.text).toContain(sign);
  }
});
