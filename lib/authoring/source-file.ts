import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { isNode, LineCounter, parseDocument } from 'yaml';
import type * as z from 'zod';
import type { Finding } from './findings.ts';
import { shapeFaults } from './shape-fault.ts';
import { yamlFault } from './yaml-faults.ts';

/** A parsed file that still knows on which line each value stands. */
export interface SourceFile<T> {
  /** Path from the project's root; whole where it stands elsewhere. */
  file: string;
  text: string;
  data: T;
  /** Line of the value at `path`, or of the nearest thing around it. */
  lineOf(path: readonly PropertyKey[]): number;
}

export type Read<T> = { kind: 'read'; source: SourceFile<T> } | { kind: 'broken'; findings: Finding[] };

/** How files are read by whoever reads them again and again. */
export interface Reading {
  /** Files as they would be saved, by their paths from the root: read in place of what stands on the disk. */
  edited?: ReadonlyMap<string, string>;
  /** What was parsed before. Whoever gives it changes nothing of what is read. */
  parsed?: ParsedFiles;
}

/** What stands in `file`; null when there is no such file. */
export function textOf(root: string, file: string, { edited }: Reading = {}): string | null {
  const text = edited?.get(file);
  if (text !== undefined) return text;
  try {
    return readFileSync(resolve(root, file), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Reads one YAML file and holds it against its schema; every fault is a finding with its line. */
export function readYaml<T>(
  root: string,
  file: string,
  schema: z.ZodType<T>,
  reading: Reading = {},
): Read<T> {
  const text = textOf(root, file, reading);
  if (text === null) {
    const message = 'this file is missing; put it back';
    return { kind: 'broken', findings: [{ file, line: 1, rule: 'present', message }] };
  }
  const parse = () => parseYaml(text, file, schema, 0);
  return reading.parsed?.once(schema, file, text, parse) ?? parse();
}

/** What was made of files, for as long as their texts stay: of the whole course, most saves change one file. */
export class ParsedFiles {
  readonly #before = new WeakMap<object, Map<string, { text: string; read: unknown }>>();

  /** What `parse` makes of `text`; the same object while the text of `file` is the same. `as` tells apart ways of reading. */
  once<T>(as: object, file: string, text: string, parse: () => T): T;
  once(as: object, file: string, text: string, parse: () => unknown): unknown {
    const byFile = this.#before.get(as) ?? new Map<string, { text: string; read: unknown }>();
    this.#before.set(as, byFile);
    const before = byFile.get(file);
    if (before?.text === text) return before.read;
    const read = parse();
    byFile.set(file, { text, read });
    return read;
  }
}

/** A text as every editor would have it: Windows ends a line with two characters, and some of its editors begin a file with a mark. */
export function withPlainLines(text: string): string {
  return text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
}

/** @param lineOffset lines of the file that stand before `text`, for front matter. */
export function parseYaml<T>(
  written: string,
  file: string,
  schema: z.ZodType<T>,
  lineOffset: number,
): Read<T> {
  const text = withPlainLines(written);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const lineAt = (offset: number) => lines.linePos(offset).line + lineOffset;
  const fault = yamlFault(document, text, lines);
  if (fault !== null) {
    const { line, message } = fault;
    return { kind: 'broken', findings: [{ file, line: line + lineOffset, rule: 'yaml', message }] };
  }
  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let length = path.length; length > 0; length -= 1) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lineAt(node.range[0]);
    }
    return 1 + lineOffset;
  };
  const parsed = schema.safeParse(document.toJS());
  if (!parsed.success) {
    return {
      kind: 'broken',
      findings: shapeFaults(parsed.error.issues, schema).map(({ path, message }) => ({
        file,
        line: lineOf(path),
        rule: 'shape',
        message,
      })),
    };
  }
  return { kind: 'read', source: { file, text, data: parsed.data, lineOf } };
}
