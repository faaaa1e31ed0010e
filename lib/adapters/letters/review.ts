import type { Edition } from './edition.ts';

/** A clinician's review, as the deployment's settings hold it. */
export interface Review {
  by: string;
  job: string;
  /** The day, YYYY-MM-DD. */
  on: string;
  /** The hash of the sign-off set that was reviewed. */
  hash: string;
}

/** Whether the review is of the course as it stands: any edit of the sign-off set ends it. */
export function isReviewed(review: Review | null, signOffHash: string): review is Review {
  return review !== null && review.hash === signOffHash;
}

/** The line every lesson carries: who reviewed it, or that nobody has. */
export function reviewLine(review: Review | null, { safety, signOffHash }: Edition): string {
  if (!isReviewed(review, signOffHash)) return safety.notReviewed;
  return safety.reviewed.replace('{by}', review.by).replace('{job}', review.job).replace('{on}', review.on);
}
