import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { someOf } from './whole-course.ts';

const ROOT = join(import.meta.dirname, '..');
const importing = (from: string) => `import { thing } from '${from}';\nexport const used = thing;\n`;

/** Who may import whom: docs/rules/data.md#imports-between-folders. Each is planted in a copy of the tree's shape and shown to the linter. */
const FORBIDDEN = [
  ['lib/domain/planted.ts', 'zod'],
  ['lib/domain/planted.ts', 'node:fs'],
  ['lib/domain/planted.ts', '../ports/clock.ts'],
  ['lib/domain/sending/planted.ts', '../../ports/clock.ts'],
  ['lib/domain/placement/planted.ts', 'zod'],
  ['lib/ports/planted.ts', '../use-cases/sending/deliver.ts'],
  ['lib/use-cases/sending/planted.ts', '../../adapters/ses/mailer.ts'],
  ['lib/use-cases/web/planted.ts', 'zod'],
  ['lib/use-cases/sending/planted.ts', '@aws-lambda-powertools/idempotency'],
  ['lib/adapters/ses/planted.ts', '../dynamodb/client.ts'],
  ['lib/adapters/ses/planted.ts', '../../../lambdas/wiring/stores.ts'],
  ['lib/adapters/ses/planted.ts', '../../local/inbox.ts'],
  ['lib/adapters/ses/planted.ts', 'mjml'],
  ['lambdas/deliver/planted.ts', '../../lib/adapters/ses/mailer.ts'],
  ['lambdas/deliver/handler.ts', '../../lib/adapters/ses/mailer.ts'],
  ['lambdas/deliver/environment.ts', '../../lib/adapters/ses/mailer.ts'],
  ['lambdas/web/planted.ts', '../../lib/adapters/ses/mailer.ts'],
  ['lambdas/deliver/wiring.ts', '../../lib/infrastructure/course-stack.ts'],
  ['lambdas/deliver/wiring.ts', '../enrol/wiring.ts'],
  ['lambdas/deliver/handler.ts', '../enrol/environment.ts'],
  ['lambdas/wiring/planted.ts', '../deliver/wiring.ts'],
  ['lambdas/wiring/planted.ts', '../../lib/use-cases/sending/deliver.ts'],
  ['lambdas/wiring/planted.ts', '../../lib/local/inbox.ts'],
  ['lib/local/planted.ts', '../infrastructure/course-stack.ts'],
  ['lib/cli/planted.ts', '../infrastructure/course-stack.ts'],
  ['lib/adapters/ses/planted.ts', '../../cli/terminal.ts'],
  ['lambdas/deliver/planted.ts', '../../lib/cli/terminal.ts'],
  ['lib/pictures/planted.ts', '../domain/course.ts'],
  ['lib/pictures/planted.ts', '../authoring/read-course.ts'],
  ['bin/local.ts', '../lib/infrastructure/course-stack.ts'],
  ['lib/authoring/planted.ts', '../use-cases/sending/deliver.ts'],
  ['lib/infrastructure/planted.ts', '../domain/placement/decide.ts'],
  ['lib/infrastructure/planted.ts', '../ports/mailer.ts'],
  ['lib/infrastructure/planted.ts', '../adapters/dynamodb/table-shape.ts'],
  ['lib/infrastructure/planted.ts', '../../lambdas/wiring/stores.ts'],
  ['lib/infrastructure/planted.ts', '../../lambdas/deliver/wiring.ts'],
] as const;

const ALLOWED = [
  ['lib/infrastructure/planted.ts', '../ports/metric-list.ts'],
  ['lib/domain/planted.ts', './calendar.ts'],
  ['lib/domain/planted.ts', 'temporal-polyfill/fns/PlainDate'],
  ['lib/use-cases/web/planted.ts', '../../domain/placement/decide.ts'],
  ['lib/use-cases/web/planted.ts', '../sending/limits.ts'],
  ['lib/domain/sending/planted.ts', '../placement/decide.ts'],
  ['lib/adapters/ses/planted.ts', '@aws-sdk/client-ses'],
  ['lib/adapters/ses/planted.ts', '../../ports/mailer.ts'],
  ['lambdas/deliver/wiring.ts', '../../lib/adapters/ses/mailer.ts'],
  ['lambdas/deliver/wiring.ts', '../wiring/stores.ts'],
  ['lambdas/deliver/handler.ts', '../wiring/lazily.ts'],
  ['lambdas/enrol/handler.ts', '../sqs-batch.ts'],
  ['lambdas/web/planted.ts', '../../lib/ports/pages.ts'],
  ['lambdas/wiring/planted.ts', '../../lib/adapters/ses/mailer.ts'],
  ['lib/infrastructure/planted.ts', '../../lambdas/deliver/environment.ts'],
] as const;

const READING = [
  ['lib/domain/planted.ts', 'export const now = new Date();\n'],
  ['lib/use-cases/web/planted.ts', 'export const now = Date.now();\n'],
  ['lib/use-cases/web/planted.ts', 'export const key = process.env;\n'],
] as const;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'architecture-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The rules that `source` would break if it stood at `path`. */
function rulesBrokenBy(path: string, source: string): string {
  const tree = mkdtempSync(join(folder, 'tree-'));
  for (const file of ['biome.json', '.biome'])
    cpSync(join(ROOT, file), join(tree, file), { recursive: true });
  mkdirSync(dirname(join(tree, path)), { recursive: true });
  writeFileSync(join(tree, path), source);
  const biome = join(ROOT, 'node_modules/.bin/biome');
  const run = spawnSync(biome, ['lint', '--vcs-enabled=false', path], { cwd: tree, encoding: 'utf8' });
  return run.stdout + run.stderr;
}

test.each(someOf(FORBIDDEN, 3))('%s may not import %s', (path, from) => {
  expect(rulesBrokenBy(path, importing(from))).toContain('noRestrictedImports');
});

test.each(someOf(ALLOWED, 3))('%s may import %s', (path, from) => {
  const said = rulesBrokenBy(path, importing(from));
  expect(said).toContain('Checked 1 file');
  expect(said).not.toContain('noRestrictedImports');
});

test.each(READING)('%s may not read the time or the environment', (path, source) => {
  expect(rulesBrokenBy(path, source)).toContain('noRestrictedGlobals');
});

test.each([
  ['export const port = answer as Answer;\n', true],
  ['export const port = (await given()) as { port: number };\n', true],
  ['export const WORDS = ["a", "b"] as const satisfies readonly string[];\n', false],
  ['import * as z from "zod";\nimport { a as b } from "./a.ts";\nexport const both = [z, b];\n', false],
])('a type assertion is an error, and `as const` is none: %s', (source, wrong) => {
  const said = rulesBrokenBy('tests/planted.ts', source);
  expect(said).toContain('Checked 1 file');
  expect(said.includes('A type assertion hides what the compiler knows')).toBe(wrong);
});
