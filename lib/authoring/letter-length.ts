import { asksForCheck, courseFrom } from '../domain/course.ts';
import type { LessonLetter, Letter } from '../ports/letters.ts';
import { tipsOf } from './compile-edition.ts';
import { safetyOf } from './compile-safety.ts';
import type { CourseSource } from './course-source.ts';
import { visibleTexts } from './letter-text.ts';
import { type Planned, plannedSessions } from './programme/planned.ts';
import { type Voice, voiceOf } from './voice.ts';

/**
 * How long a lesson's mail is, all of it but the table of signs, with the longest wording of its tip; and how soon its
 * first move comes (docs/rules/content.md#length).
 */
export function lengthFaults(course: CourseSource, lesson: LessonLetter, { html }: Letter): string[] {
  const { session, level } = lesson.decision;
  const planned = plannedSessions(course).find((one) => one.session === session && one.level === level);
  if (planned === undefined) return [];
  const voice = voiceOf(course, lesson.record.country, lesson.record.babyMentions);
  const shown = visibleTexts(html);
  const most = mostWords(course, planned);
  const words =
    wordsIn(shown.join(' ')) - wordsOfSigns(course, voice, shown) + moreOfTip(course, voice, planned, shown);
  return [
    ...(words > most ? [`${words} words (at most ${most})`] : []),
    ...soonFaults(course, planned, shown),
  ];
}

function mostWords(course: CourseSource, { session, easierWeek }: Planned): number {
  const { first, full, easier } = course.programmeRules.data.letter;
  if (session === courseFrom(course.map.map).ladder[0]) return first;
  return easierWeek ? easier : full;
}

function wordsOfSigns(course: CourseSource, voice: Voice, shown: readonly string[]): number {
  const { title, lead, groups } = safetyOf(course, voice).table;
  if (!shown.includes(title)) return 0;
  const signTexts = groups.flatMap(({ route, signs }) => [route.text, ...signs.map(({ text }) => text)]);
  return wordsIn([title, lead, ...signTexts].join(' '));
}

/** By how much the longest wording of her tip is longer than the one in this letter: her path decides which she gets. */
function moreOfTip(course: CourseSource, voice: Voice, { tip }: Planned, shown: readonly string[]): number {
  const wordings = tipsOf(course, voice)[tip] ?? [];
  const lengths = wordings.map(({ title, paragraphs }) =>
    wordsIn([title, ...paragraphs.map(({ text }) => text)].join(' ')),
  );
  const current = wordings.findIndex(({ title }) => shown.includes(title));
  return Math.max(0, ...lengths) - (lengths[current] ?? 0);
}

function soonFaults(course: CourseSource, planned: Planned, shown: readonly string[]): string[] {
  const limits = course.programmeRules.data.letter;
  const { session, reach } = planned;
  const gated = asksForCheck(courseFrom(course.map.map), session);
  if (reach < limits.from || gated || asksLine(course, session)) return [];
  const first = shown.indexOf('1');
  const before = wordsIn(shown.slice(0, first).join(' '));
  const most = limits['before-first-move'];
  return before > most ? [`${before} words stand before the first move (at most ${most})`] : [];
}

function asksLine({ safety }: CourseSource, session: string): boolean {
  return Object.keys(safety.data['stage-lines']).includes(session);
}

function wordsIn(text: string): number {
  return text.match(/[\p{L}\p{N}][\p{L}\p{N}'’.-]*/gu)?.length ?? 0;
}
