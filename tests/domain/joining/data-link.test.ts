import { expect, test } from 'vitest';
import {
  changeLinkSubject,
  dataLinkSubject,
  parseChangeLinkSubject,
  parseDataLinkSubject,
} from '../../../lib/domain/joining/data-link.ts';

test('the subject of a link is read back as it was written', () => {
  const data = { run: 'mk3', expiresAt: 1_768_212_000_000 };
  const change = { run: 'mk3', changeId: 'change-a_1' };
  expect(parseDataLinkSubject(dataLinkSubject(data))).toEqual(data);
  expect(parseChangeLinkSubject(changeLinkSubject(change))).toEqual(change);
});

test.each(['', 'mk3', 'mk3-', '-abc', 'MK3-abc', `mk3-${'z'.repeat(20)}`])(
  'the subject "%s" is none',
  (subject) => {
    expect(parseDataLinkSubject(subject)).toBeNull();
  },
);

test.each(['', 'mk3', 'mk3-', '-abc', 'mk3-a b'])('the subject "%s" is none of a change', (subject) => {
  expect(parseChangeLinkSubject(subject)).toBeNull();
});
