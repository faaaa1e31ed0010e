/**
 * What she can press in a mail: the answers to its lesson, and a pause. The list of answers is the only place where they
 * are spelled; types, routes, links, forms, stored values and counts derive from it.
 */

/** `away` asks on its page how long she was away. `notyet` waits for clearance, `back` goes back to gain strength. */
export const ANSWERS = [
  'easy',
  'right',
  'hard',
  'missed',
  'notyet',
  'back',
  'ready',
  'heavier',
  'away',
] as const;
export type Answer = (typeof ANSWERS)[number];

export const AWAY_WEEKS = ['1-2', '3-4', '5-11', '12+'] as const;
export type AwayWeeks = (typeof AWAY_WEEKS)[number];
export type Away = `away:${AwayWeeks}`;

/** An answer as it is stored: `away` with its weeks. */
export type Tap = Exclude<Answer, 'away'> | Away;
export const TAPS: readonly Tap[] = ANSWERS.flatMap((answer): readonly Tap[] =>
  answer === 'away' ? AWAY_WEEKS.map((weeks) => `away:${weeks}` as const) : [answer],
);

/** Null for `away` without one of its choices of weeks. */
export function tapOf(answer: Answer, weeks: string): Tap | null {
  if (answer !== 'away') return answer;
  const away = AWAY_WEEKS.find((choice) => choice === weeks);
  return away === undefined ? null : `away:${away}`;
}

export function answerOf(tap: Tap): Answer {
  return ANSWERS.find((answer) => answer === tap) ?? 'away';
}

/** One value for each answer. An answer that is added to the list does not compile until it is added here. */
export function eachAnswer<Value>(of: (answer: Answer) => Value): Record<Answer, Value> {
  return {
    easy: of('easy'),
    right: of('right'),
    hard: of('hard'),
    missed: of('missed'),
    notyet: of('notyet'),
    back: of('back'),
    ready: of('ready'),
    heavier: of('heavier'),
    away: of('away'),
  };
}

/** The longest pause that a course may offer, in weeks. */
export const LONGEST_PAUSE = 26;

/** The weeks of a link to a pause. A mail outlives an edit of the course, so its link may ask for any length. */
export function pauseWeeksOf(text: string): number | null {
  return /^[1-9]\d?$/.test(text) && Number(text) <= LONGEST_PAUSE ? Number(text) : null;
}
