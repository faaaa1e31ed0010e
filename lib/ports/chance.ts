import type { AttemptId } from '../domain/subscriber.ts';

export interface Chance {
  attemptId(): AttemptId;
  signUpId(): string;
  changeId(): string;
}
