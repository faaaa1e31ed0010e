import { expect, test } from 'vitest';
import { findingsWith } from './planted.ts';

test.each([
  {
    fault: 'a dose that would not say its number of sets',
    file: 'words/units.yaml',
    from: 'other: "{n} sets of {amount}"',
    to: 'other: "sets of {amount}"',
    says: 'words/units.yaml:5 shape: dose.sets.other: write {n} where it stands in the sentence',
  },
  {
    fault: 'a blank that nothing fills in a dose',
    file: 'words/units.yaml',
    from: '"{amount} each side"',
    to: '"{amout} each side"',
    says: 'words/units.yaml:15 shape: dose.each-side: nothing fills {amout} here; did you mean amount?',
  },
  {
    fault: 'a way of saying amounts that there is not',
    file: 'words/units.yaml',
    from: '  hold: "hold',
    to: '  held: "hold',
    says: 'words/units.yaml:16 shape: dose: there is no field held; did you mean hold?',
  },
  {
    fault: 'a plural that the language has and the sentence has not',
    file: 'words/units.yaml',
    from: '{ one: "1 minute", other: "{n} minutes" }',
    to: '{ other: "{n} minutes" }',
    says: 'words/units.yaml:27 plural: run.minutes has no form one, which its language counts with: write it',
  },
  {
    fault: 'a number of hers that would not say itself',
    file: 'words/plan.yaml',
    from: '{first} then, {latest} now',
    to: 'then {first}, now {later}',
    says: 'words/plan.yaml:62 shape: numbers.compared: nothing fills {later} here; did you mean latest?',
  },
  {
    fault: 'a milestone that has no words',
    file: 'words/plan.yaml',
    from: '    fifty: "50 ticks"\n',
    to: '',
    says: 'shape: year.milestones.fifty: it is missing; write text here',
  },
  {
    fault: 'what stands around a field under a name that there is not',
    file: 'words/forms.yaml',
    from: '{ label: "Pace" }',
    to: '{ lable: "Pace" }',
    says: 'there is no field lable; did you mean label?',
  },
  {
    fault: 'a question of two days that would name neither',
    file: 'words/problems.yaml',
    from: 'Do you mean {choices}?',
    to: 'Which do you mean?',
    says: 'shape: fields.date-ambiguous: write {choices} where it stands in the sentence',
  },
  {
    fault: 'a banned word on a page, under a name that is a code in other files',
    file: 'words/pages.yaml',
    from: 'Four women on four rising dots. The first',
    to: 'Four broken women on four rising dots. The first',
    says: 'banned: says "broken": nobody is broken',
  },
])('$fault is found, with its file and line', ({ file, from, to, says }) => {
  expect(findingsWith([[file, from, to]])).toContainEqual(expect.stringContaining(says));
});
