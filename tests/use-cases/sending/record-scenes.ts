import { courseInMemory, unanswered } from '../course-in-memory.ts';

export const FIRST = 'attempt-0000000001';

export const SECOND = 'attempt-0000000002';

export async function sentLesson() {
  const course = courseInMemory();
  const her = await course.joins();
  await course.deliver([her]);
  return { course, her };
}

export async function unknownAttempt() {
  const course = courseInMemory();
  const her = await course.joins();
  course.ses.answer = unanswered;
  await course.deliver([her]);
  return { course, her };
}
