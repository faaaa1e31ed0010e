import { isCanary } from '../../domain/canary.ts';
import { type Course, everySession, type SessionId } from '../../domain/course.ts';
import { decide } from '../../domain/placement/decide.ts';
import type { Decision } from '../../domain/placement/decision.ts';
import { standsFor } from '../../domain/placement/standing.ts';
import type { Receiving, SubscriberId } from '../../domain/subscriber.ts';
import type { SubscriberStore } from '../../ports/subscriber-store.ts';

export interface CoursesCompared {
  before: Course;
  after: Course;
  /** Whether that lesson says to her what it did not before. */
  saysOther(lesson: Decision, her: Receiving): boolean;
}

/** A session that was taken out of the course. */
export interface GoneSession {
  session: SessionId;
  /** Where the course says that those who had it last stand now; null: nowhere. */
  stands: SessionId | null;
  /** The session ahead of it that is still there. */
  place: SessionId | null;
  /** Whose last lesson it was. */
  mothers: number;
}

export interface CourseChanges {
  /** On the course and read. */
  mothers: number;
  /** Whose next lesson is the same session with new words. */
  newWords: number;
  /** Who gets another session than she would have. */
  otherSession: number;
  /** Of these, who gets one that she had already. */
  twice: readonly SubscriberId[];
  /** Of these, who goes back. */
  back: readonly SubscriberId[];
  gone: readonly GoneSession[];
  unreadable: readonly SubscriberId[];
}

/** Every woman's next lesson by the course as it was and as it is. Reads every record, and changes nothing. */
export async function courseChanges(
  subscribers: Pick<SubscriberStore, 'all'>,
  compared: CoursesCompared,
  step: () => void,
): Promise<CourseChanges> {
  const { before, after } = compared;
  const unreadable: SubscriberId[] = [];
  const [twice, back]: [SubscriberId[], SubscriberId[]] = [[], []];
  const satOn = new Map<SessionId, number>();
  let [mothers, newWords, otherSession] = [0, 0, 0];
  for await (const her of subscribers.all((id) => unreadable.push(id))) {
    step();
    if (her.state === 'stopped' || isCanary(her)) continue;
    mothers += 1;
    const last = her.recent.at(-1)?.session;
    if (last !== undefined) satOn.set(last, (satOn.get(last) ?? 0) + 1);
    const [was, is] = [decide(before, her, her.dueOn), decide(after, her, her.dueOn)];
    if (was.session === is.session && was.level === is.level) {
      if (compared.saysOther(is, her)) newWords += 1;
      continue;
    }
    otherSession += 1;
    if (her.recent.some(({ session }) => session === is.session)) twice.push(her.id);
    if (goesBack(before, last, is) && !goesBack(before, last, was)) back.push(her.id);
  }
  return { mothers, newWords, otherSession, twice, back, gone: goneOf(before, after, satOn), unreadable };
}

/** Whether a lesson comes before her last one, by the order in which she knew their track. */
function goesBack(course: Course, last: SessionId | undefined, { session }: Decision): boolean {
  const track = course.sessions.get(session)?.track;
  if (last === undefined || track === undefined || track !== course.sessions.get(last)?.track) return false;
  const all = everySession(course);
  return all.indexOf(session) < all.indexOf(last);
}

function goneOf(before: Course, after: Course, satOn: ReadonlyMap<SessionId, number>): GoneSession[] {
  const all = everySession(before);
  return all
    .filter((session) => !after.sessions.has(session))
    .map((session) => {
      const track = before.sessions.get(session)?.track;
      const ahead = all.slice(0, all.indexOf(session));
      const place = ahead.findLast(
        (id) => after.sessions.has(id) && before.sessions.get(id)?.track === track,
      );
      return {
        session,
        stands: standsFor(after, session),
        place: place ?? null,
        mothers: satOn.get(session) ?? 0,
      };
    });
}
