import { expect, test } from 'vitest';
import { FIELD_NAMES } from '../../../lib/domain/joining/fields.ts';
import { isNeeded } from '../../../lib/domain/joining/read-fields.ts';
import { COURSE } from '../../course.ts';

test('the form must have her date and her country, and can leave out all else', () => {
  const needed = FIELD_NAMES.filter((name) => isNeeded(name, COURSE.countries));
  expect(needed.toSorted()).toEqual(['birthDate', 'country']);
});
