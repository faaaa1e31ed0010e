import { describe, expect, test } from 'vitest';
import { readCourse } from '../../lib/authoring/read-course.ts';
import { readNote } from '../../lib/authoring/read-note.ts';
import { ownCourse } from '../../lib/brand/course-folder.ts';

const read = readCourse(ownCourse());
if (read.kind === 'broken') throw new Error('the course is broken');
const { course } = read;

const noteFile = (body: string, head = 'subject: A correction to session 12\nwho: received:12') =>
  `---\n${head}\n---\n${body}\n`;
const readOk = (text: string) => {
  const one = readNote(text, 'note.md', course);
  if (one.kind === 'broken') throw new Error(one.findings.map(({ message }) => message).join('; '));
  return one.note;
};
const faults = (text: string) => {
  const one = readNote(text, 'note.md', course);
  return one.kind === 'read'
    ? []
    : one.findings.map(({ line, rule, message }) => `${line} ${rule}: ${message}`);
};

describe('a note', () => {
  test('has paragraphs, headings, lists, bold and links, for both parts of a mail', () => {
    const { subject, body } = readOk(
      noteFile(
        'The dose of the **squat**\nwas wrong.\n\n## What now\n\n- Two sets\n- See [here](https://example.org)',
      ),
    ).textFor('GB', true);
    expect(subject).toBe('A correction to session 12');
    expect(body).toEqual([
      {
        kind: 'paragraph',
        text: {
          html: 'The dose of the <strong>squat</strong> was wrong.',
          text: 'The dose of the squat was wrong.',
        },
      },
      { kind: 'heading', text: { html: 'What now', text: 'What now' } },
      {
        kind: 'list',
        items: [
          { html: 'Two sets', text: 'Two sets' },
          {
            html: 'See <a href="https://example.org" class="link">here</a>',
            text: 'See here (https://example.org)',
          },
        ],
      },
    ]);
  });

  test('is said in each country’s words, and without a baby to those who asked for that', () => {
    const note = readOk(noteFile('Put the buggy away.\n\n### No baby mentions\n\nPut the mat away.'));
    const said = (country: 'GB' | 'US', mentions: boolean) => JSON.stringify(note.textFor(country, mentions));
    expect(said('GB', true)).toContain('Put the buggy away.');
    expect(said('US', true)).toContain('Put the stroller away.');
    expect(said('GB', false)).toContain('Put the mat away.');
  });

  test('is the same note when only whom it is for changes, and another when its words do', () => {
    const one = readOk(noteFile('A word.'));
    expect(
      readOk(noteFile('A word.', 'subject: A correction to session 12\nwho: all\nurgent: true')),
    ).toMatchObject({
      ...{ id: one.id, who: 'all', urgent: true },
    });
    expect(readOk(noteFile('Another word.')).id).not.toBe(one.id);
  });

  test('written on Windows reads the same', () => {
    const text = noteFile('One.\n\nTwo.');
    expect(readOk(text.replaceAll('\n', '\r\n')).id).toBe(readOk(text).id);
  });

  test('escapes what would be HTML', () => {
    expect(JSON.stringify(readOk(noteFile('<b>No</b>')).textFor('GB', true))).toContain(
      '&lt;b&gt;No&lt;/b&gt;',
    );
  });
});

test.each([
  ['no front matter', 'Hello', /^1 shape: the file begins with front matter/],
  ['no subject', noteFile('Hello', 'who: all'), /subject/],
  ['a subject that inboxes cut', noteFile('Hello', `subject: ${'long '.repeat(20)}`), /78 letters/],
  ['a key that is no key', noteFile('Hello', 'subject: Hi\nto: all'), /to/],
  ['nothing to say', noteFile(''), /says nothing/],
  [
    'italics with stars',
    noteFile('The *right* dose'),
    /5 shape: "\*right\*" would show its marks: write \*\*bold/,
  ],
  ['italics with underscores', noteFile('The _right dose_.'), /5 shape: "_right dose_" would show its marks/],
  ['a list with stars', noteFile('* one'), /5 shape: a line of a list begins with "- "/],
  ['a numbered list', noteFile('1. one'), /5 shape: a line of a list begins with "- "/],
  ['an unclosed **', noteFile('A **word'), /5 shape: a \*\* opens bold/],
  ['a link that is no address', noteFile('See [here](javascript:alert)'), /must begin with https/],
  ['a single #', noteFile('# Big'), /a heading begins with "## "/],
  ['a lost letter', noteFile('na\uFFFDve'), /UTF-8/],
  ['a baby where none was wanted', noteFile('Kiss your baby.'), /no-baby: says "baby"/],
  ['a blank that nothing fills', noteFile('Dear {reader}'), /nothing fills \{reader\}/],
])('with %s is refused, with its line', (_, text, fault) => {
  expect(faults(text).join('\n')).toMatch(fault);
});
