import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WHOLE_COURSE } from '../whole-course.ts';
import { type Edit, UNITS_COLUMN, UNITS_EDITS, UNITS_SENTENCES, UNITS_WORDS } from './units.ts';

/** The most files that a new field may ask to change, its words, its column and its tests apart (house.md 2). */
const MOST_FILES = 8;
/** A compiler that starts anew, on a machine that others work on. */
const LIMIT = { timeout: 240_000 };
const ALL_EDITS = [...UNITS_EDITS, UNITS_WORDS, UNITS_COLUMN];
const COPIED = ['lib', 'lambdas', 'bin', 'templates', 'package.json', '.build'];

let copy = '';
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'made-up-field-'));
  for (const name of COPIED) cpSync(name, join(copy, name), { recursive: true });
  symlinkSync(resolve('node_modules'), join(copy, 'node_modules'));
  const config = { extends: resolve('tsconfig.json'), include: ['bin', 'lib', 'lambdas', 'tests'] };
  writeFileSync(join(copy, 'tsconfig.json'), JSON.stringify(config));
  cpSync('tests/made-up-field', join(copy, 'tests/made-up-field'), { recursive: true });
  rmSync(join(copy, 'tests/made-up-field/made-up-field.test.ts'));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

test('a new field asks to change at most 8 files', () => {
  expect(new Set(UNITS_EDITS.map(({ file }) => file)).size).toBeLessThanOrEqual(MOST_FILES);
});

test('and each of them finds its place in its file', () => {
  write([...ALL_EDITS, UNITS_SENTENCES]);
});

/** The compiler reads the whole tree for each: of the whole. */
const whole = test.runIf(WHOLE_COURSE);

whole('with every place changed it compiles, and the field arrives everywhere', LIMIT, () => {
  write([...ALL_EDITS, UNITS_SENTENCES]);
  expect(errors()).toEqual([]);
  execFileSync(process.execPath, ['bin/build.ts'], { cwd: copy });
  const script = join(copy, 'tests/made-up-field/where-it-arrives.ts');
  const out = execFileSync(process.execPath, [script, 'units', 'imperial', 'metric'], { cwd: copy });
  const arrived: Record<string, unknown[]> = JSON.parse(out.toString());
  const { stored, changed, ...places } = arrived;
  expect(stored).toContainEqual('imperial');
  expect(changed).toContainEqual(['units', 'metric']);
  for (const [place, entries] of Object.entries(places))
    expect(entries, place).toContainEqual(['units', 'imperial']);
});

const EACH_EDIT = ALL_EDITS.map((edit, at) => [at + 1, edit.file, edit] as const);

whole.each(EACH_EDIT)('without change %i, in %s, it does not compile', (_number, _file, left) => {
  write(ALL_EDITS.filter((edit) => edit !== left));
  expect(errors()).not.toEqual([]);
});

/** Every file as it stands in the tree, with these changes. */
function write(edits: readonly Edit[]): void {
  for (const file of new Set([...ALL_EDITS, ...edits].map((edit) => edit.file))) {
    let text = readFileSync(file, 'utf8');
    for (const { before, insert } of edits.filter((edit) => edit.file === file)) {
      expect(text.split(before), `${file}: ${before}`).toHaveLength(2);
      text = text.replace(before, () => `${insert}\n${before}`);
    }
    writeFileSync(join(copy, file), text);
  }
}

function errors(): string[] {
  const { stdout } = spawnSync(process.execPath, [resolve('node_modules/typescript/bin/tsc')], { cwd: copy });
  return stdout
    .toString()
    .split('\n')
    .filter((line) => line.includes('error TS'));
}
