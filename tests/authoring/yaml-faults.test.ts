import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { parseYaml } from '../../lib/authoring/source-file.ts';

const anything = z.record(z.string(), z.unknown());

function faultOf(text: string): string[] {
  const read = parseYaml(text, 'one.yaml', anything, 0);
  return read.kind === 'read' ? [] : read.findings.map(({ line, message }) => `${line} ${message}`);
}

describe('what YAML trips over is named in a line, once, with what to write', () => {
  test.each([
    ['a tab in a list', '- a: b\n\tc: d\n', '2 this line begins with a tab; write spaces in its place'],
    ['a tab', 'a:\n\tb: 1\n', '2 this line begins with a tab; write spaces in its place'],
    [
      'a colon',
      'title: Hold: a weight\nb: 1\n',
      '1 a text with a colon in it stands in quotes: title: "Hold: a weight"',
    ],
    [
      'a quote left open',
      'a: 1\nb: "Hold\nc: 1\n',
      '2 a text begins with " here and never ends; write " at its end',
    ],
    [
      'words after a quote',
      "a: 'It's here'\n",
      '1 words stand after the closing quote; put the whole text between two ", and write \' inside as it is',
    ],
    ['a comma', 'a:\n  - { move: HH rung: 1 }\n', '2 a comma is missing between two of the fields in { }'],
    [
      'a line too far in',
      'a: 1\n  b: 2\n',
      '2 this line begins further in than the one above, which is done; take its extra spaces out',
    ],
    [
      'a line out of line',
      'a:\n  b: 1\n c: 2\n',
      '3 this line does not begin below those around it; give it as many spaces as they have',
    ],
    [
      'a list out of line',
      'a:\n  - { b: 1 }\n - { b: 2 }\n',
      '3 this - does not stand below the one above; give it as many spaces',
    ],
    [
      'curly quotes',
      'a: “Hold a weight”\n',
      '1 this text stands in curly quotes, “…”; write straight ones, "…"',
    ],
    [
      'and a colon in them',
      'a: “Hold: it”\n',
      '1 this text stands in curly quotes, “…”; write straight ones, "…"',
    ],
    [
      'a field twice',
      'a: 1\nb: 2\na: 3\n',
      '3 the field a stands here twice, first on line 1; take one of them out',
    ],
    [
      'a brace left open',
      'a:\n  - { b: 1, c: 2\nd: 1\n',
      '2 a { is opened here and never closed; end it with }',
    ],
    ['no space', 'a:Hold\nb: 1\n', '1 a space is missing after the colon: a: Hold'],
    ['an @', 'a: @home\n', '1 a text that begins with @ stands in quotes: "@home"'],
    ['a star', 'a: *bold*\n', '1 a text that begins with * stands in quotes: "*bold*"'],
    [
      'a space that does not break',
      'a: 1\nb:\u00A0Hold\nc: 1\n',
      '2 a space here is one that does not break; type it again as a plain space',
    ],
    ['an exclamation mark', 'a: !now\n', '1 a text that begins with ! stands in quotes'],
  ])('%s', (_, text, fault) => {
    expect(faultOf(text)).toEqual([fault]);
  });

  test('in a file from Windows too, with its line ends and its mark', () => {
    expect(faultOf('\uFEFFtitle: Hold: a weight\r\nb: 1\r\n')).toEqual([
      '1 a text with a colon in it stands in quotes: title: "Hold: a weight"',
    ]);
    expect(faultOf('\uFEFFa:\r\n  - b: 1\r\n    c: 2\r\n')).toEqual([]);
    expect(faultOf('\uFEFF- a: 1\r\n  b: 2\r\n')).toEqual([expect.stringContaining('the file: ')]);
  });

  test('and nothing is found where it parses', () => {
    expect(faultOf('a: "Hold: a weight"\nb: { c: 1, d: “x” }\n'.replace('“x”', '"“x”"'))).toEqual([]);
  });
});

describe('a field that there is not is asked after,', () => {
  const shape = z.strictObject({
    minutes: z.number(),
    walk: z.strictObject({ times: z.number() }).optional(),
    moves: z.array(z.union([z.strictObject({ reps: z.number() }), z.strictObject({ seconds: z.number() })])),
  });
  const faultIn = (text: string) => {
    const read = parseYaml(text, 'one.yaml', shape, 0);
    return read.kind === 'read' ? [] : read.findings.map(({ line, message }) => `${line} ${message}`);
  };

  test.each([
    ['minutes: 1\nmoves: []\nwlak: { times: 2 }\n', '3 the file: there is no field wlak; did you mean walk?'],
    [
      'minutes: 1\nmoves: []\nwalk:\n  times: 2\n  tims: 2\n',
      '5 walk: there is no field tims; did you mean times?',
    ],
    [
      'minutes: 1\nmoves:\n  - { reps: 1, resp: 2 }\n',
      '3 moves.0: there is no field resp; did you mean reps?',
    ],
    [
      'minutes: 1\nmoves: []\ncolour: red\n',
      '3 the file: there is no field colour; mend its spelling or take it out',
    ],
  ])('however deep it stands: %j', (text, wanted) => {
    expect(faultIn(text)).toContain(wanted);
  });
});
