/** What is wrong with an answer. What it says to her stands in the course's words, by its code. */
export interface Problem {
  /** The input of the form, or column of the list, that needs another look. */
  input: string;
  code: ProblemCode;
  /** What the words name beside the code: the choices there are, or two days that could be meant. */
  choices?: readonly string[];
}

export type ProblemCode =
  | 'email-unreadable'
  | 'name-too-long'
  | 'name-not-a-name'
  | 'name-damaged'
  | 'date-missing'
  | 'date-and-tick'
  | 'tick-unknown'
  | 'date-unreadable'
  | 'date-impossible'
  | 'date-too-early'
  | 'date-ambiguous'
  | 'date-future'
  | 'date-must-stay'
  | 'pace-unknown'
  | 'country-missing'
  | 'zone-unknown'
  | 'day-unknown'
  | 'hour-unknown'
  | 'mentions-unknown'
  | 'level-unknown'
  | 'pause-unknown'
  | 'pause-and-resume'
  | 'resume-unknown'
  | 'exit-unknown'
  | 'consent-missing'
  | 'choice-unknown'
  | 'training-unreadable'
  | 'number-unreadable'
  | 'field-for-machines';
