import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readBrand } from '../../lib/brand/brand.ts';

const folder = mkdtempSync(join(tmpdir(), 'brand-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function written(text: string): string {
  const file = join(folder, 'brand.yaml');
  writeFileSync(file, text);
  return file;
}

test('a brand is a name and an address', () => {
  expect(readBrand(written('name: Kudu\naddress: 2 Long Street, Cape Town\n'))).toEqual({
    name: 'Kudu',
    address: '2 Long Street, Cape Town',
  });
});

test.each([
  ['name: ""\naddress: 2 Long Street', 'name'],
  ['name: Kudu', 'address'],
  ['name: Kudu\naddress: 2 Long Street\nnick: K', 'nick'],
])('a slip names the file and the field: %j', (text, field) => {
  expect(() => readBrand(written(text))).toThrow(/brand\.yaml/);
  expect(() => readBrand(written(text))).toThrow(field);
});

test('the name of the course stands in no code', () => {
  const { name } = readBrand('templates/brand/brand.yaml');
  const code = globSync('{lib,lambdas,bin}/**/*.ts');
  expect(code.filter((file) => readFileSync(file, 'utf8').includes(name))).toEqual([]);
});
