import type { FormRules } from '../course.ts';
import type { FieldName } from './field.ts';
import { FIELD_NAMES } from './stored-fields.ts';

/** What the forms of a course ask: of the table of fields, those that this course has a use for. */
export interface FormShape {
  names: readonly FieldName[];
  /** Whether she may tick that she has no date. */
  noDate: boolean;
}

export function formShape({ anchor, weeksWithoutDate, voices }: FormRules): FormShape {
  const unasked = new Set<FieldName>();
  if (anchor === 'joined') unasked.add('birthDate');
  if (!voices) unasked.add('babyMentions');
  return {
    names: FIELD_NAMES.filter((name) => !unasked.has(name)),
    noDate: anchor === 'asked' && weeksWithoutDate !== null,
  };
}
