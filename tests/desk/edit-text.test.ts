import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { withPlainLines } from '../../lib/authoring/source-file.ts';
import { parseTip } from '../../lib/authoring/tip-file.ts';
import { withValue } from '../../lib/desk/edit-text.ts';

const COURSE = join(import.meta.dirname, '../../templates/course');
const read = (name: string) => readFileSync(join(COURSE, name), 'utf8');

type Path = (string | number)[];

/** Every place of a document that holds one value. */
function scalarsOf(node: unknown, path: Path = []): Path[] {
  if (isMap(node))
    return node.items.flatMap(({ key, value }) =>
      isScalar(key) && (typeof key.value === 'string' || typeof key.value === 'number')
        ? scalarsOf(value, [...path, key.value])
        : [],
    );
  if (isSeq(node)) return node.items.flatMap((item, index) => scalarsOf(item, [...path, index]));
  return isScalar(node) ? [path] : [];
}

const FILES = ['sessions/13.yaml', 'sessions/E3.yaml', 'safety.yaml', 'everyday.yaml'].map((name) => {
  const text = read(name);
  return { name, text, places: scalarsOf(parseDocument(text).contents) };
});

const typed = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(
      '"',
      "'",
      '\\',
      '\n',
      '\r',
      '#',
      ':',
      ' ',
      '\t',
      '-',
      '{',
      '}',
      '[',
      '|',
      '>',
      '&',
      '*',
      '!',
      '%',
      'a',
      '…',
      '\u2028',
      '\u0085',
      '\ufeff',
      '👶',
    ),
  }),
  fc.integer(),
);

const somewhere = fc
  .constantFrom(...FILES)
  .chain(({ text, places }) =>
    fc.record({ text: fc.constant(text), path: fc.constantFrom(...places), value: typed }),
  );

describe('a value of a YAML file', () => {
  test('is read back as it was typed, and no other line of the file changes', () => {
    fc.assert(
      fc.property(somewhere, ({ text, path, value }) => {
        const edited = withValue(text, { in: 'yaml', path }, value);
        if (edited.kind === 'refused') {
          expect(typeof value === 'string' && !value.isWellFormed()).toBe(true);
          return;
        }
        expect(parseDocument(edited.text).getIn(path)).toBe(value);
        expectOneLine(text, edited.text);
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ['a block of lines', 'a: |\n  one\n  two\nb: 1 # why\n', 'a: "three"\nb: 1 # why\n'],
    ['folded lines', 'a: >-\n  one\n  two\n\nb: 1\n', 'a: "three"\n\nb: 1\n'],
    ['words over two lines', 'a: "one\n  two" # why\nb: 1\n', 'a: "three" # why\nb: 1\n'],
    ['Windows line breaks', 'a: one # why\r\nb: 1\r\n', 'a: "three" # why\r\nb: 1\r\n'],
    ['a byte order mark', '\ufeffa: one\nb: 1\n', '\ufeffa: "three"\nb: 1\n'],
  ])('takes the place of %s', (_, before, after) => {
    expect(withValue(before, { in: 'yaml', path: ['a'] }, 'three')).toEqual({ kind: 'edited', text: after });
  });

  test.each([
    ['is not there', 'a: 1\n', ['b']],
    ['is shared by an anchor', 'a: &x one\nb: *x\n', ['a']],
    ['is a list', 'a: [1, 2]\n', ['a']],
    ['stands in a file that does not read', 'a: "one\n', ['a']],
  ])('that %s is refused', (_, text, path) => {
    expect(withValue(text, { in: 'yaml', path }, 'three').kind).toBe('refused');
  });
});

const TIPS = readdirSync(join(COURSE, 'tips')).map((name) => read(`tips/${name}`));
const TIPS_OF_WINDOWS = TIPS.map((text) => `\uFEFF${text.replaceAll('\n', '\r\n')}`);
const inTip = fc.record({
  text: fc.constantFrom(...TIPS, ...TIPS_OF_WINDOWS),
  variant: fc.nat({ max: 4 }),
  part: fc.constantFrom('title' as const, 'body' as const, 'noBaby' as const),
  value: fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({
      unit: fc.constantFrom(
        '#',
        ' ',
        '\n',
        '-',
        '*',
        'a',
        'No baby mentions',
        '## ',
        '### No baby mentions',
        '---',
        '\r\n',
      ),
    }),
  ),
});

test('the words of a tip are read back as they were typed, their line ends plain, and nothing else of the file changes', () => {
  fc.assert(
    fc.property(inTip, ({ text, variant, part, value: typed }) => {
      const edited = withValue(text, { in: 'tip', variant, part }, typed);
      const value = withPlainLines(typed);
      if (edited.kind === 'refused') return;
      const [before, after] = [parseTip(text, 'x'), parseTip(edited.text, 'x')];
      if (before.kind === 'broken' || after.kind === 'broken') throw new Error('it does not read');
      const words = (tip: typeof before.tip) =>
        tip.variants.map(({ title, body, noBaby }) => ({ title, body, noBaby }));
      const wanted = words(before.tip).map((one, index) =>
        index === variant ? { ...one, [part]: value.trim() } : one,
      );
      expect(words(after.tip)).toEqual(wanted);
      expectOneStretch(text, edited.text, value.trim());
    }),
    { numRuns: 500 },
  );
});

test('a tip takes several paragraphs, and no line that would open another wording', () => {
  const text = read('tips/m13.md');
  const place = { in: 'tip', variant: 1, part: 'body' } as const;
  expect(withValue(text, place, 'One.\n\n**Two.**')).toMatchObject({ kind: 'edited' });
  expect(withValue(text, place, 'One.\n## Two\n\nThree.')).toEqual({
    kind: 'refused',
    why: 'a line of a tip may not begin with ## or ###: those open another wording',
  });
  expect(withValue(text, { ...place, part: 'title' }, 'One\nTwo').kind).toBe('refused');
  expect(withValue(text, place, '  \n ').kind).toBe('refused');
});

/** Of the lines, all but one are those of before. */
function expectOneLine(before: string, after: string): void {
  const [old, fresh] = [before.split('\n'), after.split('\n')];
  expect(fresh.length).toBe(old.length);
  expect(fresh.filter((line, index) => line !== old[index]).length).toBeLessThanOrEqual(1);
}

/** What stands before and after the edited words is as it was. */
function expectOneStretch(before: string, after: string, value: string): void {
  const at = [...before].findIndex((_, index) => before[index] !== after[index]);
  if (at < 0) return;
  const tail = Math.min(before.length, after.length);
  let same = 0;
  while (same < tail && before.at(-1 - same) === after.at(-1 - same)) same += 1;
  expect(after.length - same - at).toBeLessThanOrEqual(value.length);
}

test('and a tip that was written on Windows can be changed', () => {
  const [text = ''] = TIPS_OF_WINDOWS;
  for (const part of ['title', 'body'] as const)
    expect(withValue(text, { in: 'tip', variant: 0, part }, 'New words')).toMatchObject({ kind: 'edited' });
});
