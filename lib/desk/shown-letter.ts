import * as z from 'zod';
import { compose } from '../adapters/ses/compose.ts';
import { everyAtLevel, sampleLesson, sampleLinks } from '../authoring/sample-lesson.ts';
import type { Brand } from '../brand/brand.ts';
import { type CountryRule, countryOf } from '../domain/countries.ts';
import { type Course, PACES } from '../domain/course.ts';
import { aboutWith } from '../domain/joining/read-fields.ts';
import { type PlannedLesson, planFor } from '../domain/plan.ts';
import { type LessonLetter, type Letter, type Letters, LINK_ABOUT } from '../ports/letters.ts';

const LONGEST_PLAN = 60;
/** Where links of the letters lead to; nobody can own it. */
export const SITE = 'https://course.example';

/** The letters that are no lessons, by the name that the desk gives them. */
export const OTHER_LETTERS = [
  'confirmation',
  ...LINK_ABOUT.map((about) => `${about}-link` as const),
] as const;
type OtherLetter = (typeof OTHER_LETTERS)[number];

const yes = z.literal('yes').optional();
/** How a letter is looked at. */
export const looked = z.object({
  country: z
    .string()
    .optional()
    .transform((code) => code || undefined),
  baby: z.enum(['yes', 'no']).default('yes'),
  look: z.enum(['light', 'dark']).default('light'),
  part: z.enum(['html', 'text', 'headers']).default('html'),
  images: z.enum(['on', 'off']).default('on'),
});
export type Looked = z.infer<typeof looked>;
export const letterQuery = looked.extend({ lesson: z.string(), opens: yes, hold: yes });

/** As far as the course's clock goes. */
const date = z.iso.date().refine((day) => day <= '2100-01-01');
export const motherQuery = looked.extend({
  born: z.union([date, z.literal('')]).default(''),
  joined: date,
  pace: z.enum(PACES).default('gentle'),
});
export type Mother = z.infer<typeof motherQuery>;

export function otherLetter(letters: Letters, name: OtherLetter, country: string): Letter {
  const privacyUrl = `${SITE}/privacy`;
  const about = LINK_ABOUT.find((one) => name === `${one}-link`);
  return about === undefined
    ? letters.confirmation({ country, confirmUrl: `${SITE}/confirm/k1.a.b`, privacyUrl })
    : letters.link({ about, country, url: `${SITE}/${about}/k1.a.b`, privacyUrl });
}

/** `12`, `E3/2`: a session, with its level in the loop. */
export function keyOf({ session, level }: { session: string; level: number | null }): string {
  return level === null ? session : `${session}/${level}`;
}

export function sampleOf(course: Course, query: z.infer<typeof letterQuery>): LessonLetter | null {
  const which = everyAtLevel(course).find((one) => query.lesson === keyOf(one));
  if (which === undefined) return null;
  return sampleLesson(course, which, {
    site: SITE,
    record: { country: readerIn(course, query).code, babyMentions: query.baby === 'yes' },
    ...(query.opens ? { opensRun: true } : {}),
    hold: query.hold === 'yes',
  });
}

/** Home, where no country is asked for. */
export function readerIn({ countries }: Course, { country }: { country?: string | undefined }): CountryRule {
  return countryOf(countries, country ?? countries.home);
}

/** Her lessons for a year and a bit, if she answers nothing and misses nothing. */
export function planOf(course: Course, mother: Mother): readonly PlannedLesson[] {
  const { joined, pace, baby } = mother;
  const born = anchorOf(course, mother);
  return planFor(course, {
    born: born === '' ? null : born,
    joined,
    pace,
    zone: readerIn(course, mother).zone,
    lessons: LONGEST_PLAN,
    babyMentions: baby === 'yes' && born !== '',
  });
}

/** The day that her weeks count from; empty where she gave none. */
function anchorOf({ anchor }: Course, { born, joined }: Mother): string {
  return anchor === 'joined' ? joined : born;
}

export function lessonOf(course: Course, { decision, number }: PlannedLesson, mother: Mother): LessonLetter {
  const { baby, pace } = mother;
  const born = anchorOf(course, mother);
  const country = readerIn(course, mother).code;
  return {
    decision,
    number,
    links: sampleLinks(SITE, course.exits),
    record: aboutWith(course, {
      ...{ firstName: 'Zoë', pace, country, babyMentions: baby === 'yes' },
      birthDate: born === '' ? null : born,
    }),
  };
}

/** A letter in a frame: as HTML, as text, or the head of the mail. */
export async function shownLetter(
  letter: Letter,
  { look, part, images }: Looked,
  brand: Brand,
): Promise<Response> {
  if (part === 'html') return answer(asLooked(letter.html, look, images), 'text/html');
  if (part === 'text') return answer(letter.text, 'text/plain');
  const mail = {
    ...letter,
    to: 'zoe@example.com',
    unsubscribeUrl: sampleLinks(SITE, []).unsubscribe,
    kind: 'lesson',
    tags: {},
  } as const;
  const raw = (await compose(mail, senderOf(brand), Date.now())).toString('utf8');
  return answer(raw.slice(0, raw.indexOf('\r\n\r\n')), 'text/plain');
}

function senderOf({ name }: Brand) {
  return {
    name,
    address: 'hello@course.example',
    replyTo: 'coach@course.example',
    listId: `${name} lessons <lessons.course.example>`,
    feedbackSenderId: 'course',
  };
}

/** A browser cannot be told to look dark in one frame, so the rule for it is switched on or off in the letter. */
export function asLooked(
  html: string,
  look: 'light' | 'dark',
  images: 'on' | 'off',
  pictures = '/pictures/',
): string {
  const shown = html
    .replaceAll('@media (prefers-color-scheme:dark)', look === 'dark' ? '@media all' : '@media not all')
    .replaceAll(`${SITE}/pictures/`, pictures)
    .replaceAll('<a ', '<a target="_blank" ');
  return images === 'on' ? shown : shown.replace(/(<img [^>]*?src=")[^"]*/g, '$1data:,');
}

function answer(body: string, type: string): Response {
  return new Response(body, {
    headers: { 'Content-Type': `${type}; charset=utf-8`, 'Cache-Control': 'no-store' },
  });
}
