import { courseMap } from '../../.build/course-map.js';
import { type Course, courseFrom } from '../../lib/domain/course.ts';
import { lazily } from './lazily.ts';

/** The map that placement decides by, as the build wrote it. */
export const courseOf: () => Course = lazily(() => courseFrom(courseMap));
