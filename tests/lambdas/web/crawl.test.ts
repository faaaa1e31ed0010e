import { beforeAll, expect, test } from 'vitest';
import { editionKeys } from '../../../lib/adapters/letters/edition.ts';
import { HELP_PAGES } from '../../../lib/adapters/letters/help-pages.ts';
import { lessonLinks } from '../../../lib/use-cases/web/lesson-links.ts';
import { EVERY_SESSION, letterFor, sampleLetters } from '../../adapters/letters/sample-letters.ts';
import { samplePages } from '../../adapters/pages/every-page.ts';
import { everyHtml } from '../../adapters/pages/every-training-page.ts';
import { COURSE } from '../../course.ts';
import { joined, openSite, post, type Site, sendLesson, signUp } from './site.ts';

/** Q53: every link and every fragment of every page, mail and text part leads somewhere. */

const SITE = 'https://course.example';
const OPEN = [
  ...['/', '/?babyMentions=no', '/sample', '/check-your-inbox', '/privacy', '/embed', '/unsubscribe'],
  ...HELP_PAGES.flatMap((page) =>
    [...editionKeys(COURSE.countries).editions, 'GB-quiet', 'FR', 'FR-quiet'].map(
      (edition) => `/help/${page}/${edition}`,
    ),
  ),
];

interface Source {
  name: string;
  html: string;
  text: string;
  /** The page in the browser of the same lesson, where its fragments lead; null where the site itself shows it. */
  page: string | null;
}

let site: Site;
const mails: Source[] = [];

beforeAll(async () => {
  site = await openSite();
  await joined(site);
  const her = await sendLesson(site);
  await signUp(site, { email: 'other@example.com' });
  const links = await lessonLinks(site.tokens, { siteUrl: SITE, exits: COURSE.exits }, her, her.lessonNumber);
  await post(site, `${new URL(links.preferences).pathname}/link`);
  await post(site, new URL(links.preferences).pathname, { birthDate: '2025-06-01' });
  await post(site, '/unsubscribe', { email: 'anna@example.com' });
  await post(site, new URL(links.week).pathname, { do: 'link' });
  await site.drain();
  for (const { subject, html, text } of site.mails) mails.push({ name: subject, html, text, page: null });
  const letters = sampleLetters();
  const pages = samplePages();
  for (const which of EVERY_SESSION) {
    for (const options of [{}, { opensRun: true, hold: true }, { record: { babyMentions: false } }]) {
      const letter = { ...letterFor(which, options), links };
      const { subject, html, text } = letters.lesson(letter);
      const page = pages.render({ kind: 'lesson', letter, sample: false });
      mails.push({ name: `${which.session}/${which.level}: ${subject}`, html, text, page });
    }
  }
});

/** Addresses in a page: what is linked, posted to, framed and loaded. */
function addressesIn(html: string): string[] {
  const found = html.matchAll(/\s(?:href|action|src|srcset)="([^"]*)"/g);
  return [...found].map(([, address = '']) => address.replaceAll('&amp;', '&'));
}

/** Links in a text part, each alone on its line. */
function addressesInText(text: string): string[] {
  return text.match(/^https?:\/\/\S+$/gm) ?? [];
}

/** What is wrong with our own addresses in `page`, which stands at `base`; other hosts are another test's. */
async function brokenIn(
  page: string,
  addresses: readonly string[],
  base: string,
  lesson: string | null = null,
): Promise<string[]> {
  const broken: string[] = [];
  for (const address of new Set(addresses)) {
    if (address.startsWith('#')) {
      if (!hasFragment(page, address.slice(1))) broken.push(`${address}: no such place on this page`);
      continue;
    }
    const url = new URL(address, base);
    if (url.origin === SITE && url.protocol === 'https:') broken.push(...(await brokenLink(url, lesson)));
  }
  return broken;
}

const answers = new Map<string, Promise<{ status: number; body: string }>>();

/** 405 is an answer: what a form posts to need not be a page. */
async function brokenLink(url: URL, lesson: string | null): Promise<string[]> {
  const path = url.pathname + url.search;
  const asked = answers.get(path) ?? answerOf(path);
  answers.set(path, asked);
  const { status, body } = await asked;
  if (status === 404 || status >= 500) return [`${path} answers ${status}`];
  const page = path.startsWith('/lesson/') ? (lesson ?? body) : body;
  if (url.hash !== '' && !hasFragment(page, url.hash.slice(1))) return [`${path}: no place ${url.hash}`];
  return [];
}

async function answerOf(path: string) {
  const answer = await site.app.request(path);
  return { status: answer.status, body: await answer.text() };
}

function hasFragment(html: string, id: string): boolean {
  return html.includes(` id="${id}"`);
}

test('of every mail, in both of its parts', async () => {
  const broken: string[] = [];
  for (const { name, html, text, page } of mails) {
    const wrong = [
      ...(await brokenIn(html, addressesIn(html), SITE, page)),
      ...(await brokenIn(html, addressesInText(text), SITE, page)),
    ];
    broken.push(...wrong.map((one) => `${name}: ${one}`));
  }
  expect(mails.length).toBeGreaterThan(250);
  expect(answers.size).toBeGreaterThan(15);
  expect(broken).toEqual([]);
});

test('of every page that anyone may open', async () => {
  const broken: string[] = [];
  for (const path of OPEN) {
    const answer = await site.app.request(path);
    expect([path, answer.status]).toEqual([path, 200]);
    const html = await answer.text();
    broken.push(...(await brokenIn(html, addressesIn(html), SITE + path)).map((one) => `${path}: ${one}`));
  }
  expect(broken).toEqual([]);
});

test('the mails lead to the help pages on what they speak of', () => {
  const linked = [...answers.keys()].map((path) => /^\/help\/([a-z-]+)\//.exec(path)?.[1]);
  const named = ['all', 'signs', 'before', 'pelvic-floor', 'kit', 'numbers', 'jumps', 'running'];
  expect(linked).toEqual(expect.arrayContaining(named));
});

test('of every page behind a link of a mail', async () => {
  const broken: string[] = [];
  const paths = [...answers.keys()];
  for (const path of paths) {
    const { body } = await answerOf(path);
    broken.push(...(await brokenIn(body, addressesIn(body), SITE + path)).map((one) => `${path}: ${one}`));
  }
  expect(broken).toEqual([]);
});

test('of every page in every state: no fragment leads nowhere, and no path is unknown', async () => {
  const broken: string[] = [];
  for (const [name, html] of Object.entries(everyHtml())) {
    const fragments = addressesIn(html).filter((address) => address.startsWith('#'));
    const open = addressesIn(html).filter((address) =>
      /^\/(?:[a-z-]*(?:\?[^/]*)?|assets\/.*)$/.test(address),
    );
    const wrong = await brokenIn(html, [...fragments, ...open], SITE);
    broken.push(...wrong.map((one) => `${name}: ${one}`));
  }
  expect(broken).toEqual([]);
});

test('a planted wrong link and a planted wrong fragment are found', async () => {
  const html = '<p id="here"><a href="#here">a</a><a href="#there">b</a><a href="/nowhere">c</a></p>';
  expect(await brokenIn(html, addressesIn(html), SITE)).toEqual([
    '#there: no such place on this page',
    '/nowhere answers 404',
  ]);
  const links = [`${SITE}/privacy#nothing`, `${SITE}/confirm/k1.cut`];
  expect(await brokenIn('', links, SITE)).toHaveLength(2);
});
