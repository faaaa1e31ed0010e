import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { contrast, SHAPES, TEXTS } from '../../lib/brand/contrast.ts';
import { tokensCss } from '../../lib/brand/css.ts';
import { readTokens } from '../../lib/brand/tokens.ts';

const FILE = join(import.meta.dirname, '../../templates/brand/tokens.yaml');
const tokens = readTokens(FILE);
const folder = mkdtempSync(join(tmpdir(), 'tokens-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(['light', 'dark'] as const)('in the %s', (look) => {
  test.each(TEXTS)('%s on %s can be read', (text, ground) => {
    expect(contrast(tokens.colours[look][text], tokens.colours[look][ground])).toBeGreaterThanOrEqual(4.5);
  });

  test.each(SHAPES)('%s on %s can be made out', (shape, ground) => {
    expect(contrast(tokens.colours[look][shape], tokens.colours[look][ground])).toBeGreaterThanOrEqual(3);
  });
});

test('black on white is 21 apart, and a colour on itself 1', () => {
  expect(contrast('#000000', '#FFFFFF')).toBeCloseTo(21, 5);
  expect(contrast('#A8432A', '#A8432A')).toBe(1);
});

test('letters are read as a size and a line', () => {
  expect(tokens.type.mail.text).toEqual({ size: 17, line: 26 });
});

test.each([
  ["ground: '#FAF6F0'", 'ground: cream', 'a colour is #'],
  ['h1: 30/35', 'h1: large', 'size/line'],
  ['pill: 8', 'pil: 8', 'radius'],
])('%s written as %s is refused by name', (right, wrong, said) => {
  const path = join(folder, 'tokens.yaml');
  writeFileSync(path, readFileSync(FILE, 'utf8').replace(right, wrong));
  expect(() => readTokens(path)).toThrow(said);
  expect(() => readTokens(path)).toThrow('tokens.yaml');
});

test('a page stands on the colours of each look, and on the filter that dims its pictures', () => {
  const [light = '', dark = ''] = tokensCss(tokens).split('@media screen and (prefers-color-scheme:dark)');
  expect(light).toContain(`--ground:${tokens.colours.light.ground};`);
  expect(light).toContain('--in-the-dark:none');
  expect(dark).toContain(`--ground:${tokens.colours.dark.ground};`);
  expect(dark).toContain(`--in-the-dark:${tokens.pictures['in-the-dark']}`);
});

const ROOT = join(import.meta.dirname, '../..');
const MADE_FROM_THE_TOKENS = [
  'templates/pages/**/*.*',
  'templates/preview/*',
  'lib/local/*.ts',
  'lib/cli/*.ts',
];

test.each(globSync(MADE_FROM_THE_TOKENS, { cwd: ROOT }))('%s holds no colour of its own', (file) => {
  const source = readFileSync(join(ROOT, file), 'utf8');
  expect(source.match(/(?<![&\w"'(])#[0-9a-f]{3}(?:[0-9a-f]{3})?\b|\brgba?\(|"#[0-9A-F]{6}"/gi)).toBeNull();
});
