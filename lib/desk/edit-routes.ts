import type { Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { html } from 'hono/html';
import * as z from 'zod';
import { plannedSessions } from '../authoring/programme/planned.ts';
import { codesOf } from '../domain/countries.ts';
import type { DeskPages } from './desk-pages.ts';
import { type Field, lessonFields, safetyFields } from './fields.ts';
import { hashOfText, readText } from './files.ts';
import type { WorkingCourse } from './live-course.ts';
import { markOf, type Saved, type Typed } from './save.ts';
import { OTHER_LETTERS } from './shown-letter.ts';
import { type FormState, fieldsForm, type Looking, lessonView } from './views/lesson.ts';

const looking = z.object({
  lesson: z.string(),
  country: z.string().default(''),
  baby: z.string().default('yes'),
  look: z.string().default('light'),
  part: z.string().default('html'),
  images: z.string().default('on'),
  width: z.enum(['320', '390', '640']).catch('390'),
  beside: z.string().default(''),
  besideCountry: z.string().default(''),
});
/** Many times all fields of a page together. */
const MOST_BYTES = 1024 * 1024;
const TOO_LARGE = 'That is more than all fields together hold. Nothing was saved.\n';
const seenFiles = z.array(z.tuple([z.string(), z.string()]));

type Tried = Pick<FormState, 'typed' | 'faults' | 'others' | 'mayAnyway'> & { says: string | null };
const UNTRIED: Tried = { typed: new Map(), faults: new Map(), others: [], mayAnyway: false, says: null };

/** The pages with fields, and what saves them. */
export function editRoutes(app: Hono, desk: DeskPages): void {
  app.get('/lesson', (c) => lessonPage(c, desk, c.req.query(), UNTRIED));
  app.get('/safety', (c) => safetyPage(c, desk, UNTRIED));
  app.post('/save', bodyLimit({ maxSize: MOST_BYTES, onError: (c) => c.text(TOO_LARGE, 413) }), async (c) => {
    const form = await c.req.parseBody();
    const typed = typedIn(form);
    const back = backTo(form['back']);
    const now = desk.live.now();
    if (now === null) return c.redirect('/', 303);
    const seen = seenFiles.safeParse(jsonOf(form['seen']));
    const saved = await desk.saves.save({
      fields: back.searchParams.has('lesson') ? lessonFieldsAt(now, back) : safetyFields(now.source),
      typed,
      seen: new Map(seen.success ? seen.data : []),
      anyway: form['anyway'] === 'yes',
      about: aboutOf(now, back),
    });
    if (saved.kind === 'saved' || saved.kind === 'nothing') return c.redirect(done(back, saved), 303);
    const tried = triedOf(saved, typed);
    const query = Object.fromEntries(back.searchParams);
    return query['lesson'] === undefined ? safetyPage(c, desk, tried) : lessonPage(c, desk, query, tried);
  });
  app.post('/undo', async (c) => {
    const undone = await desk.saves.undo();
    const says =
      undone.kind === 'saved'
        ? `Taken back in ${undone.about}: ${undone.labels.join(', ')}.`
        : undone.kind === 'conflict'
          ? `Not taken back: ${undone.files.join(', ')} was changed since. Nothing was written.`
          : 'There is nothing to take back.';
    return c.redirect(`/?${new URLSearchParams({ done: says })}`, 303);
  });
}

function lessonPage(
  c: Context,
  desk: DeskPages,
  query: Record<string, string>,
  tried: Tried,
): Promise<Response> {
  const asked = looking.safeParse(query);
  const at: Looking = asked.success ? asked.data : looking.parse({ lesson: '' });
  return desk.page(
    c,
    titleOf(desk.live.now(), at.lesson),
    '/lesson',
    async (now) => {
      const all = plannedSessions(now.source);
      const place = all.findIndex(({ name }) => name === at.lesson);
      const planned = all[place];
      const known = planned !== undefined || OTHER_LETTERS.some((name) => name === at.lesson);
      if (!known) return `There is no lesson ${at.lesson}. Go back to Lessons and search for it.`;
      const neighbours = {
        before: all[place - 1]?.name ?? null,
        after: place < 0 ? null : (all[place + 1]?.name ?? null),
        all: all.map(({ name, title }) => ({ name, title })),
        countries: codesOf(now.course.countries),
        voices: now.course.voices,
      };
      const shown = { ...at, country: at.country || now.course.countries.home };
      const view = lessonView(shown, planned?.title ?? at.lesson, neighbours);
      if (planned === undefined) return view;
      const back = `/lesson?${new URLSearchParams({ ...at })}`;
      const form = fieldsForm(stateOf(desk, lessonFields(now.source, planned), back, tried));
      return html`${noticeOf(tried)}<div class="desk"><div class="look">${view}</div><div class="edit"><h2>Edit</h2>${form}</div></div>`;
    },
    statusOf(tried),
  );
}

function safetyPage(c: Context, desk: DeskPages, tried: Tried): Promise<Response> {
  return desk.page(
    c,
    'Safety words',
    '/safety',
    async ({ source }) => {
      return html`${noticeOf(tried)}<p class="hint">A clinician signs every word of it. Numbers come from the countries’ files.</p>${fieldsForm(stateOf(desk, safetyFields(source), '/safety', tried))}`;
    },
    statusOf(tried),
  );
}

function noticeOf({ says }: Tried) {
  return says === null ? '' : html`<p class="refused" role="alert">${says}</p>`;
}

function statusOf({ says, faults, others }: Tried): 200 | 409 | 422 {
  if (says !== null) return 409;
  return faults.size + others.length > 0 ? 422 : 200;
}

function titleOf(now: WorkingCourse | null, lesson: string): string {
  const planned = now && plannedSessions(now.source).find(({ name }) => name === lesson);
  return planned ? `${lesson}: ${planned.title}` : lesson;
}

/** What the page is called whose fields are saved. */
function aboutOf(now: WorkingCourse, back: URL): string {
  const lesson = back.searchParams.get('lesson');
  return lesson === null ? 'Safety words' : titleOf(now, lesson);
}

function lessonFieldsAt({ source }: WorkingCourse, back: URL): Field[] {
  const planned = plannedSessions(source).find(({ name }) => name === back.searchParams.get('lesson'));
  return planned === undefined ? [] : lessonFields(source, planned);
}

function stateOf({ live }: DeskPages, fields: readonly Field[], back: string, tried: Tried): FormState {
  const seen = new Map<string, string>();
  for (const { file } of fields) {
    if (seen.has(file)) continue;
    const read = readText(live.folder.root, file);
    seen.set(file, read.kind === 'text' ? hashOfText(read.text) : '');
  }
  return { back, fields, seen, ...tried };
}

/** What was typed and not what stood there, with browsers' line breaks made the files'. */
function typedIn(form: Record<string, unknown>): Map<string, Typed> {
  return new Map(
    Object.entries(form).flatMap(([name, value]): [string, Typed][] => {
      const was = form[`w:${name.slice(2)}`];
      if (!name.startsWith('v:') || typeof value !== 'string' || typeof was !== 'string') return [];
      return [[name.slice(2), { value: value.replaceAll('\r\n', '\n'), was }]];
    }),
  );
}

function triedOf(
  saved: Extract<Saved, { kind: 'refused' | 'conflict' }>,
  all: ReadonlyMap<string, Typed>,
): Tried {
  const edited = [...all].filter(([, { value, was }]) => markOf(value) !== was);
  const typed = new Map(edited.map(([id, { value }]) => [id, value]));
  if (saved.kind === 'refused')
    return { typed, faults: saved.byField, others: saved.others, mayAnyway: saved.mayAnyway, says: null };
  const says = `Nothing was saved: ${saved.files.join(', ')} was changed on the disk since this page was opened. Your words stand in the fields, the rest is as it is on the disk now. Look, then save again.`;
  return { ...UNTRIED, typed, says };
}

function backTo(value: unknown): URL {
  const base = 'http://desk.invalid';
  const back =
    typeof value === 'string' && URL.canParse(value, base) ? new URL(value, base) : new URL('/safety', base);
  return back.origin === base ? back : new URL('/safety', base);
}

function done(back: URL, saved: Extract<Saved, { kind: 'saved' | 'nothing' }>): string {
  back.searchParams.set(
    'done',
    saved.kind === 'nothing' ? 'Nothing was changed.' : `Saved: ${saved.labels.join(', ')}.`,
  );
  return `${back.pathname}${back.search}#main`;
}

function jsonOf(value: unknown): unknown {
  try {
    return JSON.parse(typeof value === 'string' ? value : '[]');
  } catch {
    return [];
  }
}
