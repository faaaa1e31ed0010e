import { type Course, everySession, type SessionId } from '../domain/course.ts';
import { CommandFailure } from './terminal.ts';

/** @throws CommandFailure on a session that the course does not have. */
export function readSession(course: Course, text: string): SessionId {
  const session = everySession(course).find((one) => one.toUpperCase() === text.toUpperCase());
  if (session !== undefined) return session;
  throw new CommandFailure(`there is no session ${text}: the course has ${inShort(course)}`);
}

/** The first and the last session of each track. */
function inShort({ ladder, onRamp, loop }: Course): string {
  return [ladder, onRamp, loop]
    .filter((ids) => ids.length > 0)
    .map((ids) => `${ids[0]} to ${ids.at(-1)}`)
    .join(', ');
}
