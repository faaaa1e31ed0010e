import { HtmlValidate } from 'html-validate';
import { describe, expect, test } from 'vitest';
import { readingOf } from '../../../lib/authoring/check-reading.ts';
import { someOf } from '../../whole-course.ts';
import { everyHtml } from './every-training-page.ts';

const htmls = Object.entries(everyHtml());
/** What a lesson says is the coach's, and held to these rules by the course's own check. */
const ours = htmls.filter(([name]) => !/^(?:lesson|sample)/.test(name));

const validator = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:a11y'],
  rules: {
    // Our own way of writing, which the standard allows.
    'no-trailing-whitespace': 'off',
    'void-style': 'off',
    'doctype-style': 'off',
    'long-title': 'off',
    // `name` of a button says which of several was pressed.
    'form-dup-name': ['error', { shared: ['radio', 'button', 'submit'] }],
    'no-implicit-button-type': 'error',
  },
});

test.each(someOf(htmls, 5))('%s is valid HTML', async (_name, html) => {
  const report = await validator.validateString(html);
  const found = report.results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line }) => `${line} ${ruleId}: ${message}`),
  );
  expect(found).toEqual([]);
});

describe('the copy of the pages', () => {
  const AVOID =
    /!|baby weight|bounce back|get your body back|snap back|\bfix\b|flat tum|mummy tummy|no excuses|\bearn|\bburn\b|\bjourney\b|you must|\bsimply\b|\bplease note\b|\bstreak/i;

  test.each(ours)('%s says nothing that is never said, and shouts nowhere', (_name, html) => {
    const said = textOf(html).replace('See it, fix it, take a copy', '');
    expect(AVOID.exec(said)?.[0]).toBeUndefined();
  });

  const read = ours.map(([name, html]) => ({ name, ...readingOf(textOf(html)) }));

  test('reads at the age of 9 to 11: short sentences, short words (docs/rules/content.md#reading-age)', () => {
    const words = read.reduce((sum, page) => sum + page.words, 0);
    const meanOf = (figure: 'grade' | 'average') =>
      read.reduce((sum, page) => sum + page[figure] * page.words, 0) / words;
    expect(meanOf('average')).toBeLessThan(10);
    // Flesch-Kincaid grade; a reader of grade 4 to 6 is 9 to 11 years old.
    expect(meanOf('grade')).toBeLessThan(4);
  });

  test.each(read)('$name reads at grade 6 or below, with no sentence too long to follow', (page) => {
    expect(page.grade).toBeLessThanOrEqual(6);
    expect(page.average).toBeLessThanOrEqual(15);
    expect(page.longestWords, page.longest).toBeLessThanOrEqual(30);
  });
});

/** What the page says, a line for each sentence, label or button. */
function textOf(html: string): string {
  const main = html.slice(html.indexOf('<main'), html.indexOf('</main>'));
  return main
    .replace(/<(?:pre|select)[\s\S]*?<\/(?:pre|select)>/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/<\/(?:p|li|h\d|label|button|legend|span)>/g, '\n')
    .replace(/<[^>]+>/g, '')
    .replaceAll('&#x27;', "'")
    .replace(/&#?\w+;/g, ' ');
}
