import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

/** What a reader meets of a page's own template: its text, what is read aloud of it, and what it hands to other templates. */
function sentencesIn(template: string): string[] {
  const named = template.replaceAll(/\$\((?:[^()`]|`[^`]*`)*\)/g, '');
  const expressions = [...named.matchAll(/\{\{.*?\}\}/gs)].map(([whole]) => whole);
  const handed = expressions.flatMap((expression) =>
    [...expression.matchAll(/\b(?!id=)[\w-]+="([^"]+)"/g)].map(([, words = '']) => words),
  );
  const markup = named.replaceAll(/\{\{.*?\}\}/gs, '').replaceAll(/<!--.*?-->/gs, '');
  const heard = [...markup.matchAll(/(?:alt|title|aria-label|placeholder)="([^"]*)"/g)].map(
    ([, words = '']) => words,
  );
  return [...handed, ...heard, ...markup.split(/<[^>]*>/)]
    .map((words) => words.replaceAll(/&\w+;/g, '').trim())
    .filter((words) => /\p{L}/u.test(words));
}

/** What the build puts something in place of. */
const NO_SENTENCE = new Set(['COMPLAIN_TO', 'COACH_NAME', 'COACH_ROLE']);

describe('no sentence stands in a template but what the words of the course put there:', () => {
  test.each(globSync('templates/pages/**/*.hbs'))('%s', (file) => {
    const sentences = sentencesIn(readFileSync(file, 'utf8'));
    expect(sentences.filter((words) => !NO_SENTENCE.has(words))).toEqual([]);
  });

  test.each([
    ['in a text', '<p>$(page.hello) Hello {{name}}</p>'],
    ['in what is read aloud', '<img alt="Hello">'],
    ['in what is handed on', '{{#> layout title="Hello"}}{{/layout}}'],
  ])('one that was planted %s is found', (_, template) => {
    expect(sentencesIn(template)).toEqual(['Hello']);
  });
});
