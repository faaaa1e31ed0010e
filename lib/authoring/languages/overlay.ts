import * as z from 'zod';
import { voicedTextOf, type Wording, wordingsIn } from '../course-texts.ts';
import { didYouMean } from '../did-you-mean.ts';
import type { Finding } from '../findings.ts';
import { shapeFaults } from '../shape-fault.ts';
import { parseYaml, type SourceFile } from '../source-file.ts';
import { type Pair, textFaults } from './translated-text.ts';

/** How a file of a translation is laid over the one that it translates. */
export interface Overlaying<T> {
  home: SourceFile<T>;
  schema: z.ZodType<T>;
  /** The translation, as it is written. */
  over: SourceFile<unknown>;
  /** There is nothing but texts in the file. */
  allWords: boolean;
  /** What a language has of its own, whatever its length: the key of the file that holds it. */
  own: string | null;
  pair: Pair;
}

export type Overlaid<T> = { kind: 'read'; source: SourceFile<T> } | { kind: 'broken'; findings: Finding[] };

/**
 * The file with its texts in the other language. The same keys lead to them; every text must be there, and whatever else
 * the translation holds must be as it is in the course.
 */
export function overlaid<T>(asked: Overlaying<T>): Overlaid<T> {
  const { home, schema, over } = asked;
  const raw = parseYaml(home.text, home.file, z.unknown(), 0);
  if (raw.kind === 'broken') return raw;
  const overlay = new Overlay(asked);
  const data = overlay.at(raw.source.data, over.data, []);
  const findings = overlay.findings;
  if (findings.length > 0) return { kind: 'broken', findings };
  const parsed = schema.safeParse(data);
  if (!parsed.success) {
    const faults = shapeFaults(parsed.error.issues, schema);
    return {
      kind: 'broken',
      findings: faults.map(({ path, message }) => ({
        ...{ file: over.file, line: over.lineOf(path), rule: 'shape', message },
      })),
    };
  }
  const { file, text, lineOf } = over;
  return { kind: 'read', source: { file, text, data: parsed.data, lineOf: lineOf.bind(over) } };
}

const PLURALS: ReadonlySet<string> = new Set(['zero', 'one', 'two', 'few', 'many', 'other']);

class Overlay {
  readonly findings: Finding[] = [];
  readonly #asked: Omit<Overlaying<unknown>, 'schema'>;
  readonly #texts: ReadonlyMap<string, Wording['wording']>;

  constructor(asked: Omit<Overlaying<unknown>, 'schema'>) {
    this.#asked = asked;
    const texts = wordingsIn(asked.home, asked.allWords);
    this.#texts = new Map(texts.map(({ path, wording }) => [keyOf(path), wording]));
  }

  /** What stands at a place of the file, in the other language. */
  at(home: unknown, over: unknown, path: readonly string[]): unknown {
    const wording = this.#texts.get(keyOf(path));
    if (wording !== undefined) return this.#text(wording, over, path);
    if (path.length === 1 && path[0] === this.#asked.own) return this.#own(over, path);
    if (isPlural(home)) return this.#plural(home, over, path);
    if (over === undefined || over === null) return this.#leftOut(home, path);
    if (typeof home === 'object' && home !== null) return this.#inside(home, over, path);
    if (over !== home) {
      const [was, is] = [home, over].map((value) => JSON.stringify(value));
      this.#find(
        'number-in-translation',
        path,
        `is ${is}, and ${was} in the course: a translation says texts alone, so leave it out`,
      );
    }
    return home;
  }

  #text(wording: Wording['wording'], over: unknown, path: readonly string[]): unknown {
    if (over === undefined || over === null) return this.#missing(path);
    const translation = voicedTextOf(over);
    if (translation === null || (typeof wording === 'string' && typeof translation !== 'string')) {
      this.#find('shape', path, 'is one text in the course: write it as one');
      return wording;
    }
    for (const { rule, message } of textFaults(wording, translation, this.#asked.pair))
      this.#find(rule, path, message);
    return translation;
  }

  #missing(path: readonly string[]): undefined {
    const { home } = this.#asked;
    this.#find(
      'not-translated',
      path,
      `is missing: translate what stands at ${home.file}:${home.lineOf(path)}`,
    );
  }

  /** A list of the language's own words, such as those that a weight is written with. */
  #own(over: unknown, path: readonly string[]): unknown {
    return over ?? this.#missing(path);
  }

  /** A language has the forms that it counts with, be they more or fewer; `checkPlurals` asks for each. */
  #plural(home: object, over: unknown, path: readonly string[]): unknown {
    if (typeof over !== 'object' || over === null) return this.#missing(path);
    const { other } = { other: undefined, ...home };
    for (const [form, translation] of Object.entries(over)) {
      if (!PLURALS.has(form)) this.#find('shape', [...path, form], 'is no form of a plural');
      else if (form === 'other' && typeof other === 'string') this.#text(other, translation, [...path, form]);
    }
    return over;
  }

  #leftOut(home: unknown, path: readonly string[]): unknown {
    const holdsTexts = [...this.#texts.keys()].some((key) => key.startsWith(keyOf(path)));
    return holdsTexts ? this.#missing(path) : home;
  }

  #inside(home: object, over: unknown, path: readonly string[]): unknown {
    const translations =
      typeof over === 'object' && over !== null ? new Map(Object.entries(over)) : new Map();
    const keys = Object.keys(home);
    for (const key of translations.keys())
      if (!keys.includes(key))
        this.#find(
          'shape',
          [...path, key],
          `is nothing that the course has${didYouMean(key, keys)}: take it out`,
        );
    const entries = Object.entries(home).map(([key, value]): [string, unknown] => [
      key,
      this.at(value, translations.get(key), [...path, key]),
    ]);
    return Array.isArray(home) ? entries.map(([, value]) => value) : Object.fromEntries(entries);
  }

  #find(rule: Finding['rule'], path: readonly string[], message: string): void {
    const { file, lineOf } = this.#asked.over;
    const where = path.join('.') || 'the file';
    this.findings.push({
      file,
      line: lineOf.call(this.#asked.over, path),
      rule,
      message: `${where} ${message}`,
    });
  }
}

function keyOf(path: readonly string[]): string {
  return path.map((key) => `${key}\0`).join('');
}

function isPlural(value: unknown): value is object {
  return (
    typeof value === 'object' &&
    value !== null &&
    'other' in value &&
    Object.keys(value).every((key) => PLURALS.has(key)) &&
    Object.values(value).every((form) => typeof form === 'string')
  );
}
