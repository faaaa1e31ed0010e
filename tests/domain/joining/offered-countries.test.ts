import { expect, test } from 'vitest';
import { offered } from '../../../lambdas/wiring/content.ts';
import type { Asked } from '../../../lib/domain/joining/field.ts';
import { FIELDS } from '../../../lib/domain/joining/fields.ts';
import { COUNTRIES, COURSE } from '../../course.ts';

/** docs/rules/content.md#sign-off: a country that nobody signed is not offered where the course was reviewed. */

const UNSIGNED = { ...COURSE, countries: { ...COURSE.countries, unsigned: ['NZ'] } };
const REVIEW = { by: 'A. Khan', job: 'physiotherapist', on: '2026-12-01', hash: 'a1b2' };
const WITHOUT = COUNTRIES.filter((code) => code !== 'NZ');

const asked = (more: Partial<Asked>): Asked => ({
  ...{ course: UNSIGNED, door: 'sign-up', typed: { country: 'NZ' }, now: 0 },
  ...{ current: null, listOrder: null },
  ...more,
});
const at = { timeZone: 'Pacific/Auckland', mayRemoveDate: true } as const;

test.each(['sign-up', 'preferences', 'import'] as const)('%s does not offer it', (door) => {
  expect(FIELDS.country.options(door, UNSIGNED.countries)).toEqual(WITHOUT);
  const problem = { input: 'country', code: 'country-missing', choices: WITHOUT };
  expect(FIELDS.country.read(asked({ door }))).toEqual({ problem });
  expect(FIELDS.country.read(asked({ door, typed: { country: 'new zealand' } }))).toEqual({ problem });
  expect(FIELDS.country.read(asked({ door, course: COURSE }))).toEqual({ value: 'NZ' });
});

test('whoever lives there goes on as before, and nobody moves there', () => {
  const read = (country: string) =>
    FIELDS.country.read(asked({ door: 'preferences', current: { country, ...at } }));
  expect(read('NZ')).toEqual({ value: 'NZ' });
  expect(read('GB')).toMatchObject({ problem: { code: 'country-missing' } });
});

test('it is offered where nobody reviewed the course: none of it is called reviewed there', () => {
  expect(offered(UNSIGNED, null).countries.unsigned).toEqual([]);
  expect(offered(UNSIGNED, REVIEW).countries.unsigned).toEqual(['NZ']);
});
