import { expect, test } from 'vitest';
import { hourNamed, tickOf, weekdayNamed, zoneNamed } from '../../../lib/domain/joining/typed-words.ts';

test.each([
  ['9', 9],
  ['18', 18],
  ['18:00', 18],
  ['18.00', 18],
  ['23', 23],
  ['24', null],
  ['6 pm', 18],
  ['6:00pm', 18],
  ['6 AM', 6],
  ['12 am', 0],
  ['12pm', 12],
  ['0 am', null],
  ['13 pm', null],
  ['18:00:00', 18],
  ['18h00', 18],
  ['9 Uhr', 9],
  ['6:00 p.m.', 18],
  ['0900', null],
  ['18:30', null],
  ['noon', null],
])('the hour "%s" is %s', (typed, hour) => {
  expect(hourNamed(typed)).toBe(hour);
});

test.each([
  ['', false],
  ['no', false],
  ['YES', true],
  ['1', true],
  ['WAHR', true],
  ['VRAI', true],
  ['x', true],
  ['✓', true],
  ['FALSCH', false],
  ['nein', false],
  ['perhaps', 'unknown'],
])('the tick "%s" is %s', (typed, tick) => {
  expect(tickOf(typed)).toBe(tick);
});

test('a day is known by three letters of its name, and by no fewer', () => {
  expect(['tue', 'tue.', 'tues', 'tuesday', 'tuesdays', 'thurs', 'tu', 'dayday'].map(weekdayNamed)).toEqual([
    ...[2, 2, 2, 2, 2, 4, null, null],
  ]);
});

test('a zone is named as the forms list it, and an older name of one stays', () => {
  const typed = ['EUROPE/LONDON', 'america/new_york', 'Etc/GMT+12', 'US/Pacific', 'Asia/Calcutta'];
  expect(typed.map(zoneNamed)).toEqual([
    ...['Europe/London', 'America/New_York', 'Etc/GMT+12', 'US/Pacific', 'Asia/Calcutta'],
  ]);
});

test('an offset is no zone of ours', () => {
  expect([zoneNamed('Europe/Dublin'), zoneNamed('+01:00'), zoneNamed('Nowhere/At_All')]).toEqual([
    ...['Europe/Dublin', null, null],
  ]);
});
