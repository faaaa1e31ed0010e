import * as z from 'zod/mini';
import { editionsIn } from '../../lib/adapters/letters/built-course.ts';
import { editionKey } from '../../lib/adapters/letters/edition.ts';
import { isReviewed, type Review } from '../../lib/adapters/letters/review.ts';
import { courseOf } from './course.ts';
import { text } from './variables.ts';

/** Who has reviewed the course, or the operator's word that nobody has (docs/rules/sending.md#held-lessons). */
export const REVIEW = {
  REVIEWED_BY: z.optional(text),
  REVIEWED_JOB: z.optional(text),
  REVIEWED_ON: z.optional(z.iso.date()),
  REVIEWED_HASH: z.optional(text),
  SEND_UNREVIEWED: z.optional(z.literal('I accept that no clinician has reviewed this')),
  /** Comma-separated addresses that get lessons before a review: the operator's own. */
  OPERATOR_ADDRESSES: z._default(z.string(), ''),
};

interface Reviewed {
  REVIEWED_BY?: string | undefined;
  REVIEWED_JOB?: string | undefined;
  REVIEWED_ON?: string | undefined;
  REVIEWED_HASH?: string | undefined;
}

export function reviewOf(environment: Reviewed): Review | null {
  const { REVIEWED_BY: by, REVIEWED_JOB: job, REVIEWED_ON: on, REVIEWED_HASH: hash } = environment;
  if (by === undefined || job === undefined || on === undefined || hash === undefined) return null;
  return { by, job, on, hash };
}

interface Recipients extends Reviewed {
  COURSE_DIR: string;
  SEND_UNREVIEWED?: string | undefined;
  OPERATOR_ADDRESSES: string;
}

/** Everyone once the course as it stands was reviewed, or by the operator's word that it was not (docs/rules/sending.md#held-lessons). */
export function mayReceive(environment: Recipients): 'everyone' | string[] {
  if (environment.SEND_UNREVIEWED !== undefined) return 'everyone';
  const { signOffHash } = editionsIn(environment.COURSE_DIR)(editionKey(courseOf().countries.home, true));
  if (isReviewed(reviewOf(environment), signOffHash)) return 'everyone';
  return environment.OPERATOR_ADDRESSES.split(',')
    .map((address) => address.trim())
    .filter((address) => address !== '');
}
