import { lessonViewsFrom } from '../../../lib/adapters/letters/letters.ts';
import { NO_PICTURES } from '../../../lib/adapters/letters/pictures.ts';
import type { SessionId } from '../../../lib/domain/course.ts';
import { COURSE, POSTAL_ADDRESS, readEdition, sampleLetters } from './sample-letters.ts';

export const letters = sampleLetters();

export const viewOf = lessonViewsFrom({
  course: COURSE,
  edition: readEdition,
  pictures: NO_PICTURES,
  postalAddress: POSTAL_ADDRESS,
  review: null,
});

export const ladder = (session: SessionId) => ({ session, level: null });
