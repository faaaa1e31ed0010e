import * as z from 'zod/mini';
import { TAPS } from '../../domain/answers.ts';
import { LEVELS, type Level, type SessionId } from '../../domain/course.ts';
import type { SentLesson, TapRun } from '../../domain/subscriber.ts';

/** Schemas and spellings that several items share. */

/** The version that is written. A new one is added to the union that reads, so that old items stay readable. */
export const VERSION = 1;
export const version = z.literal(VERSION);

/** What is not stored is null in the domain. */
export function orNull<Schema extends z.ZodMiniType>(schema: Schema) {
  return z._default(z.nullable(schema), null);
}

export const moment = z.number();
export const day = z.string().check(z.length(10));
export const flag = z._default(z.boolean(), false);
export const count = z._default(z.int(), 0);
export const dayOrNull = orNull(day);
export const level = z.literal(LEVELS);

export const session = z.custom<SessionId>(isSession, 'not a session');

export const tap = z.enum(TAPS);

/** `104:E12.2@2026-10-12`: number, session, level where it has one, day. Oldest first, joined by a blank. */
export function recentToText(recent: readonly SentLesson[]): string | null {
  if (recent.length === 0) return null;
  return recent
    .map(({ number, session, level, on }) => `${number}:${session}${level === null ? '' : `.${level}`}@${on}`)
    .join(' ');
}

export function recentFromText(text: string | null | undefined): SentLesson[] {
  return text == null ? [] : text.split(' ').map(sentLessonFromText);
}

function sentLessonFromText(text: string): SentLesson {
  const colon = text.indexOf(':');
  const at = text.indexOf('@', colon);
  const dot = text.indexOf('.', colon);
  const session = text.slice(colon + 1, dot === -1 ? at : dot);
  const number = Number(text.slice(0, colon));
  const on = text.slice(at + 1);
  if (!isSession(session) || !Number.isInteger(number) || on.length !== 10)
    throw new Error(`not a sent lesson: ${text}`);
  return { number, session, level: dot === -1 ? null : levelFromText(text.slice(dot + 1, at)), on };
}

/** `easy*2` */
export function tapRunToText(run: TapRun | null): string | null {
  return run === null ? null : `${run.answer}*${run.count}`;
}

export function tapRunFromText(text: string | null): TapRun | null {
  if (text === null) return null;
  const [answer, count] = text.split('*');
  if (answer !== 'easy' && answer !== 'hard') throw new Error(`not a run of taps: ${text}`);
  return { answer, count: Number(count) };
}

function levelFromText(text: string): Level {
  switch (text) {
    case '1':
      return 1;
    case '2':
      return 2;
    case '3':
      return 3;
    default:
      throw new Error(`not a level: ${text}`);
  }
}

/** Whether the course has it is for placement to see: a session may be gone from the course since it was sent. */
const SESSION = /^[A-Za-z0-9-]{1,8}$/;

export function isSession(value: unknown): value is SessionId {
  return typeof value === 'string' && SESSION.test(value);
}
