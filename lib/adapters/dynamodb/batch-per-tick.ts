/**
 * Answers each question by one call for all that are asked in the same turn of the event loop, at most `most`. The call
 * is made after the last of them was asked, so each answer is as fresh as one of its own; when it fails, all of them do.
 */
export function batchPerTick<Question, Answer>(
  most: number,
  answerAll: (questions: readonly Question[]) => Promise<readonly Answer[]>,
): (question: Question) => Promise<Answer> {
  let asked: { questions: Question[]; answers: Promise<readonly Answer[]> } | undefined;
  return async (question) => {
    if (asked === undefined || asked.questions.length === most) {
      const questions: Question[] = [];
      asked = { questions, answers: endOfTurn().then(() => answered(questions)) };
    }
    const { questions, answers } = asked;
    const at = questions.push(question) - 1;
    const answer = (await answers)[at];
    if (answer === undefined) throw new Error('a question was left without its answer');
    return answer;
  };

  function answered(questions: Question[]): Promise<readonly Answer[]> {
    if (asked?.questions === questions) asked = undefined;
    return answerAll(questions);
  }
}

function endOfTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
