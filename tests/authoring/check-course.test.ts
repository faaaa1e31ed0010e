import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { printFinding } from '../../lib/authoring/findings.ts';
import { someOf } from '../whole-course.ts';
import { COURSE, findingsIn, findingsWith, inCopy, ROOT } from './planted.ts';

test('a file that is missing is named', () => {
  const found = inCopy((root) => {
    rmSync(join(root, COURSE, 'stages.yaml'));
    return findingsIn(root).map(printFinding);
  });
  expect(found).toEqual(['templates/course/stages.yaml:1 present: this file is missing; put it back']);
});

test('a help page that the emails lead to is missed', () => {
  const found = inCopy((root) => {
    rmSync(join(root, COURSE, 'help/running.yaml'));
    return findingsIn(root).map(printFinding);
  });
  expect(found).toContain(
    'templates/course/help/running.yaml:1 present: this help page is missing, and the emails lead to it; put it back',
  );
  expect(found.some((line) => line.includes('no help page is called "running"'))).toBe(true);
});

test('the course as it stands has nothing to mend', () => {
  expect(findingsIn(ROOT)).toEqual([]);
});

const PLANTED = [
  {
    fault: 'a session under no name of the course',
    file: 'sessions/30.yaml',
    from: 'minutes: 25',
    to: 'minutes: 25\nlevels: {}',
    says: 'templates/course/sessions/30.yaml:',
  },
  {
    fault: 'a sentence that the page of a button lacks',
    file: 'buttons.yaml',
    from: / {4}said: "On we go[^\n]*\n/,
    to: '',
    says: 'shape: answers.ready.said: it is missing; write text here',
  },
  {
    fault: 'a link to a help page that is none',
    file: 'help/prolapse.yaml',
    from: '[how](help:pelvic-floor)',
    to: '[how](help:pelvic-flor)',
    says: 'help-link: no help page is called "pelvic-flor"; did you mean pelvic-floor?',
  },
  {
    fault: 'a drawing on a help page that is none',
    file: 'help/kit.yaml',
    from: 'pictures: [FC]',
    to: 'pictures: [FCC]',
    says: 'drawing: no drawing is called "FCC"; did you mean FC?',
  },
  {
    fault: 'a page of the signs without the signs',
    file: 'help/signs.yaml',
    from: '    show: signs\n',
    to: '',
    says: 'safety: no part says "show: signs"',
  },
  {
    fault: 'a help page that promises',
    file: 'help/doming.yaml',
    from: 'We promise no more than that.',
    to: 'It closes the gap.',
    says: 'banned: says "closes the gap": no promises',
  },
  {
    fault: 'a baby on the help page of who wants none',
    file: 'help/kit.yaml',
    from: 'no-baby: "Your size changes after a birth.',
    to: 'no-baby: "Your size changes with a baby.',
    says: 'no-baby: says "baby"',
  },
  {
    fault: 'a help page that is hard to read',
    file: 'help/scar.yaml',
    from: 'Going slowly is right.',
    to: 'Progressive rehabilitation necessitates individualised consideration of physiological adaptation. '
      .repeat(8)
      .trim(),
    says: 'help/scar.yaml:1 reading: the page reads at grade',
  },
  {
    fault: 'a blank on a help page that nothing fills',
    file: 'help/tears.yaml',
    from: 'See {book-people}. It can be treated.',
    to: 'See {bok-people}. It can be treated.',
    says: 'blank: nothing fills {bok-people}',
  },
  {
    fault: 'a tip that is there twice',
    file: 'tips/m09.md',
    from: 'id: M9',
    to: 'id: M10',
    says: 'templates/course/tips/m10.md:1 present: tip M10 is there twice, also in templates/course/tips/m09.md',
  },
  {
    fault: 'a number that dials another than it shows',
    file: 'countries/GB.yaml',
    from: 'tel: "116123"',
    to: 'tel: "116124"',
    says: 'templates/course/countries/GB.yaml:16 number-differs: shows 116 123 and dials 116124: write the same digits',
  },
  {
    fault: 'a number that no line says',
    file: 'countries/GB.yaml',
    from: 'Lullaby Trust: {lullaby}',
    to: 'Lullaby Trust',
    says: 'templates/course/countries/GB.yaml:19 number-unused: no line says {lullaby}: use it, or take it out',
  },
  {
    fault: 'a number that the country does not have',
    file: 'countries/CA.yaml',
    from: 'urgent-today: "{advice} in most provinces',
    to: 'urgent-today: "{nurse} in most provinces',
    says: 'templates/course/countries/CA.yaml:30 number-unknown: nothing fills {nurse}: add it to numbers',
  },
  {
    fault: 'a number written where its name belongs',
    file: 'countries/CA.yaml',
    from: 'urgent-today: "{advice} in most provinces',
    to: 'urgent-today: "[811](tel:811) in most provinces',
    says: 'templates/course/countries/CA.yaml:30 number-raw: a number of its own',
  },
  {
    fault: 'an emergency line without its number',
    file: 'countries/IE.yaml',
    from: 'call: "Call {emergency} or {emergency-too}"',
    to: 'call: "Call {emergency-too}"',
    says: 'templates/course/countries/IE.yaml:18 number-unknown: call names no {emergency}',
  },
  {
    fault: 'a short emergency line without its number',
    file: 'countries/other.yaml',
    from: 'call-short: "Call an ambulance ({emergency} in Europe)"',
    to: 'call-short: "Call an ambulance"',
    says: 'templates/course/countries/other.yaml:14 number-unknown: call-short names no {emergency}',
  },
  {
    fault: 'the ambulance in place of the advice line',
    file: 'countries/NZ.yaml',
    from: 'ring: "Ring your midwife or Healthline {advice} now"',
    to: 'ring: "Ring your midwife or {emergency} now"',
    says: 'templates/course/countries/NZ.yaml:19 safety: 111 is the ambulance in NZ, not an advice line',
  },
  {
    fault: 'a sign that was left out of the strip',
    file: 'safety.yaml',
    from: 'heavy bleeding, chest pain, a fit, or thoughts of harming yourself or your child',
    to: 'heavy bleeding, a fit, or thoughts of harming yourself or your child',
    says: 'must-say: it must say "chest pain"; write it in',
  },
  {
    fault: 'a dose that has two measures',
    file: 'sessions/10.yaml',
    from: 'rung: 1, sets: 2, metres: 20',
    to: 'rung: 1, sets: 2, metres: 20, seconds: 20',
    says: 'shape: moves.5: a dose has exactly one of',
  },
  {
    fault: 'kilos without what they are per',
    file: 'sessions/10.yaml',
    from: 'kg: [2, 3], per: hand',
    to: 'kg: [2, 3]',
    says: 'shape: moves.0: `kg` says how heavy and `per` in what (hand, one hand, total): write both',
  },
  {
    fault: 'text where a number belongs',
    file: 'sessions/10.yaml',
    from: 'minutes: 14',
    to: 'minutes: ten',
    says: 'templates/course/sessions/10.yaml:7 shape: minutes: write a number here, not text',
  },
  {
    fault: 'a wrong dose deep in a level of the loop',
    file: 'sessions/E3.yaml',
    from: 'sets: 3',
    to: 'sets: three',
    says: 'shape: levels.1.moves.0.sets: write a number here, not text',
  },
  {
    fault: 'a field that is not there',
    file: 'sessions/10.yaml',
    from: /title: .*\n/,
    to: '',
    says: 'templates/course/sessions/10.yaml:1 shape: title: it is missing; write text here',
  },
  {
    fault: 'a field that nothing reads',
    file: 'sessions/10.yaml',
    from: 'minutes: 14',
    to: 'minutes: 14\nminuets: 14',
    says: 'shape: the file: there is no field minuets; did you mean minutes?',
  },
  {
    fault: 'an empty file',
    file: 'sessions/10.yaml',
    from: /[\s\S]*/,
    to: '',
    says: 'templates/course/sessions/10.yaml:1 shape: the file: write a block of fields here, not nothing',
  },
  {
    fault: 'a file that does not parse',
    file: 'sessions/10.yaml',
    from: 'minutes: 14',
    to: 'minutes: [14',
    says: 'templates/course/sessions/10.yaml:7 yaml: a [ is opened here and never closed; end it with ]',
  },
  {
    fault: 'a banned claim',
    file: 'tips/m19.md',
    from: 'Moving can lift your mood a little.',
    to: 'Moving treats depression, and it will burn off the day.',
    says: 'templates/course/tips/m19.md:9 banned: says "treats depression": no promises',
  },
  {
    fault: 'another country’s word',
    file: 'exercises.yaml',
    from: 'Two bags of 2 to 12 kg',
    to: 'Two diaper bags of 2 to 12 kg',
    says: 'countries: says "diaper" in GB',
  },
  {
    fault: 'a baby where none was wanted',
    file: 'exercises.yaml',
    from: 'no-baby: "Strong shoulders, for high shelves."',
    to: 'no-baby: "Strong shoulders, for your baby."',
    says: 'no-baby: says "baby" in',
  },
  {
    fault: 'a sentence that goes on too long',
    file: 'tips/m12.md',
    from: 'It is real training, cut into small pieces.',
    to: `It is${' very'.repeat(30)} small.`,
    says: 'templates/course/tips/m12.md:8 reading: a sentence of 33 words (at most 30)',
  },
  {
    fault: 'a text above the reading age',
    file: 'tips/m20.md',
    from: /## Ten minutes of sky[\s\S]*?\*\*/,
    to: `## Ten minutes of sky\n\n${'Experiencing environmental surroundings considerably facilitates psychological recuperation. '.repeat(9)}**`,
    says: 'templates/course/tips/m20.md:8 reading: reads at grade',
  },
  {
    fault: 'a sign that was left out of the block',
    file: 'safety.yaml',
    from: /chest pain, trouble breathing, /g,
    to: '',
    says: 'must-say: it must say "chest pain"; write it in',
  },
  {
    fault: 'a sign that was left out of the table',
    file: 'safety.yaml',
    from: 'sign: "A fit."',
    to: 'sign: "Fits."',
    says: 'must-say: no row of the table says "a fit"; write one, with route: emergency',
  },
  {
    fault: 'a sign that leads to another route',
    file: 'safety.yaml',
    from: /sign: "Seeing or hearing things(.*)route: emergency-department/,
    to: 'sign: "Seeing or hearing things$1route: talk-today',
    says: 'must-say: "seeing or hearing things" must lead to the route emergency-department; write route: emergency-department',
  },
  {
    fault: 'signs of the table in another order',
    file: 'rules.yaml',
    from: 'say: [drooping face, weak arm,',
    to: 'say: [weak arm, drooping face,',
    says: 'must-say: no row of the table says "weak arm" and then "drooping face" and then',
  },
  {
    fault: 'a block without the emergency number',
    file: 'safety.yaml',
    from: 'baby: "**{call}:**',
    to: 'baby: "**Call** for',
    says: 'must-say: it must name the emergency number; write {call}. It is missing in GB, IE, US,',
  },
  {
    fault: 'a blank that nothing fills',
    file: 'safety.yaml',
    from: '{ask-for-check}"',
    to: '{ask-for-chek}"',
    says: 'blank: nothing fills {ask-for-chek}',
  },
];

test.each(someOf(PLANTED, 2))('$fault is found, with its file and line', ({ file, from, to, says }) => {
  expect(findingsWith([[file, from, to]])).toContainEqual(expect.stringContaining(says));
});
