import { readFileSync } from 'node:fs';
import { caniemail } from 'caniemail';
import { HtmlValidate } from 'html-validate';
import { expect, test } from 'vitest';
import { WHOLE_COURSE } from '../../whole-course.ts';
import { LIMIT, lessonsToJudge, otherLetters } from './letters-to-judge.ts';

/** What mail clients need and a web page would not have: each a rule of html-validate that is off here. */
const ONLY_IN_MAIL = {
  'no-inline-style': 'off',
  'no-conditional-comment': 'off',
  'no-deprecated-attr': 'off',
  'presentation-role-style': 'off',
  'prefer-tbody': 'off',
  'prefer-native-element': 'off',
  'doctype-style': 'off',
} as const;

/** The clients that Q48 holds us to; the data of caniemail.com says what each of them leaves out. */
const CLIENTS: Parameters<typeof caniemail>[0]['clients'] = [
  'apple-mail.*',
  'gmail.*',
  'outlook.*',
  'yahoo.*',
  'samsung-email.*',
  'protonmail.*',
];

test('every letter is valid HTML', LIMIT, async () => {
  const validator = new HtmlValidate({
    root: true,
    extends: ['html-validate:recommended'],
    rules: ONLY_IN_MAIL,
  });
  const judged = [...lessonsToJudge(6), ...otherLetters().slice(0, 4)];
  for (const { html, name } of judged) {
    const { results } = await validator.validateString(html);
    const messages = results.flatMap((result) =>
      result.messages.map(({ ruleId, message }) => `${ruleId}: ${message}`),
    );
    expect(messages, name).toEqual([]);
  }
  expect(judged.length).toBeGreaterThan(WHOLE_COURSE ? 15 : 8);
});

test('the document and its body say their language and direction', () => {
  for (const { html, name } of lessonsToJudge(6)) {
    const lang = /<html lang="(en[A-Z-]*)" dir="ltr"/.exec(html)?.[1];
    expect(lang, name).toBeDefined();
    expect(html.slice(html.indexOf('<body')), name).toMatch(
      new RegExp(`^<body[^>]*>\\s*<div[^>]* lang="${lang}" dir="ltr"`),
    );
  }
});

test('every layout table says that it is one, and headings come in order', () => {
  for (const { html, name } of lessonsToJudge(6)) {
    const tables = html.replace(/<!--[\s\S]*?-->/g, '').match(/<table[^>]*>/g) ?? [];
    expect(
      tables.every((table) => table.includes('role="presentation"')),
      name,
    ).toBe(true);
    const levels = [...html.matchAll(/<h([1-6])/g)].map(([, level]) => Number(level));
    expect(levels[0], name).toBe(1);
    expect(
      levels.filter((level) => level === 1),
      name,
    ).toHaveLength(1);
  }
});

test('mail clients leave out nothing that was not looked at', LIMIT, () => {
  const reviewed: Record<string, string> = JSON.parse(
    readFileSync(new URL('caniemail-reviewed.json', import.meta.url), 'utf8'),
  );
  const found = new Set<string>();
  for (const { html } of [...lessonsToJudge(12), ...otherLetters().slice(0, 2)]) {
    const { issues } = caniemail({ clients: CLIENTS, html });
    for (const { title } of [...issues.errors.values()].flat()) found.add(title);
  }
  expect([...found].filter((title) => !(title in reviewed))).toEqual([]);
  expect(Object.keys(reviewed).filter((title) => !found.has(title))).toEqual([]);
});
