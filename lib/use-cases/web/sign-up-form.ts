import type { Instant } from '../../domain/calendar.ts';
import type { FormRules } from '../../domain/course.ts';
import { parseAddress } from '../../domain/joining/address.ts';
import { type Asked, type Typed, typedIn } from '../../domain/joining/field.ts';
import type { Problem } from '../../domain/joining/problem.ts';
import { readAbout } from '../../domain/joining/read-fields.ts';
import type { About } from '../../domain/subscriber.ts';

/** What she tells us when she joins, checked. */
export type SignUpAnswers = About & { address: string };

export type SignUpReading =
  | { kind: 'ok'; answers: SignUpAnswers }
  | { kind: 'invalid'; problems: readonly Problem[] };

/** Reads the sign-up form. Problems stand in the order of the form. */
export function readSignUp(course: FormRules, typed: Typed, now: Instant): SignUpReading {
  const reading = readDetails({ door: 'sign-up', course, typed, now, current: null, listOrder: null });
  if (typedIn(typed, 'consent') === 'yes') return reading;
  const problems = reading.kind === 'invalid' ? reading.problems : [];
  return { kind: 'invalid', problems: [...problems, { input: 'consent', code: 'consent-missing' }] };
}

/** Her address and all that she tells about herself, from a form or a row of a list. */
export function readDetails(asked: Asked): SignUpReading {
  const address = parseAddress(typedIn(asked.typed, 'email'));
  const reading = readAbout(asked);
  if (address !== null && reading.kind === 'ok')
    return { kind: 'ok', answers: { address: address.address, ...reading.about } };
  const unreadable: readonly Problem[] =
    address === null ? [{ input: 'email', code: 'email-unreadable' }] : [];
  return {
    kind: 'invalid',
    problems: [...unreadable, ...(reading.kind === 'invalid' ? reading.problems : [])],
  };
}
