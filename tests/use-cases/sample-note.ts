import { DAY_MS } from '../../lib/domain/calendar.ts';
import type { Note } from '../../lib/use-cases/sending/send-note.ts';
import { NOW } from './course-in-memory.ts';

export const NOTE: Note = {
  id: 'note-a',
  urgent: false,
  textFor: (country) => ({ subject: `A word to ${country}`, body: [] }),
};
export const URGENT = { ...NOTE, urgent: true };

/** Her next lesson is a week off, so that nothing but the note goes. */
export const LATER = { dueAt: NOW + 7 * DAY_MS, dueOn: '2026-01-19' };
