/** What the keys of safety.yaml are to whoever writes it, in the order of the file. */
const WORDS: Readonly<Record<string, string>> = {
  baby: 'with baby',
  'no-baby': 'without baby mentions',
  strip: 'Strip at the top',
  call: 'whom to call',
  link: 'words of the link',
  short: 'Longer block',
  ring: 'when to ring',
  dark: 'dark thoughts',
  kind: 'kind words',
  table: 'Table of signs',
  lead: 'first words',
  rows: 'row',
  sign: 'the sign',
  route: 'what to do',
  gate: 'Gate',
  birth: 'after a birth',
  'years-ago': 'birth years ago',
  questions: 'question',
  'not-yet': 'not yet',
  stay: 'staying with the gentle session',
  ask: 'asking for a check',
  full: 'the full line',
  'jump-gentle': 'link to the gentle session',
  'jump-session': 'link to the session',
  'jump-ready': 'link where she is ready',
  gentle: 'heading of the gentle session',
  'stage-lines': 'Line where a stage begins, session',
  'symptom-lines': 'Line on symptoms, session',
  'ready-check': 'Check before the next stage',
  mood: 'Mood',
  text: 'words',
  'self-check': 'Questions before she begins',
  private: 'that it stays with her',
  items: 'question',
  'ask-first-title': 'heading of whom to ask first',
  'ask-first': 'whom to ask first',
  lights: 'Traffic lights',
  'amber-first': 'amber, in the first weeks',
  book: 'whom to book',
  breathe: 'Breathing',
  'baby-safe': 'Where the baby is meanwhile',
  'five-minutes': 'Only five minutes',
  skip: 'Leaving a day out',
  away: 'After a break',
  impact: 'Optional jumps',
  steps: 'step',
  rungs: 'rung',
  needs: 'what it needs',
  loop: 'in the loop',
  caesarean: 'After a caesarean',
  general: 'Line at the end',
  review: 'Review',
  'not-reviewed': 'not reviewed',
  loss: 'When a baby has died',
  'hold-seconds': 'seconds of a hold',
};

/** A field by its place in the file: "Table of signs: row 7, the sign, with baby"; "Hip hinge: kg, from". */
export function labelOf(about: string, steps: readonly (string | number)[], isNumber: boolean): string {
  const words: string[] = [];
  for (const step of steps) {
    if (typeof step === 'string') words.push(WORDS[step] ?? step.replaceAll('-', ' '));
    else if (isNumber && steps.length === 1) words.push(step === 0 ? 'from' : 'to');
    else words.push([words.pop(), `${step + 1}`].filter((part) => part !== undefined).join(' '));
  }
  if (about !== '') return [about, ...words].join(', ');
  const [first = '', ...rest] = words;
  return rest.length === 0 ? first : `${first}: ${rest.join(', ')}`;
}
