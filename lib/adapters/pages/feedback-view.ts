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
    said: 'Thanks, good to know.',
  },
  right: {
    asked: 'Just right?',
    explain: 'Then we carry on, one session at a time.',
    button: 'Yes, just right',
    said: 'Great. We carry on, one session at a time.',
  },
  hard: {
    asked: 'Too much, or something hurt or leaked?',
    explain:
      'Thank you for telling us. We will take you a step back. Stay on the easier version until nothing hurts or leaks.',
    button: 'Yes, go one back',
    said: 'Next week is one step easier. That is how this works: it is not a step lost.',
  },
  missed: {
    asked: "Didn't get round to it?",
    explain: "You haven't fallen behind. The same session comes again.",
    button: 'Send the same session next week',
    said: 'The same session comes again.',
  },
  notyet: {
    asked: 'Not yet?',
    explain: 'Then we stay where it is safe, for as long as you like. Tap Ready in any email when you are.',
    button: 'Not yet',
    said: 'We stay there until you tap Ready.',
  },
  back: {
    asked: 'Not strong enough yet?',
    explain: 'Then we take you three sessions back. You come to this one again in a few weeks, stronger.',
    button: 'Yes, three weeks more',
    said: 'Three weeks more. You come back to this one stronger.',
  },
  ready: {
    asked: 'Ready to move on?',
    explain:
      'Are all three true? A midwife, doctor or physio has said you can exercise. Bleeding has stopped. Wounds are closed.',
    button: 'Yes, I am ready',
    said: "Great, we'll move you on.",
  },
  heavier: {
    asked: 'Ready for heavier?',
    explain: 'Then the next round of twelve sessions is one level up. You can change it back in any email.',
    button: 'Yes, heavier next round',
    said: 'The next round is one level up.',
  },
};

const HELP =
  'It is common, and it can be treated. Still there in two weeks? See your GP, doctor or a pelvic health physio.';

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
      explain: "We'll start you off again gently. No catching up.",
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
      changed: false,
      heading: 'That was an earlier email',
      said: 'Only the newest email counts, so nothing has changed.',
      help: null,
    };
  if (answer === 'away')
    return {
      changed: true,
      heading: 'Welcome back',
      said: "We'll start you off again gently. No catching up.",
      help: null,
    };
  const heading = answer === 'hard' ? 'Thank you for telling us' : 'Thank you';
  return { changed: true, heading, said: WORDS[answer].said, help: answer === 'hard' ? HELP : null };
}
