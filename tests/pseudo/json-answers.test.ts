import { beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { problems } from '../../.build/words.js';
import { NUMBERS } from '../../lib/domain/training/her-numbers.ts';
import { CUES } from '../../lib/domain/training/training-days.ts';
import type { SiteProblems } from '../../lib/ports/site-words.ts';
import { joined, linksOf, openSite, type Site, sendLesson } from '../lambdas/web/site.ts';
import { plainWordsIn } from './plain-words.ts';
import { pseudo } from './pseudo-course.ts';

/** What a program is answered when something is wrong, in a language that nobody speaks. */

const answer = z.object({ title: z.string(), errors: z.record(z.string(), z.string()).default({}) });
/** Of her answers these are words of the form itself, which a program sends as they are. */
const VALUES = [...['tick', 'days', 'no-days', 'numbers', 'link', 'export', 'erase'], ...CUES];
const WRONG = {
  ...{
    email: 'x',
    firstName: 'www.x.example',
    birthDate: 'soon',
    noDate: 'maybe',
    pace: 'fast',
    country: 'XX',
  },
  ...{ babyMentions: 'perhaps', consentVersion: 'none', level: '7', pause: '3', resume: 'x', pregnant: 'x' },
  ...{ sendDay: 'noday', sendHour: '99', timeZone: 'Nowhere/None' },
};
const numbers = Object.fromEntries(NUMBERS.map((name) => [name, 'many']));

let site: Site;
let paths: Readonly<Record<'preferences' | 'week', string>>;
beforeAll(async () => {
  site = await openSite({ problems: inPseudo(problems) });
  await joined(site);
  await sendLesson(site);
  const { preferences, week } = await linksOf(site);
  const pathOf = (url: string) => new URL(url, 'https://course.example').pathname;
  paths = { preferences: pathOf(preferences), week: pathOf(week) };
});

test.each([
  ['a page that there is not', () => ask('GET', '/nowhere'), 404],
  ['a way that is not allowed', () => ask('PUT', '/signup'), 405],
  ['the same of her plan', () => ask('PUT', paths.week), 405],
  ['a link of nobody', () => ask('GET', '/preferences/none'), 404],
  ['a calendar of nobody', () => ask('GET', '/calendar/none.ics'), 404],
  ['a confirmation that is gone', () => ask('POST', '/confirm/none', {}), 404],
  ['an empty form', () => ask('POST', '/signup', {}), 422],
  ['a form full of slips', () => ask('POST', '/signup', WRONG), 422],
  ['too much', () => ask('POST', '/signup', { email: 'x'.repeat(20_000) }), 413],
  ['settings full of slips', () => ask('POST', paths.preferences, WRONG), 422],
  ['a button that there is not', () => ask('POST', paths.week, { do: 'dance' }), 422],
  [
    'days that are none',
    () => ask('POST', paths.week, { do: 'days', day1: 'noday', time: 'late', cue: 'x' }),
    422,
  ],
  ['numbers that are none', () => ask('POST', paths.week, { do: 'numbers', ...numbers }), 422],
])('%s', async (_, asked, status) => {
  const response = await asked();
  expect(response.status).toBe(status);
  const { title, errors } = answer.parse(await response.json());
  expect(plainWordsIn([title, ...Object.values(errors)].join('\n'), VALUES)).toEqual([]);
});

function ask(method: string, path: string, fields?: Record<string, string>): Response | Promise<Response> {
  return site.app.request(path, {
    method,
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    ...(fields === undefined ? {} : { body: JSON.stringify(fields) }),
  });
}

function inPseudo(words: SiteProblems): SiteProblems {
  const said = (value: unknown): unknown => {
    if (typeof value === 'string') return pseudo(value);
    if (Array.isArray(value)) return value.map(said);
    return typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, said(one)]))
      : value;
  };
  return z.custom<SiteProblems>().parse(said(words));
}
