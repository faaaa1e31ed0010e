import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parse, stringify } from 'yaml';
import type { CourseSource } from '../../lib/authoring/course-source.ts';
import { type CourseText, textsOf } from '../../lib/authoring/course-texts.ts';
import { drawingsShown } from '../../lib/authoring/languages/pictures-shown.ts';
import { readCourse } from '../../lib/authoring/read-course.ts';
import { type CourseFolder, courseFolder, ownCourse } from '../../lib/brand/course-folder.ts';

/**
 * Our course in a language that nobody speaks: every letter has an accent, each text is a third longer and stands in
 * brackets. What is not a text stays: blanks, the targets of links, addresses, figures.
 */

const ROOT = join(import.meta.dirname, '../..');
const PLAIN = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const ACCENTED = [...'ÀƁÇÐÉƑĜĤÎĴĶĻṀÑÓÞǪŔŠŢÛṼŴẊÝŽàƀçðéƒĝĥîĵķļɱñóþǫŕšţûṽŵẋýž'];
const STAYS = /\{[^}]*\}|\]\([^)]*\)|https?:\/\/\S+|[\w.-]+@[\w.-]+\.\w+/g;

/** A text in that language. */
export function pseudo(text: string): string {
  return `⟦${accented(text)}${'·'.repeat(Math.ceil(text.length / 3))}⟧`;
}

/** Its letters alone: what is looked for in a text is written so too. */
function accented(text: string): string {
  const letters = (part: string) => [...part].map((one) => ACCENTED[PLAIN.indexOf(one)] ?? one).join('');
  let done = 0;
  let all = '';
  for (const { 0: kept, index } of text.matchAll(STAYS)) {
    all += letters(text.slice(done, index)) + kept;
    done = index + kept.length;
  }
  return all + letters(text.slice(done));
}

/** Writes our course into a folder, in that language. */
export function writePseudoCourse(to: string): CourseFolder {
  const ours = ownCourse(ROOT);
  cpSync(join(ROOT, ours.course), to, { recursive: true });
  for (const [name, file] of [
    ['consent.yaml', ours.consent],
    ['plan-consent.yaml', ours.planConsent],
  ] as const)
    rewrite(resolve(ROOT, file), join(to, name), (statements) => {
      for (const statement of children(statements)) change(statement, ['text'], pseudo);
    });
  const folder = courseFolder({ COURSE: to });
  const course = sourceOf(folder);
  for (const [file, texts] of Map.groupBy(textsOf(course), (text) => text.file))
    if (file.endsWith('.md')) tipIn(file, texts);
    else rewrite(file, file, (data) => translate(data, texts));
  return folder;
}

/**
 * Writes a translation into the folder of a course, in that language: each file as it is with its texts changed, and a
 * country whose readers get it.
 */
export function writePseudoTranslation(
  to: string,
  { tag, from, country, language }: Translation,
): CourseFolder {
  const folder = courseFolder({ COURSE: to });
  const course = sourceOf(folder);
  const over = join(to, 'languages', tag);
  const nameOf = (file: string) => file.replace(`${folder.course}/`, '').replace('templates/course/', '');
  const texts = textsOf(course).filter(({ file }) => !file.includes('/countries/'));
  for (const [file, all] of Map.groupBy(texts, (text) => text.file)) {
    const copy = join(over, nameOf(file));
    mkdirSync(dirname(copy), { recursive: true });
    cpSync(resolve(ROOT, file), copy);
    if (file.endsWith('.md')) tipIn(copy, all);
    else rewrite(copy, copy, (data) => translate(data, all));
  }
  for (const [name, file] of [
    ['consent', folder.consent],
    ['plan-consent', folder.planConsent],
  ] as const)
    rewrite(resolve(ROOT, file), join(over, `${name}.yaml`), (statements) => {
      for (const statement of children(statements)) change(statement, ['text'], pseudo);
    });
  rewrite(resolve(ROOT, course.rules.file), join(over, 'rules.yaml'), rulesInPseudo);
  writeFileSync(
    join(over, 'pictures.yaml'),
    stringify(
      Object.fromEntries(Object.entries(drawingsShown(course)).map(([name, alt]) => [name, pseudo(alt)])),
    ),
  );
  const home = join(to, `countries/${from}.yaml`);
  rewrite(home, join(to, `countries/${country}.yaml`), (data) => {
    for (const { path, wording } of textsOf(course).filter(
      (text) => text.only === from && text.path !== 'hosts.0',
    ))
      if (typeof wording === 'string' && !path.startsWith('numbers.')) change(data, path.split('.'), pseudo);
    for (const [key, value] of Object.entries({
      language,
      locale: language,
      zones: [],
      also: [],
      words: {},
      never: [],
    }))
      set(data, key, value);
    set(data, 'name', `Land ${tag}`);
  });
  return courseFolder({ COURSE: to });
}

interface Translation {
  tag: string;
  /** The country that it is made of, and the one whose readers get it. */
  from: string;
  country: string;
  language: string;
}

function rulesInPseudo(data: unknown): void {
  set(get(data, ['reading']), 'word-letters', 12);
  const said = (value: unknown): unknown => {
    if (typeof value === 'string') return accented(value);
    if (Array.isArray(value)) return value.map(said);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, key === 'route' ? inner : said(inner)]),
    );
  };
  set(data, 'must-say', said(get(data, ['must-say'])));
  const numbers = Object.entries(get(data, ['number-words']) ?? {});
  set(data, 'number-words', Object.fromEntries(numbers.map(([word, number]) => [accented(word), number])));
}

export function sourceOf(folder: CourseFolder): CourseSource {
  const read = readCourse(folder);
  if (read.kind === 'broken') throw new Error(JSON.stringify(read.findings));
  return read.course;
}

function translate(data: unknown, texts: readonly CourseText[]): void {
  for (const { path, wording } of texts) {
    const at = path.split('.');
    // A subject that grows is cut off in an inbox, and refused.
    if (at.at(-1) === 'subject') change(data, at, accented);
    else if (typeof wording === 'string') change(data, at, pseudo);
    else for (const voice of ['baby', 'no-baby']) change(data, [...at, voice], pseudo);
  }
  // The texts are searched for these.
  for (const list of children(get(data, ['written'])))
    for (const place of children(list).keys()) change(list, [`${place}`], accented);
  // A country's words for ours would be looked for in vain.
  if (get(data, ['numbers', 'emergency']) !== undefined) set(data, 'words', {});
}

function tipIn(file: string, texts: readonly CourseText[]): void {
  let text = readFileSync(file, 'utf8');
  for (const { path, wording } of texts)
    for (const one of typeof wording === 'string' ? [wording] : Object.values(wording)) {
      const mark = path === 'title' ? '## ' : '';
      text = text.replace(mark + one, () => mark + pseudo(one));
    }
  writeFileSync(file, text);
}

function rewrite(from: string, to: string, edit: (data: unknown) => void): void {
  mkdirSync(dirname(to), { recursive: true });
  const data: unknown = parse(readFileSync(from, 'utf8'));
  edit(data);
  writeFileSync(to, stringify(data));
}

function children(value: unknown): unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value) : [];
}

function get(data: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    data,
  );
}

function set(data: unknown, key: string, value: unknown): void {
  if (typeof data === 'object' && data !== null) Reflect.set(data, key, value);
}

function change(data: unknown, path: readonly string[], edit: (text: string) => string): void {
  const text = get(data, path);
  if (typeof text === 'string') set(get(data, path.slice(0, -1)), path.at(-1) ?? '', edit(text));
}
