import type { AnswerWords, ButtonWords } from '../ports/button-words.ts';
import type { ButtonsSource } from './button-schemas.ts';
import type { CourseSource } from './course-source.ts';
import type { Voice } from './voice.ts';

/** The pages of the reasons to leave that the course names. */
export function exitsOf(
  course: Pick<CourseSource, 'exits' | 'map'>,
  { say, babyMentions }: Voice,
): ButtonWords['exits'] {
  const { data } = course.exits;
  return Object.fromEntries(
    course.map.map.exits.flatMap((name) => {
      const exit = Object.hasOwn(data, name) ? data[name] : undefined;
      if (exit === undefined) return [];
      const offered = exit.offered === undefined || babyMentions;
      const words = { settings: say(exit.settings), ask: allOf(exit.ask, say), left: allOf(exit.left, say) };
      return [[name, { mail: offered ? say(exit.mail) : null, ...words }]];
    }),
  );
}

function allOf(words: Readonly<Record<string, string>>, say: Voice['say']): Record<string, string> {
  return Object.fromEntries(Object.entries(words).map(([key, line]) => [key, say(line)]));
}

/** The pages behind the buttons, in one edition's words. */
export function buttonsOf(
  { answers, away, earlier, help, pages }: ButtonsSource,
  { say }: Voice,
): Omit<ButtonWords, 'exits'> {
  const answer = ({ 'said-first': first, ...words }: ButtonsSource['answers']['hard']): AnswerWords => ({
    asked: say(words.asked),
    explain: say(words.explain),
    button: say(words.button),
    heading: say(words.heading),
    said: say(words.said),
    saidFirst: first === undefined ? null : say(first),
  });
  const all = (words: Readonly<Record<string, string>>) => allOf(words, say);
  return {
    answers: {
      easy: answer(answers.easy),
      right: answer(answers.right),
      hard: answer(answers.hard),
      missed: answer(answers.missed),
      notyet: answer(answers.notyet),
      back: answer(answers.back),
      ready: answer(answers.ready),
      heavier: answer(answers.heavier),
    },
    away: {
      asked: say(away.asked),
      explain: say(away.explain),
      heading: say(away.heading),
      said: say(away.said),
      missing: say(away.missing),
      weeks: {
        '1-2': say(away.weeks['1-2']),
        '3-4': say(away.weeks['3-4']),
        '5-11': say(away.weeks['5-11']),
        '12+': say(away.weeks['12+']),
      },
      symptom: say(away.symptom),
    },
    earlier: { heading: say(earlier.heading), said: say(earlier.said) },
    help: {
      lead: say(help.lead),
      text: say(help.text),
      rest: say(help.rest),
      easier: say(help.easier),
    },
    pages: {
      pause: all(pages.pause),
      paused: all(pages.paused),
      'no-baby': all(pages['no-baby']),
      'no-baby-saved': all(pages['no-baby-saved']),
      unsubscribe: all(pages.unsubscribe),
      left: all(pages.left),
      damaged: all(pages.damaged),
      'link-sent': all(pages['link-sent']),
    },
  };
}
