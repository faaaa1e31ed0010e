import type { Course } from '../../domain/course.ts';
import type { Chance } from '../../ports/chance.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CountStore } from '../../ports/count-store.ts';
import type { Identities } from '../../ports/identities.ts';
import type { Ledger } from '../../ports/ledger.ts';
import type { Letters } from '../../ports/letters.ts';
import type { LimitStore } from '../../ports/limit-store.ts';
import type { Log } from '../../ports/log.ts';
import type { EnrolQueue, LessonQueue } from '../../ports/queues.ts';
import type { CourseSettings } from '../../ports/settings.ts';
import type { SubscriberStore } from '../../ports/subscriber-store.ts';
import type { SuppressionStore } from '../../ports/suppression-store.ts';
import type { Tokens } from '../../ports/tokens.ts';
import { answer, showFeedback } from './answer.ts';
import { changePreferences, showPreferences } from './change-preferences.ts';
import { confirm, showConfirmation } from './confirm.ts';
import { confirmChange, showChange } from './confirm-change.ts';
import { eraseData, exportData, requestDataLink, showData } from './her-data.ts';
import { leave, showLeave } from './leave.ts';
import { requestLeaveLink } from './leave-link.ts';
import { leaveByExit, leaveOutBaby, showOneButton } from './one-button.ts';
import { pause, showPause } from './pause.ts';
import { readLesson, sampleLesson } from './read-lesson.ts';
import { signUp } from './sign-up.ts';

/** What the web's use cases need together. */
export interface WebPorts {
  course: Course;
  clock: Clock;
  chance: Chance;
  identities: Identities;
  tokens: Tokens;
  subscribers: SubscriberStore;
  ledger: Ledger;
  suppressions: SuppressionStore;
  limits: LimitStore;
  counts: CountStore;
  lessonQueue: Pick<LessonQueue, 'send'>;
  enrolQueue: EnrolQueue;
  letters: Pick<Letters, 'titleOf'>;
  log: Log;
  settings: Omit<CourseSettings, 'sendRatePerSecond' | 'mayReceive'>;
}

export type WebUseCases = ReturnType<typeof webUseCases>;

/** Everything that can happen on the web, ready to be called. */
export function webUseCases(ports: WebPorts) {
  const leaving = ports;
  const confirming = { ...ports, queue: ports.lessonQueue };
  const hers = { ...ports, leaving, asking: ports };
  return {
    signUp: signUp({ ...ports, queue: ports.enrolQueue }),
    showConfirmation: showConfirmation(confirming),
    confirm: confirm(confirming),
    showLeave: showLeave(leaving),
    leave: leave(leaving),
    requestLeaveLink: requestLeaveLink(ports),
    showFeedback: showFeedback(ports),
    answer: answer(ports),
    showPreferences: showPreferences(hers),
    changePreferences: changePreferences(hers),
    requestDataLink: requestDataLink(ports),
    showPause: showPause(ports),
    pause: pause(ports),
    showOneButton: showOneButton(ports),
    leaveOutBaby: leaveOutBaby(hers),
    leaveByExit: leaveByExit(hers),
    showChange: showChange(ports),
    confirmChange: confirmChange(ports),
    showData: showData(hers),
    exportData: exportData(hers),
    eraseData: eraseData(hers),
    readLesson: readLesson(ports),
    sampleLesson: sampleLesson(ports),
  };
}
