import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { compileMjml, expressionsIn } from '../../lib/authoring/build-letters.ts';
import { ownCourse } from '../../lib/brand/course-folder.ts';

const ROOT = join(import.meta.dirname, '../..');
const { brand: BRAND, look: LOOK } = ownCourse(ROOT);
const made: string[] = [];

afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true });
});

function compile(body: string): Promise<string> {
  const root = mkdtempSync(join(tmpdir(), 'mjml-'));
  made.push(root);
  mkdirSync(join(root, 'emails'));
  writeFileSync(
    join(root, 'emails/one.mjml'),
    `<mjml><mj-body><mj-section><mj-column>${body}</mj-column></mj-section></mj-body></mjml>`,
  );
  return compileMjml(
    { ...ownCourse(ROOT), root, brand: join(ROOT, BRAND), look: join(ROOT, LOOK) },
    'emails/one.mjml',
  );
}

describe.each(['lesson', 'confirmation', 'link'])('the %s letter', (name) => {
  test('keeps every expression of its template through MJML', async () => {
    const html = await compileMjml(ownCourse(ROOT), `templates/emails/${name}.mjml`);
    const written = readFileSync(join(ROOT, `templates/emails/${name}.mjml`), 'utf8');
    const kept = new Set(expressionsIn(html));
    for (const expression of expressionsIn(written)) expect(kept).toContain(expression);
  });

  test('loads nothing from another host and hides no text', async () => {
    const html = await compileMjml(ownCourse(ROOT), `templates/emails/${name}.mjml`);
    expect(html).not.toMatch(/fonts\.googleapis|src="http|url\(http/);
    expect(html).not.toMatch(/display:none|max-height:0|font-size:1px|visibility:hidden/);
  });

  test('puts nothing unescaped but what the course itself has marked up', async () => {
    expect(await compileMjml(ownCourse(ROOT), `templates/emails/${name}.mjml`)).not.toContain('{{{');
  });
});

test('an expression that MJML would lose stops the build', async () => {
  await expect(compile('{{#if kept}}<mj-text>words</mj-text>{{/if}}')).rejects.toThrow(
    /lost or doubled \{\{#if kept\}\}/,
  );
});

test('a fault in the MJML stops the build', async () => {
  await expect(compile('<mj-text colour="red">words</mj-text>')).rejects.toThrow(/colour/);
});

test.each([
  ['emails/lesson.mjml', '</mj-section>', '</mj-sektion>', /lesson\.mjml:\d+ template: .*<\/mj-section>/],
  ['emails/link.mjml', '</mj-body>', '', /link\.mjml:\d+ template: .*<\/mj-body>/],
  [
    'components/head.mjml',
    '</mj-attributes>',
    '</mj-attribut>',
    /head\.mjml:\d+ template: .*<\/mj-attributes>/,
  ],
])(
  'an end tag that fits nothing in %s is refused with its file and line',
  async (file, tag, planted, said) => {
    const copy = mkdtempSync(join(tmpdir(), 'letters-'));
    cpSync(join(ROOT, 'templates'), join(copy, 'templates'), { recursive: true });
    const path = join(copy, 'templates', file);
    writeFileSync(path, readFileSync(path, 'utf8').replace(tag, planted));
    const letter = file.includes('link') ? 'link' : 'lesson';
    await expect(compileMjml(ownCourse(copy), `templates/emails/${letter}.mjml`)).rejects.toThrow(said);
    rmSync(copy, { recursive: true });
  },
);
