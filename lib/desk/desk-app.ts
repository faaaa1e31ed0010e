import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Context, Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { pictureFiles } from '../adapters/pages/picture-files.ts';
import { codesOf } from '../domain/countries.ts';
import { NOT_OURS } from '../local/own-pages.ts';
import type { DeskPages } from './desk-pages.ts';
import { editRoutes } from './edit-routes.ts';
import { changesSinceGit } from './git-changes.ts';
import type { LiveCourse, WorkingCourse } from './live-course.ts';
import { Saves } from './save.ts';
import {
  lessonOf,
  letterQuery,
  looked,
  motherQuery,
  OTHER_LETTERS,
  otherLetter,
  planOf,
  readerIn,
  sampleOf,
  shownLetter,
} from './shown-letter.ts';
import { pagesOnce, type SitePages } from './site-pages.ts';
import { framed, nothingYet } from './views/frame.ts';
import { lessonsView, rowsOf } from './views/lessons.ts';
import { changesView, motherView, pagesView, picturesView, programmeView } from './views/others.ts';

export interface DeskOptions {
  live: LiveCourse;
  /** Whether a request, by its `Host` and `Origin`, is to an address of the desk and from no other page. */
  isOwn(host: string | undefined, origin: string | undefined): boolean;
  today(): string;
}

/** The coach's desk: the course as its files stand at this moment, to look at and to edit. */
export function deskApp({ live, isOwn, today }: DeskOptions): Hono {
  const app = new Hono();
  const saves = new Saves(live);
  app.use(async ({ req, text }, next) => {
    const own = isOwn(req.header('host'), req.header('origin'));
    return own ? next() : text(NOT_OURS, 403);
  });
  const desk: DeskPages = {
    live,
    saves,
    async page(c, title, at, body, status = 200) {
      const now = live.now();
      const findings = live.findings();
      const stale = findings.some(({ rule }) => ['shape', 'yaml', 'present', 'template'].includes(rule));
      const frame = { title, at, findings, stale, notice: noticeOf(c), undo: saves.last(), canEdit: true };
      c.header('Cache-Control', 'no-store');
      c.header(
        'Content-Security-Policy',
        "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'self'",
      );
      return c.html(
        framed(frame, now === null ? nothingYet(findings) : await body(now)),
        now === null ? 200 : status,
      );
    },
  };
  const pagesOf = pagesOnce(live.folder);
  pageRoutes(app, desk, pagesOf, today);
  letterRoutes(app, desk, pagesOf);
  fileRoutes(app, desk, pagesOf);
  editRoutes(app, desk);
  app.onError(({ message }, { text }) => text(`The desk cannot do that: ${message}\n`, 500));
  return app;
}

type PagesOf = (now: WorkingCourse) => Promise<SitePages | null>;

function noticeOf(c: Context): string | null {
  const done = c.req.query('done');
  return done === undefined ? null : done.slice(0, 200);
}

function pageRoutes(app: Hono, { live, page }: DeskPages, pagesOf: PagesOf, today: () => string): void {
  app.get('/', (c) =>
    page(c, 'Lessons', '/', async ({ source }) => {
      const changes = await changesSinceGit(live.folder);
      const changed = new Set((changes ?? []).map(({ file }) => file));
      return lessonsView(source, rowsOf(source, live.findings(), changed), c.req.query('q') ?? '');
    }),
  );
  app.get('/programme', (c) =>
    page(c, 'Programme', '/programme', ({ source }) =>
      programmeView(source, (name) => `/lesson?lesson=${encodeURIComponent(name)}`),
    ),
  );
  app.get('/mother', (c) =>
    page(c, 'One mother', '/mother', ({ course, letters }) => {
      const asked = motherQuery.safeParse({ joined: today(), born: monthsBefore(today()), ...c.req.query() });
      const mother = asked.success ? asked.data : motherQuery.parse({ joined: today() });
      return motherView(course, mother, planOf(course, mother), ({ session, level }) =>
        letters.titleOf({ session, level }, course.countries.home),
      );
    }),
  );
  app.get('/pictures', (c) => page(c, 'Pictures', '/pictures', () => picturesView(live.pictureFiles())));
  app.get('/changes', (c) =>
    page(c, 'Changes since git', '/changes', async () => changesView(await changesSinceGit(live.folder))),
  );
  app.get('/pages', (c) =>
    page(c, 'Pages', '/pages', async (now) => {
      const names = (await pagesOf(now))?.names;
      if (names === undefined)
        return 'The pages do not compile yet. Mend what stands above and save: they open here.';
      return pagesView(
        now.course,
        names,
        codesOf(now.course.countries),
        c.req.query('page') ?? names[0] ?? '',
        c.req.query(),
      );
    }),
  );
}

/** Born three months before she joins, until other days are given. */
function monthsBefore(day: string): string {
  return new Date(Date.parse(day) - 90 * 86_400_000).toISOString().slice(0, 10);
}

function letterRoutes(app: Hono, { live }: DeskPages, pagesOf: PagesOf): void {
  app.get('/letter', async (c) => {
    const query = letterQuery.safeParse(c.req.query());
    const now = live.now();
    if (!query.success || now === null) return c.notFound();
    const other = OTHER_LETTERS.find((name) => name === query.data.lesson);
    if (other !== undefined)
      return shownLetter(
        otherLetter(now.letters, other, readerIn(now.course, query.data).code),
        query.data,
        now.brand,
      );
    const sample = sampleOf(now.course, query.data);
    return sample === null ? c.notFound() : shownLetter(now.letters.lesson(sample), query.data, now.brand);
  });
  // What the sign-up page shows in a frame of its own.
  app.get('/sample', (c) => {
    const now = live.now();
    if (now === null) return c.notFound();
    return c.redirect(`/letter?${new URLSearchParams({ lesson: now.course.sample })}`);
  });
  app.get('/mother/letter', async (c) => {
    const query = motherQuery.safeParse(c.req.query());
    const now = live.now();
    if (!query.success || now === null) return c.notFound();
    const lesson = planOf(now.course, query.data).find(({ number }) => `${number}` === c.req.query('number'));
    return lesson
      ? shownLetter(now.letters.lesson(lessonOf(now.course, lesson, query.data)), query.data, now.brand)
      : c.notFound();
  });
  app.get('/page', async (c) => {
    const query = looked.safeParse(c.req.query());
    const now = live.now();
    if (!query.success || now === null) return c.notFound();
    const pages = await pagesOf(now);
    const page = pages?.render(
      c.req.query('page') ?? '',
      readerIn(now.course, query.data).code,
      query.data.baby === 'yes',
    );
    return page ? c.html(page) : c.notFound();
  });
}

function fileRoutes(app: Hono, { live }: DeskPages, pagesOf: PagesOf): void {
  const { root, built } = live.folder;
  const pictures = pictureFiles(join(built, 'pictures'));
  const file = (name: string) => readFileSync(join(root, 'templates/preview', name), 'utf8');
  app.get('/desk.css', (c) =>
    c.text(`${live.now()?.css ?? ''}\n${file('desk.css')}\n${file('desk-forms.css')}`, 200, {
      'Content-Type': 'text/css',
    }),
  );
  app.get('/desk.js', (c) => c.text(file('desk.js'), 200, { 'Content-Type': 'text/javascript' }));
  app.get('/assets/:name', async (c) => {
    const now = live.now();
    const asset = now && (await pagesOf(now))?.asset(c.req.param('name'));
    return asset ? c.body(new Uint8Array(asset.body), 200, { 'Content-Type': asset.type }) : c.notFound();
  });
  app.get('/pictures/:name', async (c) => {
    const picture = await pictures(c.req.param('name'));
    if (picture === null) return c.notFound();
    return c.body(new Uint8Array(picture.body), 200, { 'Content-Type': picture.type });
  });
  app.get('/saved', (c) =>
    streamSSE(c, async (stream) => {
      const stop = live.listen((change) => void stream.writeSSE({ data: change }));
      await new Promise<void>((gone) => stream.onAbort(gone));
      stop();
    }),
  );
}
