import type { AnswerWords, ButtonWords } from '../ports/button-words.ts';
import type { ButtonsSource } from './button-schemas.ts';
import type { Voice } from './voice.ts';

/** The pages behind the buttons, in one edition's words. */
export function buttonsOf(
  { answers, away, earlier, help, pages }: ButtonsSource,
  { say }: Voice,
): ButtonWords {
  const answer = ({ 'said-first': first, ...words }: ButtonsSource['answers']['hard']): AnswerWords => ({
    asked: say(words.asked),
    explain: say(words.explain),
    button: say(words.button),
    heading: say(words.heading),
    said: say(words.said),
    saidFirst: first === undefined ? null : say(first),
  });
  const all = (words: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(Object.entries(words).map(([key, line]) => [key, say(line)]));
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
      pregnant: all(pages.pregnant),
      'left-pregnant': all(pages['left-pregnant']),
      unsubscribe: all(pages.unsubscribe),
      left: all(pages.left),
      damaged: all(pages.damaged),
      'link-sent': all(pages['link-sent']),
    },
  };
}
