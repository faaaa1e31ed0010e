import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readBrand } from '../brand/brand.ts';
import type { CourseFolder } from '../brand/course-folder.ts';
import { withTokens } from '../brand/fill.ts';
import { readTokens } from '../brand/tokens.ts';
import { UnsafeCourse } from './findings.ts';
import { precompiled } from './precompile.ts';
import { templateFault, templateSource, unbalancedTags } from './template-source.ts';

const LETTERS = ['lesson', 'confirmation', 'link', 'note'] as const;

/** The texts are not escaped; the helpers are those that the letters' adapter registers. */
const kind = (noEscape: boolean) => ({ noEscape, knownHelpers: { rich: true, upper: true } });

/**
 * Compiles every letter of `templates/emails/`: MJML to HTML, then both parts by Handlebars, into the source
 * of one ES module. MJML first and values after, so that nothing a reader typed is ever parsed as MJML (Q44).
 * Throws {@link UnsafeCourse} when MJML finds a fault or loses an expression of a template.
 */
export async function buildLetters(folder: CourseFolder): Promise<string> {
  const look = lookOf(folder);
  const sources = LETTERS.map((name) => ({
    name,
    mjml: look(templateSource(folder.root, `templates/emails/${name}.mjml`).text),
    text: look(readFileSync(join(folder.root, `templates/emails/${name}.txt`), 'utf8')).trimEnd(),
  }));
  const key = JSON.stringify(sources);
  if (lastBuilt?.key === key) return lastBuilt.code;
  const code = await compileLetters(folder, sources);
  lastBuilt = { key, code };
  return code;
}

/** MJML takes a second, and most saves change no letter's frame. */
let lastBuilt: { key: string; code: string } | null = null;

async function compileLetters(
  folder: CourseFolder,
  sources: readonly { name: (typeof LETTERS)[number]; text: string }[],
): Promise<string> {
  const specs: string[] = [];
  for (const { name, text } of sources) {
    const html = await compileMjml(folder, `templates/emails/${name}.mjml`);
    specs.push(`  ${JSON.stringify(name)}: {`);
    specs.push(`    html: ${precompiled(`templates/emails/${name}.mjml`, html, kind(false))},`);
    specs.push(`    text: ${precompiled(`templates/emails/${name}.txt`, `${text}\n`, kind(true))},`);
    specs.push('  },');
  }
  return `// Built from templates/emails/ by "npm run build". Not edited.\nexport const letterTemplates = {\n${specs.join('\n')}\n};\n`;
}

/** What `letters.js` exports, for the type checker. */
export const LETTERS_TYPES = `export declare const letterTemplates: Record<
  ${LETTERS.map((name) => `'${name}'`).join(' | ')},
  { html: object; text: object }
>;
`;

/**
 * One MJML file as HTML. Includes and the look are put in first: MJML 5 drops an included file that is not a whole
 * document, and refuses a colour that is yet to come.
 */
export async function compileMjml(folder: CourseFolder, file: string): Promise<string> {
  const { default: mjml2html } = await import('mjml');
  const { text, placeOf } = templateSource(folder.root, file);
  const refuse = (message: string) => new UnsafeCourse([templateFault(new Error(message), file, placeOf)]);
  const unbalanced = unbalancedTags({ text, placeOf });
  if (unbalanced.length > 0) throw new UnsafeCourse(unbalanced);
  const source = lookOf(folder)(text);
  const { html, errors } = await mjml2html(source, {
    validationLevel: 'soft',
    keepComments: false,
    // MJML would load any font it knows by name from Google, and tell Google who reads.
    fonts: {},
  }).catch((error: unknown) => {
    throw new UnsafeCourse([templateFault(error, file, placeOf)]);
  });
  const [first] = errors;
  if (first !== undefined) throw refuse(`line ${first.line}: ${first.message}`);
  const lost = difference(expressionsIn(source), expressionsIn(html));
  if (lost.length > 0)
    throw refuse(
      `MJML lost or doubled ${lost.join(', ')}: is a tag around it closed, and where it may stand?`,
    );
  return smaller(html);
}

/** Puts the look of a course into a source. */
function lookOf({ root, look, brand }: CourseFolder): (source: string) => string {
  const tokens = readTokens(resolve(root, look));
  const who = readBrand(resolve(root, brand));
  return (source) => withTokens(source, tokens, who);
}

/** Takes out the white space that shows nowhere: a tenth of a lesson. Never inside a text. */
function smaller(html: string): string {
  const tight = (css: string) => css.replace(/\s*([:;,{}])\s*/g, '$1').replace(/;(?=}|$)/g, '');
  return html
    .replace(
      /(<style[^>]*>)([\s\S]*?)(<\/style>)/g,
      (_, open: string, css: string, close: string) => open + spaced(tight(css)) + close,
    )
    .replace(/ style="([^"]*)"/g, (_, css: string) => ` style="${tight(css)}"`)
    .replace(/ (?:class|style)=""/g, '')
    .replace(/\n\s+/g, '\n')
    .trim();
}

/** Media queries need the space before their brackets, and rules that are told apart by a space keep it. */
function spaced(css: string): string {
  return css.replace(/\band\(/g, 'and (').replaceAll('}', '}\n');
}

/** MJML itself writes these twice: the language and the title, once on the document and once on its body. */
const DOUBLED = new Set(['{{lang}}', '{{title}}']);

/** Every Handlebars expression of a template, sorted: the same before and after MJML, or something was lost. */
export function expressionsIn(template: string): string[] {
  return (template.match(/\{\{[^}]*\}\}/g) ?? []).toSorted();
}

function difference(one: readonly string[], other: readonly string[]): string[] {
  const count = new Map<string, number>();
  for (const item of one) count.set(item, (count.get(item) ?? 0) + 1);
  for (const item of other) count.set(item, (count.get(item) ?? 0) - 1);
  return [...count]
    .filter(([item, times]) => times > 0 || (times < 0 && !DOUBLED.has(item)))
    .map(([item]) => item);
}
