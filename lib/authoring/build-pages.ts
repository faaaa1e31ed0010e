import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from 'esbuild';
import subsetFont from 'subset-font';
import type { Brand } from '../brand/brand.ts';
import { directionOf } from '../domain/spoken.ts';
import { consents } from './course-schemas.ts';
import { UnsafeCourse } from './findings.ts';
import { templatesIn, withStrokes } from './page-templates.ts';
import { precompiled } from './precompile.ts';
import type { CountryFiles } from './read-countries.ts';
import { escapeHtml } from './rich-text.ts';
import { parseYaml, type SourceFile } from './source-file.ts';
import { type WrittenTemplate, withWords } from './template-words.ts';
import type { PageWords } from './word-schemas.ts';

/**
 * Compiles `templates/pages` into one module: the page templates as Handlebars' precompiled functions and the
 * consent statements with their hash; beside it the style sheet, script, icon, font and its licence under names that carry theirs.
 */
export interface CompiledPages {
  /** ES module. */
  code: string;
  /** The same of the pages of her plan, which another function shows. */
  trainingCode: string;
  trainingTypes: string;
  /** Its types. */
  types: string;
  /** JSON: what is served under `/assets/`, by name, with its type and its bytes in base64. */
  assets: string;
}

/** What the pages take from the course, and from its look: the colours as CSS, and the two of the icon. */
export interface PagesLook {
  /** By code, in the order of the form. */
  countries: CountryFiles;
  /** Who writes the course, where the brand says so. */
  coach: Brand['coach'];
  /** What the templates say. */
  words: SourceFile<PageWords>;
  /** BCP 47, of home. */
  language: string;
  /** The same in each other language, by the name of its folder. */
  translations?: Readonly<Record<string, PagesSpoken>>;
  css: string;
  ground: string;
  calm: string;
  /** The file of each picture that a template may name, by its name without the hash: `year-4.png`. */
  pictures: ReadonlyMap<string, string>;
}

/** The pages in another language than that of home. */
export interface PagesSpoken extends Pick<PagesLook, 'countries' | 'words' | 'language'> {
  consents: { signUp: readonly WrittenConsent[]; plan: readonly WrittenConsent[] };
}

interface WrittenConsent {
  version: string;
  text: string;
}

/** Helpers that the pages' adapter registers; the precompiler may trust that they exist. */
const KIND = { noEscape: false, knownHelpers: { rich: true, unbroken: true } };

/** What titles are written with. The rest of a page is in the reader's own sans serif. */
const TITLE_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .,:;?!'’‘“”–—-()/&";

interface BuiltAsset {
  source: string;
  name: string;
  type: string;
  body: Buffer;
}

/** The colours of `look` go before the style sheet and into the icon. Throws, naming the file, for a template, a style sheet or a consent file that does not compile. */
export async function buildPages(
  folder: string,
  look: PagesLook,
  consentFiles: { signUp: string; plan: string },
): Promise<CompiledPages> {
  const font = asset(
    'literata.woff2',
    'font/woff2',
    await titleFont(lettersIn([look, ...Object.values(look.translations ?? {})])),
  );
  const read = (name: string) => readFile(join(folder, name), 'utf8');
  const css = look.css + (await stylesOf(folder, 'site')).replace('FONT_URL', `/assets/${font.name}`);
  const icon = (await read('icon.svg')).replace('GROUND', look.ground).replace('CALM', look.calm);
  const assets = [
    font,
    asset('site.css', 'text/css; charset=utf-8', await minified(css, 'css')),
    asset('lesson.css', 'text/css; charset=utf-8', await minified(await stylesOf(folder, 'lesson'), 'css')),
    asset('plan.css', 'text/css; charset=utf-8', await minified(await read('training/plan.css'), 'css')),
    asset(
      'time-zone.js',
      'text/javascript; charset=utf-8',
      await minified(withZones(await read('time-zone.js'), look.countries), 'js'),
    ),
    asset('icon.svg', 'image/svg+xml', Buffer.from(icon.trim())),
    asset(
      'literata-licence.txt',
      'text/plain; charset=utf-8',
      await fontFile(import.meta.resolve('@fontsource/literata/LICENSE')),
    ),
  ];
  const sources = [...(await templatesIn(folder)), ...(await templatesIn(join(folder, 'training')))];
  const own = compiledIn(sources, assets, look);
  const spoken = Object.entries(look.translations ?? {}).map(([tag, words]) => ({
    ...{ tag, consents: words.consents, all: compiledIn(sources, assets, { ...look, ...words }) },
  }));
  const site = spoken.map(({ tag, all, consents: said }) =>
    objectOf(tag, all.site, said.signUp.map(withHash)),
  );
  const plan = spoken.map(({ tag, all, consents: said }) => objectOf(tag, all.plan, said.plan.map(withHash)));
  return {
    code: moduleOf(own.site, await consentsOf(consentFiles.signUp), site),
    trainingCode: moduleOf(own.plan, await consentsOf(consentFiles.plan), plan),
    types: typesOf(own.site),
    trainingTypes: typesOf(own.plan),
    assets: fileOf(assets),
  };
}

/** The templates of both functions, with the words of one language. */
function compiledIn(sources: readonly WrittenTemplate[], assets: readonly BuiltAsset[], look: PagesLook) {
  const all = withStrokes(withWords(sources, look.words)).map((source) =>
    compiledTemplate(source, assets, look),
  );
  const site = all.filter(({ training }) => !training);
  const shared = site.filter(({ name }) => SHARED.includes(name));
  return { site, plan: [...shared, ...all.filter(({ training }) => training)] };
}

/** What pages of her plan use of the others: their frame, and what any page may have to say. */
const SHARED = ['layout', 'problems', 'error', 'message', 'notice', 'link-limit', 'days-pairs'];

async function consentsOf(file: string): Promise<{ version: string; text: string; hash: string }[]> {
  const named = file.slice(Math.max(0, file.lastIndexOf('templates/')));
  const read = parseYaml(await readFile(file, 'utf8'), named, consents, 0);
  if (read.kind === 'broken') throw new UnsafeCourse(read.findings);
  return read.source.data.map(withHash);
}

function withHash(statement: WrittenConsent) {
  return { ...statement, hash: createHash('sha256').update(statement.text).digest('hex') };
}

/** The style sheet of every page, and what a lesson's page adds to it, in the order in which one part builds on another. */
const SHEETS = {
  site: ['base.css', 'forms.css', 'site.css'],
  lesson: ['lesson.css', 'print.css'],
} as const;

export async function stylesOf(folder: string, sheet: keyof typeof SHEETS): Promise<string> {
  const parts = SHEETS[sheet].map((name) => readFile(join(folder, name), 'utf8'));
  return (await Promise.all(parts)).join('');
}

/** The letters of a language that English has not. */
function lettersIn(languages: readonly Pick<PagesLook, 'words'>[]): string {
  const said = languages.flatMap(({ words }) =>
    Object.values(words.data).flatMap((sentences) => Object.values(sentences)),
  );
  return [...new Set(said.join('').match(/\p{L}/gu) ?? [])].join('');
}

async function titleFont(letters: string): Promise<Buffer> {
  const font = await fontFile(
    import.meta.resolve('@fontsource/literata/files/literata-latin-600-normal.woff2'),
  );
  return subsetFont(font, TITLE_CHARACTERS + letters, {
    targetFormat: 'woff2',
    noHinting: true,
    keepFeatures: ['kern', 'liga'],
    noLayoutClosure: true,
  });
}

function fontFile(url: string): Promise<Buffer> {
  return readFile(fileURLToPath(url));
}

async function minified(source: string, loader: 'css' | 'js'): Promise<Buffer> {
  const { code } = await transform(source, {
    loader,
    minify: true,
    target: ['es2022'],
    legalComments: 'none',
  });
  return Buffer.from(code.trim());
}

/** `site.css` is served as `site.<hash>.css`, so that it may be kept for ever. */
function asset(source: string, type: string, body: Buffer): BuiltAsset {
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 10);
  return { source, name: source.replace('.', `.${hash}.`), type, body };
}

/** A page as a precompiled function, and whether it belongs to her plan. */
interface CompiledTemplate {
  name: string;
  training: boolean;
  spec: string;
}

function compiledTemplate(
  { file, text }: WrittenTemplate,
  assets: readonly BuiltAsset[],
  { pictures, countries, language, coach }: PagesLook,
): CompiledTemplate {
  // Readers of all countries read these words: theirs is the language, and no country's way of writing it.
  const spoken = text
    .replaceAll('PAGE_LANGUAGE', new Intl.Locale(language).language)
    .replaceAll('dir="ltr"', `dir="${directionOf(language)}"`);
  let source = whoWrites(spoken.replace('COMPLAIN_TO', regulatorsOf(countries)), coach);
  for (const { source: plain, name } of assets)
    source = source.replaceAll(`/assets/${plain}`, `/assets/${name}`);
  source = source.replaceAll(/(?<=["}]\/pictures\/)[\w-]+\.png/g, (name) => {
    const drawn = pictures.get(name);
    if (drawn === undefined) throw new Error(`${file}: no picture is called ${name}`);
    return drawn;
  });
  return {
    name: basename(file, '.hbs'),
    training: file.includes('/training/'),
    spec: precompiled(file, source, KIND),
  };
}

/** The script's list: a phone in one of a country's zones chooses it. */
function withZones(script: string, countries: CountryFiles): string {
  const zones = Object.entries(countries).map(([code, { data }]) => [code, data.zones]);
  return script.replace("'ZONES_BY_COUNTRY'", () => JSON.stringify(zones));
}

function regulatorsOf(countries: CountryFiles): string {
  return Object.values(countries)
    .map(({ data }) => `<li>${data.name}: ${data['complain-to']}</li>`)
    .join('\n');
}

/** Where nobody is named, the sentence that would name her is left out. */
function whoWrites(text: string, coach: Brand['coach']): string {
  if (coach === undefined) return text.replace(/<!--coach-->.*<!--\/coach-->/, '');
  return text
    .replaceAll(/<!--\/?coach-->/g, '')
    .replace('COACH_NAME', () => escapeHtml(coach.name))
    .replace('COACH_ROLE', () => escapeHtml(coach.role));
}

function moduleOf(
  templates: readonly CompiledTemplate[],
  consents: readonly object[],
  languages: readonly string[],
): string {
  const specs = [specsOf(templates), ...languages].join('');
  // Each template says which Handlebars compiled it: once for all is 700 bytes less.
  const [version = ''] = /"compiler":\[[^\]]*\]/.exec(specs) ?? [];
  const short = (code: string) => code.replaceAll(version, 'compiler');
  return [
    `const compiler=${version.slice('"compiler":'.length)};`,
    `export const templates={${short(specsOf(templates))}};`,
    `export const consents=${JSON.stringify(consents)};`,
    `export const languages={${short(languages.join(','))}};`,
    '',
  ].join('\n');
}

function specsOf(templates: readonly CompiledTemplate[]): string {
  return templates.map(({ name, spec }) => `${JSON.stringify(name)}:${spec}`).join(',\n');
}

/** The pages of a translation, as one entry of the module's list. */
function objectOf(tag: string, templates: readonly CompiledTemplate[], consents: readonly object[]): string {
  return `${JSON.stringify(tag)}:{templates:{${specsOf(templates)}},consents:${JSON.stringify(consents)}}`;
}

/** Not in the module: a function reads it when a reader's browser first asks, and not at each cold start. */
function fileOf(assets: readonly BuiltAsset[]): string {
  const files = assets.map(({ name, type, body }) => [name, { type, base64: body.toString('base64') }]);
  return JSON.stringify(Object.fromEntries(files));
}

/** The names of the templates are types: a page kind that has none does not compile. */
function typesOf(templates: readonly CompiledTemplate[]): string {
  const names = templates.map(({ name }) => `'${name}'`).join(' | ');
  return `export type TemplateName = ${names};
export const templates: Readonly<Record<TemplateName, TemplateSpecification>>;
export const consents: readonly { version: string; text: string; hash: string }[];
export const languages: Readonly<
  Record<string, { templates: typeof templates; consents: typeof consents }>
>;
`;
}
