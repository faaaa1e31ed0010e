import Handlebars from 'handlebars';
import { describe, expect, test } from 'vitest';
import { UnsafeCourse } from '../../lib/authoring/findings.ts';
import { parseYaml } from '../../lib/authoring/source-file.ts';
import { withWords } from '../../lib/authoring/template-words.ts';
import { pageWords } from '../../lib/authoring/word-schemas.ts';

const ONE = 'page:\n  said: "Tea"\n';
const DATED = 'page:\n  dated: "On {day}"\n';

function filled(template: string, words: string, file = 'pages/page.hbs'): string {
  const read = parseYaml(words, 'words/pages.yaml', pageWords, 0);
  if (read.kind === 'broken') throw new UnsafeCourse(read.findings);
  return withWords([{ file, text: template }], read.source)[0]?.text ?? '';
}

/** What the page shows, with the look of Handlebars. */
function shown(template: string, context: object, words: string): string {
  return Handlebars.compile(filled(template, words))(context);
}

function findingsOf(template: string, words: string) {
  try {
    filled(template, words);
  } catch (error) {
    if (error instanceof UnsafeCourse) return error.findings;
  }
  return [];
}

describe('a sentence stands in a template as its place wants it:', () => {
  const said = 'page:\n  said: "Tea & <cake> at \\"five\\""\n';

  test('in text', () => {
    expect(filled('<p>$(page.said)</p>', said)).toBe('<p>Tea &amp; &lt;cake&gt; at "five"</p>');
  });

  test('in an attribute', () => {
    expect(filled('<img alt="$(page.said)">', said)).toBe(
      '<img alt="Tea &amp; &lt;cake&gt; at &quot;five&quot;">',
    );
  });

  test('in what is handed to another template', () => {
    Handlebars.registerPartial('frame', '<title>{{title}}</title>');
    expect(shown('{{> frame title="$(page.said)"}}', {}, said)).toBe(
      '<title>Tea &amp; &lt;cake&gt; at &quot;five&quot;</title>',
    );
  });

  test('in plain text', () => {
    expect(filled('$(page.said)', said, 'emails/page.txt')).toBe('Tea & <cake> at "five"');
  });

  test('with what its template places in it, bold and links', () => {
    const words = 'page:\n  dated: "You came on **{day}**, or [write to {address}](mailto:{address})."\n';
    const template = '<p>$(page.dated day address=site.replyTo)</p>';
    expect(shown(template, { day: '5 <May>', site: { replyTo: 'a@b.example' } }, words)).toBe(
      '<p>You came on <strong>5 &lt;May&gt;</strong>, or <a href="mailto:a@b.example">write to a@b.example</a>.</p>',
    );
  });

  test('with markup that its template places in it, and a sentence in that', () => {
    const words = 'page:\n  said: "Ask {whom}."\n  whom: "her"\n';
    expect(filled('$(page.said whom=`<b id="x">$(page.whom)</b>`)', words)).toBe('Ask <b id="x">her</b>.');
  });
});

describe('a slip is named where it is mended:', () => {
  test.each([
    [
      'a sentence that is not there',
      '<p>$(page.siad) $(page.said)</p>',
      ONE,
      'word-missing',
      2,
      'mean said?',
    ],
    ['a sentence that no template says', '<p></p>', ONE, 'word-unused', 2, 'page.said'],
    ['a blank that nothing fills', '<p>\n$(page.dated days)</p>', DATED, 'word-place', 2, 'pages/page.hbs:2'],
    ['a blank where none may be', '{{> a b="$(page.dated day)"}}', DATED, 'word-place', 2, '{day}'],
    [
      'a mark where none may be',
      '<i alt="$(page.said)">',
      'page:\n  said: "**Tea**"\n',
      'word-place',
      2,
      'bold',
    ],
    ['a sentence among attributes', '<i $(page.said)>', ONE, 'word-place', 2, 'no sentence'],
    ['a brace alone', '$(page.said)', 'page:\n  said: "Tea {"\n', 'shape', 2, 'braces'],
    ['an expression of Handlebars', '$(page.said)', 'page:\n  said: "{{tea}}"\n', 'shape', 2, 'braces'],
    ['a name that does not read', '\n$(page said) $(page.said)', ONE, 'template', 2, '$(page said)'],
  ])('%s', (_, template, words, rule, line, message) => {
    expect(findingsOf(template, words)).toEqual([
      expect.objectContaining({ rule, line, message: expect.stringContaining(message) }),
    ]);
  });
});
