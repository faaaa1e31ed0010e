import { asksForCheck, courseFrom } from '../domain/course.ts';
import type { LessonLetter, Letter } from '../ports/letters.ts';
import { safetyOf } from './compile-safety.ts';
import type { CourseSource } from './course-source.ts';
import { visibleTexts } from './letter-text.ts';
import { firstTimes, type Planned, plannedSessions } from './programme/planned.ts';
import { voiceOf } from './voice.ts';

/**
 * How long a lesson's mail is, all of it but the table of signs, and how soon its first move comes
 * (docs/rules/content.md#length). Its whole length is held in the words it was written in: pounds beside kilos and longer
 * names for people are no fault of hers who wrote it.
 */
export function lengthFaults(course: CourseSource, lesson: LessonLetter, { html }: Letter): string[] {
  const { session, level } = lesson.decision;
  const planned = plannedSessions(course).find((one) => one.session === session && one.level === level);
  if (planned === undefined) return [];
  const shown = visibleTexts(html);
  const written = lesson.record.country === course.map.map.countries.home && lesson.record.babyMentions;
  const most = mostWords(course, session, level) ?? 0;
  const words = wordsIn(shown.join(' ')) - wordsOfSigns(course, lesson, shown);
  return [
    ...(written && words > most ? [`${words} words (at most ${most})`] : []),
    ...soonFaults(course, planned, shown),
  ];
}

/** The most words that this lesson's mail may have; null for a session that has no file. */
export function mostWords(course: CourseSource, session: string, level: number | null): number | null {
  const all = plannedSessions(course);
  const planned = all.find((one) => one.session === session && one.level === level);
  if (planned === undefined) return null;
  const { first, full, easier, opens, also } = course.programmeRules.data.letter;
  const { content, easierWeek } = planned;
  const drawn = courseFrom(course.map.map);
  if (session === drawn.ladder[0]) return first;
  const { opensBlock, block } = firstTimes(course, all, planned);
  const extras = [
    asksForCheck(drawn, session) ? also.gate : 0,
    hasLine(course, session) ? also.line : 0,
    course.programmeRules.data.tips['mood-at'].some((one) => `${one}` === session) ? also.mood : 0,
    content.numbers ? also.numbers : 0,
    content['ready-to-run'] ? also.running : 0,
    session === drawn.ladder.at(-1) ? also.last : 0,
  ];
  const base = easierWeek ? easier : block !== null && opensBlock ? opens : full;
  return extras.reduce((sum, extra) => sum + extra, base);
}

function wordsOfSigns(course: CourseSource, { record }: LessonLetter, shown: readonly string[]): number {
  const voice = voiceOf(course, record.country, record.babyMentions);
  const { title, lead, groups } = safetyOf(course, voice).table;
  if (!shown.includes(title)) return 0;
  const signTexts = groups.flatMap(({ route, signs }) => [route.text, ...signs.map(({ text }) => text)]);
  return wordsIn([title, lead, ...signTexts].join(' '));
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

/** A line about strength or symptoms above the session. */
function hasLine(course: CourseSource, session: string): boolean {
  return asksLine(course, session) || Object.keys(course.safety.data['symptom-lines']).includes(session);
}

function wordsIn(text: string): number {
  return text.match(/[\p{L}\p{N}][\p{L}\p{N}'’.-]*/gu)?.length ?? 0;
}
