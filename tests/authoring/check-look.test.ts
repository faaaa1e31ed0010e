import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { printFinding } from '../../lib/authoring/findings.ts';
import { COURSE, findingsIn, inCopy } from './planted.ts';

/** Faults of the files that say who the course is and how it looks, and of names that no file may have. */

test.each([
  [
    'brand/brand.yaml',
    'name: “Harbour”\naddress: 1 Long Road\n',
    'brand.yaml:1 yaml: this text stands in curly quotes, “…”; write straight ones, "…"',
  ],
  [
    'brand/brand.yaml',
    'name: Harbour\naddress: 1 Long Road\nnick: H\n',
    'brand.yaml:3 shape: the file: there is no field nick',
  ],
  [
    'brand/brand.yaml',
    'address: 1 Long Road, Cape Town\n',
    'templates/brand/brand.yaml:1 shape: name: it is missing; write text here',
  ],
  ['brand/brand.yaml', 'name: ""\naddress: 1 Long Road\n', 'templates/brand/brand.yaml:1 shape: name: '],
  [
    'brand/brand.yaml',
    'name: Harbour\naddress: Cape Town\n',
    'templates/brand/brand.yaml:2 shape: address: write the whole postal address, as on an envelope: street, town and code',
  ],
  ['brand/tokens.yaml', 'colours: {}\n', 'tokens.yaml:1 shape: colours.light: it is missing'],
  ['pages/consent.yaml', '- version: a\n\ttext: b\n', 'consent.yaml:2 yaml: this line begins with a tab'],
  ['pages/training/consent.yaml', '- version: a\n', 'consent.yaml:1 shape: 0.text: it is missing'],
])('what is wrong in %s is told as in every other file: %j', (file, text, fault) => {
  const found = inCopy((root) => {
    writeFileSync(join(root, 'templates', file), text);
    return findingsIn(root).map(printFinding);
  });
  expect(found.join('\n')).toContain(fault);
});

test.each([
  [
    "ink: '#22302B'",
    "ink: '#8A938E'",
    /8 contrast: light\.ink on light\.ground is 2\.\d, and text needs 4\.5 or more; make it darker/,
  ],
  [
    "    muted: '#B7C2BB'",
    "    muted: '#57625B'",
    /contrast: dark\.muted on dark\.surface is \d\.\d.*; make it lighter/,
  ],
  [
    "field: '#7A8780'",
    "field: '#D5DAD7'",
    /contrast: light\.field on light\.surface is 1\.\d, and a shape needs 3 or more/,
  ],
])('a colour that cannot be read is found, with its line: %s', (from, to, says) => {
  const found = inCopy((root) => {
    const file = join(root, 'templates/brand/tokens.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));
    return findingsIn(root).map(printFinding);
  });
  expect(found).toContainEqual(expect.stringMatching(says));
  expect(found.every((line) => line.startsWith('templates/brand/tokens.yaml:'))).toBe(true);
});

test.each(['sessions/10.yml', 'help/kit.YAML', 'countries/ZA.yml'])(
  '%s would be read by nobody, and is told',
  (file) => {
    const found = inCopy((root) => {
      writeFileSync(join(root, COURSE, file), 'title: A\n');
      return findingsIn(root).map(printFinding);
    });
    expect(found).toContainEqual(
      `templates/course/${file}:1 file-name: this file is read only when its name ends in .yaml; give it that ending`,
    );
  },
);

test('name: what she agrees to, and the mail that asks her, name the course as its brand does', () => {
  const found = inCopy((root) => {
    const file = join(root, 'templates/brand/brand.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^name: .*$/m, 'name: Harbour'));
    return findingsIn(root).map(printFinding);
  });
  expect(found).toEqual([
    expect.stringMatching(
      /letters\.yaml:82 name: the mail that asks her does not name Harbour, as brand\.yaml/,
    ),
    expect.stringMatching(/pages\/consent\.yaml:\d+ name: what she agrees to does not name Harbour/),
    expect.stringMatching(/training\/consent\.yaml:\d+ name: what she agrees to does not name Harbour/),
  ]);
});
