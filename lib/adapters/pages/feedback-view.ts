import { type Answer, AWAY_WEEKS } from '../../domain/answers.ts';
import type { ButtonWords } from '../../ports/button-words.ts';
import type { AnswerException } from '../../ports/pages.ts';

/** What the page of each button of a lesson asks, and what it says once it was pressed. */

export function feedbackView(answer: Answer, words: ButtonWords) {
  const { asked, explain } = answer === 'away' ? words.away : words.answers[answer];
  const away = AWAY_WEEKS.map((value) => ({ value, label: words.away.weeks[value] }));
  return {
    asked,
    explain,
    button: answer === 'away' ? null : words.answers[answer].button,
    away: answer === 'away' ? away : null,
    symptom: words.away.symptom,
    help: answer === 'hard' ? words.help : null,
  };
}

/** Null: the button belonged to an earlier lesson, and nothing was changed. */
export function answeredView(answer: Answer | null, exception: AnswerException | null, words: ButtonWords) {
  const { heading, said } =
    answer === null ? words.earlier : answer === 'away' ? words.away : words.answers[answer];
  return {
    changed: answer !== null,
    heading,
    said: saidInstead(exception, words) ?? said,
    help: answer === 'hard' ? words.help : null,
  };
}

function saidInstead(exception: AnswerException | null, { answers }: ButtonWords): string | null {
  if (exception === 'held') return answers.notyet.said;
  return exception === 'no-step-back' ? answers.hard.saidFirst : null;
}
