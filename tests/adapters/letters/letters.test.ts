import { describe, expect, test } from 'vitest';
import { COUNTRIES } from '../../course.ts';
import {
  EVERY_SESSION,
  LINKS,
  letterFor,
  POSTAL_ADDRESS,
  readEdition,
  sampleLetters,
} from './sample-letters.ts';

const letters = sampleLetters();
const MODES = COUNTRIES.flatMap((country) =>
  [true, false].map((babyMentions) => ({ country, babyMentions })),
);
const every = EVERY_SESSION.flatMap((which, place) => {
  const record = MODES[place % MODES.length];
  const letter = letterFor(which, record ? { record } : {});
  return [{ name: `${which.session}/${which.level ?? '-'}`, letter, ...letters.lesson(letter) }];
});

describe('every session of the course', () => {
  test('has a name of its own and a subject under 50 characters that names no age', () => {
    const names = new Set(EVERY_SESSION.map((which) => letters.titleOf(which, 'GB').replace(/^.*?: /, '')));
    expect(names.size).toBeGreaterThanOrEqual(53 + 6 + 12);
    for (const { subject } of every) {
      expect(subject.length).toBeLessThan(50);
      expect(subject).not.toMatch(/week \d|month|baby/i);
    }
  });

  test('says each of its moves with its dose in the HTML and in the text', () => {
    for (const { letter, html, text, name } of every) {
      const edition = readEdition(
        letter.record.babyMentions ? letter.record.country : `${letter.record.country}-no-baby`,
      );
      const key = letter.decision.level === null ? letter.decision.session : name;
      const moves = edition.sessions[key]?.moves ?? [];
      expect(moves.length).toBeGreaterThanOrEqual(4);
      for (const { code, dose } of moves) {
        const move = edition.exercises[code]?.name ?? 'missing';
        expect(text).toMatch(new RegExp(`^\\* \\d\\. ${move}$`, 'm'));
        expect(text).toContain(dose.replaceAll('\u00a0', ' '));
        expect(html).toContain(move);
        expect(html).toContain(dose.replaceAll('\u00a0', '&nbsp;'));
      }
    }
  });

  test('leads out at the top and at the foot, in both parts, by the same link', () => {
    for (const { html, text } of every) {
      for (const part of [html, text]) {
        const first = part.indexOf(LINKS.unsubscribe);
        expect(first).toBeGreaterThan(-1);
        expect(part.lastIndexOf(LINKS.unsubscribe)).toBeGreaterThan(first + part.length / 2);
      }
    }
  });

  test('puts the safety block with her country’s number above the first move', () => {
    for (const { letter, text, html } of every) {
      const edition = readEdition(letter.record.country);
      const firstMove = text.indexOf('\n* ');
      const number = edition.emergency.replace(/ .*/, '').replace('your', 'local');
      expect(text.slice(0, firstMove)).toContain(number);
      expect(html).toContain(number);
    }
  });

  test('carries the postal address and says that no clinician has reviewed it', () => {
    for (const { html, text } of every) {
      for (const part of [html, text]) {
        expect(part).toContain(POSTAL_ADDRESS);
        expect(part).toContain('No clinician has reviewed this course yet.');
      }
    }
  });

  test('stays under 40 KB of HTML, 60 with a gate or as the first of a run', () => {
    for (const { html, letter, name } of every) {
      const gated = /^(?:[6-9]|1[0-2]|R\d)$/.test(letter.decision.session);
      expect(Buffer.byteLength(html), name).toBeLessThan(gated || letter.decision.opensRun ? 60_000 : 40_000);
    }
  });

  test('sets each move of the text part apart by one blank line, and nothing by more', () => {
    for (const { text, name } of every) {
      const moves = text
        .split('\n')
        .flatMap((line, place, lines) => (line.startsWith('* ') ? [lines[place - 1]] : []));
      expect(
        moves.every((before) => before === ''),
        name,
      ).toBe(true);
      expect(text, name).not.toMatch(/\n\n\n/);
    }
  });

  test('stands every link of the text part alone on its line', () => {
    for (const { text } of every) {
      for (const line of text.split('\n')) {
        if (line.includes('https://course.example')) expect(line).toMatch(/^https:\/\/\S+$/);
      }
    }
  });
});

test('a name is escaped in the HTML and stands as she wrote it in the text', () => {
  const session = { session: '12', level: null } as const;
  const letter = letters.lesson(letterFor(session, { record: { firstName: "Aoife <O'Brien> & Zoë" } }));
  expect(letter.html).toContain('Hello Aoife &lt;O&#x27;Brien&gt; &amp; Zoë.');
  expect(letter.text).toContain("Hello Aoife <O'Brien> & Zoë.");
  expect(letter.subject).toBe('Hug a small weight: 15 minutes');
});

test('the confirmation carries no name and one link to confirm', () => {
  const url = 'https://course.example/confirm/abc';
  const letter = letters.confirmation({ country: 'US', confirmUrl: url, privacyUrl: LINKS.privacy });
  expect(letter.html.split(`href="${url}"`)).toHaveLength(2);
  expect(letter.text).toContain(`\n${url}\n`);
  expect(letter.subject).toBe('Please confirm: your strength course');
});

test('the data letter carries its one link and says how long it works', () => {
  const url = 'https://course.example/data/abc';
  const letter = letters.link({ about: 'data', country: 'GB', url, privacyUrl: LINKS.privacy });
  expect(letter.html).toContain(`href="${url}"`);
  expect(letter.text).toContain('one hour');
});

test('a session is called by its name wherever it is spoken of', () => {
  expect(letters.titleOf({ session: 'E3', level: 2 }, 'GB')).toBe('Keep going 3: Ten strong ones');
  expect(letters.titleOf({ session: 'R6', level: null }, 'GB')).toBe('Starter 6: Ready check');
});

test('a lesson kept in memory is filled with each reader’s own name and links, and no other’s', () => {
  const session = { session: '20', level: null } as const;
  const mine = letterFor(session, { record: { firstName: 'Ada' }, site: 'https://mine.example' });
  const hers = letterFor(session, { record: { firstName: 'Bea' }, site: 'https://hers.example' });
  const first = letters.lesson(mine);
  const second = letters.lesson(hers);
  for (const part of [second.html, second.text]) {
    expect(part).toContain('Hello Bea.');
    expect(part).not.toMatch(/Ada|mine\.example/);
  }
  expect(letters.lesson(mine)).toEqual(first);
  expect(sampleLetters().lesson(mine)).toEqual(first);
});

test('more kinds of lesson than are kept in memory are written as well as the first', () => {
  const fresh = sampleLetters();
  const early = fresh.lesson(letterFor({ session: '0', level: null }));
  for (const country of COUNTRIES) {
    for (const which of EVERY_SESSION) fresh.lesson(letterFor(which, { record: { country } }));
  }
  expect(fresh.lesson(letterFor({ session: '0', level: null }))).toEqual(early);
});

test('from the third lesson on a friend may be sent a session, by a link that knows nothing of her', () => {
  const shared = (number: number) => {
    const { html, text } = letters.lesson(letterFor({ session: '20', level: null }, { number }));
    return [html, text].map((part) => part.includes('https://course.example/sample'));
  };
  expect(shared(2)).toEqual([false, false]);
  expect(shared(3)).toEqual([true, true]);
  expect(LINKS.sample).toBe('https://course.example/sample');
});

test('a lesson and a note invite a reply where somebody reads it, and say how long an answer may take', () => {
  const replies = { readBy: 'Ana <our coach>', withinDays: 3 };
  const [which] = EVERY_SESSION;
  if (which === undefined) throw new Error('a course has a session');
  const { record, links } = letterFor(which);
  const letter = { note: { subject: 'A word', body: [] }, record, links };
  const read = sampleLetters({ replies });
  for (const { text } of [read.lesson(letterFor(which)), read.note(letter)])
    expect(text).toContain('Ana <our coach> reads it. An answer can take 3 days');
  expect(read.lesson(letterFor(which)).html).toContain('Ana &lt;our coach&gt; reads it.');
  for (const { html, text } of [letters.lesson(letterFor(which)), letters.note(letter)])
    expect(`${html}${text}`).not.toMatch(/reply/i);
  expect(
    read.confirmation({ country: 'GB', confirmUrl: LINKS.week, privacyUrl: LINKS.privacy }).text,
  ).not.toMatch(/reply/i);
});

test('a language that begins on the right turns the mail, and hides nothing of it', () => {
  const edition = (key: string) => ({ ...readEdition(key), lang: 'he-IL' });
  const lesson = letterFor({ session: '8', level: null });
  const [left, { html }] = [letters.lesson(lesson), sampleLetters({ edition }).lesson(lesson)];
  expect(left.html).toContain('dir="ltr"');
  expect(html).toContain('dir="rtl"');
  expect(html).not.toMatch(/dir="ltr"|direction:ltr|text-align:left|border-left/);
  expect(left.html).toContain('align="right"');
  expect(html).toContain('<td align="left" style="padding-left:8px">');
  expect(left.html).toContain('padding:12px 0 12px 14px');
  expect(html).toContain('padding:12px 14px 12px 0');
  expect(left.html).toContain('border-radius:0 10px 10px 0');
  expect(html).toContain('border-radius:10px 0 0 10px');
});
