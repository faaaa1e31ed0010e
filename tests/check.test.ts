import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { someOf, WHOLE_COURSE } from './whole-course.ts';

/** What `npm run check` must see: each fault is planted in a copy of the tree and shown to the tool that finds it. */
const COPIED = ['bin', 'lib', 'lambdas', 'package.json', 'knip.production.json', 'biome.json', '.biome'];

let copy = '';
beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), 'check-'));
  for (const name of COPIED) cpSync(name, join(copy, name), { recursive: true });
  for (const name of ['node_modules', '.build']) symlinkSync(resolve(name), join(copy, name));
});
afterEach(() => rmSync(copy, { recursive: true, force: true }));

function run(command: string): string {
  const [tool = '', ...args] = command.split(' ');
  const { stdout, stderr } = spawnSync(resolve('node_modules/.bin', tool), args, {
    cwd: copy,
    encoding: 'utf8',
  });
  return stdout + stderr;
}

const plant = (path: string, source: string) => writeFileSync(join(copy, path), source);
const UNUSED = 'knip --production --config knip.production.json';

describe('unused code, tests left out of the entries', () => {
  test.runIf(WHOLE_COURSE)('the tree has none', () => {
    expect(run(UNUSED)).toBe('');
  });

  test('a file that nothing deployed imports is found, and so is an export', () => {
    plant('lib/domain/planted.ts', 'export const planted = 1;\n');
    appendFileSync(join(copy, 'lib/domain/calendar.ts'), 'export const onlyTestsUseIt = 1;\n');
    const found = run(UNUSED);
    expect(found).toContain('lib/domain/planted.ts');
    expect(found).toContain('onlyTestsUseIt');
  });
});

describe('a circle of imports', () => {
  const CIRCLE = [
    [
      'lib/domain/planted.ts',
      "import type { B } from './planted-too.ts';\nexport interface A {\n  b: B;\n}\n",
    ],
    [
      'lib/domain/planted-too.ts',
      "import type { A } from './planted.ts';\nexport interface B {\n  a: A;\n}\n",
    ],
  ] as const;

  test('is found, also one of types alone', () => {
    for (const [path, source] of CIRCLE) plant(path, source);
    expect(run('biome lint --vcs-enabled=false lib/domain')).toContain('noImportCycles');
  });

  test('is none of two arrows that point the same way', () => {
    for (const [path, source] of CIRCLE.slice(0, 1)) plant(path, source);
    plant('lib/domain/planted-too.ts', 'export type B = string;\n');
    expect(run('biome lint --vcs-enabled=false lib/domain')).not.toContain('noImportCycles');
  });
});

describe('a page without its template', () => {
  const PAGES = 'lib/ports/pages.ts';
  const compiles = () => {
    const config = { extends: resolve('tsconfig.json'), include: ['lib/adapters/pages', 'lib/**/*.d.ts'] };
    plant('tsconfig.json', JSON.stringify(config));
    return run('tsc');
  };

  test('does not compile', () => {
    const pages = readFileSync(PAGES, 'utf8');
    plant(PAGES, pages.replace("  | { kind: 'check-your-inbox' }", "$&\n  | { kind: 'planted' }"));
    expect(compiles()).toContain('lib/adapters/pages/views.ts');
  });

  test.runIf(WHOLE_COURSE)('is not among the pages', () => {
    expect(compiles()).toBe('');
  });
});

describe('what is too long', () => {
  const lines = (count: number) => "console.log('one more');\n".repeat(count);

  test.each([
    ['a file of 301 lines', lines(301), 'noExcessiveLinesPerFile'],
    ['a function of 41 lines', `export function planted() {\n${lines(41)}}\n`, 'noExcessiveLinesPerFunction'],
  ])('%s is found', (_what, source, rule) => {
    plant('lib/local/planted.ts', source);
    expect(run('biome lint --vcs-enabled=false lib/local/planted.ts')).toContain(rule);
  });

  test('a file of 300 lines and a function of 40 are not', () => {
    plant('lib/local/planted.ts', `export function planted() {\n${lines(40)}}\n${lines(258)}`);
    expect(run('biome lint --vcs-enabled=false lib/local/planted.ts')).not.toContain('noExcessiveLines');
  });
});

describe('branches of the domain and the use cases that no test reaches', () => {
  const covered = (path: string) => {
    mkdirSync(join(copy, 'tests/domain'), { recursive: true });
    cpSync('vitest.coverage.config.ts', join(copy, 'vitest.coverage.config.ts'));
    for (const folder of ['domain', 'use-cases']) rmSync(join(copy, 'lib', folder), { recursive: true });
    mkdirSync(join(copy, dirname(path)), { recursive: true });
    plant(path, 'export const sign = (of: number) => (of < 0 ? -1 : 1);\n');
    const test = `import { expect, test } from 'vitest';\nimport { sign } from '../../${path}';\n`;
    plant('tests/domain/planted.test.ts', `${test}test('one', () => expect(sign(1)).toBe(1));\n`);
    return run('vitest run --config vitest.coverage.config.ts');
  };

  test.each(someOf(['lib/domain/planted.ts', 'lib/use-cases/web/planted.ts'], 2))('are found: %s', (path) => {
    expect(covered(path)).toContain('does not meet');
  });
});
