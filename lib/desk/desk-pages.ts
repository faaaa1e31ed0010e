import type { Context } from 'hono';
import type { LiveCourse, WorkingCourse } from './live-course.ts';
import type { Saves } from './save.ts';
import type { framed } from './views/frame.ts';

type Html = Parameters<typeof framed>[1];

/** What the routes of the desk share: the frame around a page, and what to show while nothing reads. */
export interface DeskPages {
  live: LiveCourse;
  saves: Saves;
  page(
    c: Context,
    title: string,
    at: string,
    body: (now: WorkingCourse) => Html | Promise<Html>,
    status?: 200 | 409 | 422,
  ): Promise<Response>;
}
