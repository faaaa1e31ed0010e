import { type Answer, AWAY_WEEKS, type AwayWeeks } from '../../domain/answers.ts';

/** What the page of each button of a lesson asks, and what it says once it was pressed. */

interface Words {
  asked: string;
  explain: string;
  button: string;
  said: string;
}

const WORDS: Readonly<Record<Exclude<Answer, 'away'>, Words>> = {
  easy: {
    asked: 'Too easy?',
    explain: 'Good to know. Two in a row, and the next email says: take the Harder version this week.',
    button: 'Yes, it was too easy',
    said: 'Noted: too easy.',
  },
  right: {
    asked: 'Just right?',
    explain: 'Then we carry on, one session at a time.',
    button: 'Yes, just right',
    said: 'Noted: just right.',
  },
  hard: {
    asked: 'Too much, or something hurt or leaked?',
    explain: 'Thank you for saying. We will take you one session back. Use Easier when it feels right.',
    button: 'Yes, go one back',
    said: 'Noted. Next time is gentler.',
  },
  missed: {
    asked: 'Did not get to it?',
    explain: 'You are still in. The same session comes again.',
    button: 'Send it again next time',
    said: 'Noted. The same session comes again.',
  },
  notyet: {
    asked: 'Not yet?',
    explain: 'Then we stay where it is safe, for as long as you like. Tap Ready in any email when you are.',
    button: 'Not yet',
    said: 'Noted. We stay there until you tap Ready.',
  },
  back: {
    asked: 'Not strong enough yet?',
    explain: 'Then we take you three sessions back. You come to this one again in a few weeks, stronger.',
    button: 'Yes, three weeks more',
    said: 'Noted: three weeks more.',
  },
  ready: {
    asked: 'Ready to move on?',
    explain:
      'A midwife, doctor or physio has said you are OK to exercise, bleeding has stopped and wounds are closed.',
    button: 'Yes, I am ready',
    said: 'Noted: ready.',
  },
  heavier: {
    asked: 'Ready for heavier?',
    explain: 'Then the next round of twelve sessions is one level up. You can change it back in any email.',
    button: 'Yes, heavier next round',
    said: 'Noted: heavier.',
  },
};

const HELP =
  'Leaks, heaviness, pain or a bulge are common and treatable. Still there in two weeks? See your GP, doctor or a pelvic health physio.';

const AWAY_LABELS: Readonly<Record<AwayWeeks, string>> = {
  '1-2': '1 or 2 weeks',
  '3-4': '3 or 4 weeks',
  '5-11': '5 to 11 weeks',
  '12+': '12 weeks or more',
};
const AWAY = AWAY_WEEKS.map((value) => ({ value, label: AWAY_LABELS[value] }));

export function feedbackView(answer: Answer) {
  if (answer === 'away')
    return {
      asked: 'How long were you away?',
      explain: 'We start you again where it suits. No catching up.',
      button: null,
      away: AWAY,
      help: null,
    };
  const { asked, explain, button } = WORDS[answer];
  return { asked, explain, button, away: null, help: answer === 'hard' ? HELP : null };
}

/** Null: the button belonged to an earlier lesson, and nothing was changed. */
export function answeredView(answer: Answer | null) {
  if (answer === null)
    return {
      heading: 'That was an earlier email',
      said: 'Only the newest email counts, so nothing has changed.',
      help: null,
    };
  if (answer === 'away')
    return {
      heading: 'Welcome back',
      said: 'We start you again where it suits. No catching up.',
      help: null,
    };
  return { heading: 'Thank you', said: WORDS[answer].said, help: answer === 'hard' ? HELP : null };
}
