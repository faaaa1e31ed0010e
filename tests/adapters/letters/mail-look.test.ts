import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { picturesIn } from '../../../lib/adapters/letters/built-course.ts';
import type { AtLevel, SampleOptions } from '../../../lib/authoring/sample-lesson.ts';
import { codesOf } from '../../../lib/domain/countries.ts';
import { isOn, ruleOf } from '../../../lib/domain/course.ts';
import { openBrowser } from '../../browser.ts';
import { openPhone, type Phone, show } from '../../phone.ts';
import { someOf } from '../../whole-course.ts';
import { COURSE, EVERY_SESSION, letterFor, sampleLetters } from './sample-letters.ts';
import { stripLines } from './strip-lines.ts';

/** The look of the mails as it was agreed: measures on a phone of 390 × 844, its letters a little wider than a phone's own. */
const SCREEN = 844;
const browser = openBrowser();
const letters = sampleLetters({
  pictures: picturesIn(
    new URL('../../../.build/pictures.json', import.meta.url).pathname,
    'https://course.example/pictures',
  ),
});
const mailOf = (which: AtLevel, options: SampleOptions = {}) =>
  letters.lesson(letterFor(which, options)).html;
const at = (session: string): AtLevel => ({ session, level: null });

/** One mail of each kind. */
const KINDS = {
  'the very first': mailOf(at('0')),
  'first of a run': mailOf(at('20'), { opensRun: true }),
  ordinary: mailOf(at('13')),
  gate: mailOf(at('6')),
  'gate of the starter sessions': mailOf(at('R3')),
  'easier week': mailOf(at('15')),
  'a return': mailOf(at('R1'), { reasons: [{ rule: 'return', weeksAway: 7 }], opensRun: false }),
  'one step back': mailOf(at('14'), { reasons: [{ rule: 'too-much', running: 1, back: 1 }] }),
  held: mailOf(at('5'), { hold: true }),
  'the check': mailOf(at('5')),
  'the first weights': mailOf(at('12')),
  'half of the year': mailOf(at('26')),
  'the whole year': mailOf(at('52')),
  'a loop': mailOf({ session: 'E3', level: 2 }),
} as const;
const EVERY_KIND = Object.entries(KINDS);

let phone: Awaited<ReturnType<typeof openPhone>>;
beforeAll(async () => {
  phone = await openPhone(browser());
});
afterAll(() => phone.close());

const MILESTONES = ['5', '12', '26', '52'];
const ordinary = EVERY_SESSION.filter(({ session }) => {
  const { gates } = ruleOf(COURSE, session);
  return gates.length === 0 && !isOn(COURSE, 'on-ramp', session) && !['0', ...MILESTONES].includes(session);
});

test('in every ordinary mail the first picture is whole on the first screen', async () => {
  const low: string[] = [];
  for (const which of someOf(ordinary, 12)) {
    await show(phone.tab, mailOf(which));
    const { bottom } = await boxOf(phone.tab, '.move img');
    if (bottom > SCREEN) low.push(`${which.session}/${which.level}: ${bottom}`);
  }
  expect(low).toEqual([]);
  expect(ordinary.length).toBeGreaterThan(70);
});

const EVERY_COUNTRY = codesOf(COURSE.countries).flatMap((country) =>
  [true, false].map((baby) => ({ country, baby })),
);

test.each(EVERY_COUNTRY)(
  'in $country, baby mentions $baby, the strip of signs has at most three lines and stands first after the bar',
  async ({ country, baby }) => {
    await show(phone.tab, mailOf(at('30'), { record: { country, babyMentions: baby } }));
    const strip = await boxOf(phone.tab, '.strip');
    expect(await stripLines(phone.tab)).toBeLessThanOrEqual(3);
    expect(strip.height).toBeLessThanOrEqual(80);
    expect(strip.bottom).toBeLessThan(190);
    const next = await phone.tab.locator('.strip').evaluate((one) => one.previousElementSibling?.textContent);
    expect(next?.replaceAll(/\s+/g, ' ').trim()).toMatch(/Stop the emails$/);
  },
);

describe.each([
  ['6', undefined],
  ['12', undefined],
  ['R3', undefined],
  ['R3', null],
] as const)('the gate of %s, weeks %s', (session, weeks) => {
  const html = mailOf(at(session), weeks === undefined ? {} : { weeks, record: { birthDate: null } });

  test('has the gentle session right under it, and before this one', async () => {
    await show(phone.tab, html);
    const fork = await boxOf(phone.tab, '.fork');
    const gentle = await boxOf(phone.tab, '#gentle');
    expect(gentle.top - fork.bottom).toBeLessThan(120);
    expect(gentle.top).toBeGreaterThan(fork.bottom);
    expect((await boxOf(phone.tab, '#session')).top).toBeGreaterThan(gentle.bottom);
  });

  test.each([390, 320, 1280])('offers two choices of one size at %s px, Not yet first', async (width) => {
    const other = await openPhone(browser(), { width });
    await show(other.tab, html);
    const choices = await other.tab.locator('.fork .choice').evaluateAll((all) =>
      all.map((one) => {
        const { width: wide, height } = one.getBoundingClientRect();
        const { color, borderColor, backgroundColor } = getComputedStyle(one);
        return [wide, height, color, borderColor, backgroundColor];
      }),
    );
    expect(choices).toHaveLength(2);
    expect(choices[0]).toEqual(choices[1]);
    expect(await other.tab.locator('.fork .choice').first().innerText()).toMatch(/^Not yet/);
    await other.close();
  });
});

describe.each(someOf(EVERY_KIND, 6))('%s', (_, html) => {
  test('has one filled button, and nothing to tap outside a sentence that a thumb would miss', async () => {
    await show(phone.tab, html);
    expect(await phone.tab.locator('a.button').count()).toBe(1);
    expect(await smallTaps(phone.tab)).toEqual([]);
  });

  test('leads to nothing inside itself that is not there, and asks for nothing but our pictures', async () => {
    const fresh = await openPhone(browser());
    await show(fresh.tab, html);
    const lost = await fresh.tab
      .locator('a[href^="#"]')
      .evaluateAll((links) =>
        links
          .map((link) => link.getAttribute('href') ?? '')
          .filter((to) => document.querySelector(to) === null),
      );
    expect(lost).toEqual([]);
    expect(fresh.asked.filter((url) => !url.startsWith('https://course.example/pictures/'))).toEqual([]);
    expect(await wordsOf(fresh.tab)).not.toMatch(
      /\b(?:buttons?|list|signs|questions?|links?|session) (?:above|below)\b|further down|on the (?:left|right)\b/i,
    );
    await fresh.close();
  });

  test.each([
    [320, 'light'],
    [768, 'light'],
    [1280, 'dark'],
  ] as const)('needs no scrolling sideways at %s px in %s', async (width, look) => {
    expect(await overflowAt({ width, look }, html)).toBeLessThanOrEqual(0);
  });

  test('says number, name, dose and what to do where no picture loads', async () => {
    const blind = await openPhone(browser(), { images: false });
    await show(blind.tab, html);
    const moves = await blind.tab.locator('.move').allInnerTexts();
    expect(moves.length).toBeGreaterThanOrEqual(4);
    for (const [place, move] of moves.entries()) {
      expect(move).toMatch(new RegExp(`^${place + 1}\\s`, 'm'));
      expect(move).toMatch(/\d+\s(?:sets?|breaths|squeezes|walks?|to|rounds?)\b/);
      expect(move.split('\n').filter((line) => line.trim() !== '').length).toBeGreaterThanOrEqual(3);
    }
    expect(await blind.tab.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await blind.close();
  });
});

test.each([
  ['0', 0, 0],
  ['1', 0, 1],
  ['13', 12, 1],
  ['52', 52, 0],
] as const)('of session %s, %i of the 52 bars are behind her', async (session, done, current) => {
  await show(phone.tab, mailOf(at(session)));
  expect(await phone.tab.locator('td.on').count()).toBe(done);
  expect(await phone.tab.locator('td.at').count()).toBe(current);
  expect(await phone.tab.locator('td.on, td.at, td.off').count()).toBe(52);
});

test.each(MILESTONES)('session %s shows the year with one dot more, across the card', async (session) => {
  await show(phone.tab, mailOf(at(session)));
  const picture = phone.tab.locator('img[src*="/year-"]');
  expect(await picture.getAttribute('src')).toContain(`/year-${MILESTONES.indexOf(session) + 1}-`);
  const { width, bottom } = await boxOf(phone.tab, 'img[src*="/year-"]');
  expect(width).toBeGreaterThan(365);
  expect(bottom).toBeLessThan(SCREEN);
});

test('without the words of a name or a reason the card is whole, and no kind lacks the mark', async () => {
  for (const html of [...Object.values(KINDS), mailOf(at('30'), { record: { firstName: null } })]) {
    await show(phone.tab, html);
    expect((await boxOf(phone.tab, 'img[src*="/mark-"]')).width).toBe(36);
    expect(await phone.tab.locator('h1').innerText()).not.toBe('');
  }
});

function boxOf(tab: Page, selector: string) {
  return tab
    .locator(selector)
    .first()
    .evaluate((element) => {
      const { top, bottom, width, height } = element.getBoundingClientRect();
      return { top, bottom, width, height };
    });
}

/** What stands alone is 44 px high, what is chosen 48; in a sentence a link is as high as its line. */
function smallTaps(tab: Page): Promise<string[]> {
  return tab.locator('a').evaluateAll((links) =>
    links
      .filter((link) => {
        const { height } = link.getBoundingClientRect();
        if (link.matches('.button, .choice')) return height < 48;
        if (link.matches('.tap, .quiet')) return height < 44;
        const around = link.closest('p, li, td')?.textContent ?? '';
        return height < 44 && around.trim().length <= (link.textContent ?? '').trim().length;
      })
      .map((link) => link.textContent ?? ''),
  );
}

function wordsOf(tab: Page): Promise<string> {
  return tab.locator('body').innerText();
}

async function overflowAt(settings: Phone, html: string): Promise<number> {
  const { tab, close } = await openPhone(browser(), settings);
  await show(tab, html);
  const over = await tab.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  await close();
  return over;
}
