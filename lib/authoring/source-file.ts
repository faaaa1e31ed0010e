import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { isNode, LineCounter, parseDocument } from 'yaml';
import type * as z from 'zod';
import type { Finding } from './findings.ts';
import { shapeFaults } from './shape-fault.ts';

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

/** Reads one YAML file and holds it against its schema; every fault is a finding with its line. */
export function readYaml<T>(root: string, file: string, schema: z.ZodType<T>): Read<T> {
  if (!existsSync(resolve(root, file))) {
    const message = 'this file is missing; put it back';
    return { kind: 'broken', findings: [{ file, line: 1, rule: 'present', message }] };
  }
  return parseYaml(readFileSync(resolve(root, file), 'utf8'), file, schema, 0);
}

/** @param lineOffset lines of the file that stand before `text`, for front matter. */
export function parseYaml<T>(text: string, file: string, schema: z.ZodType<T>, lineOffset: number): Read<T> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const lineAt = (offset: number) => lines.linePos(offset).line + lineOffset;
  if (document.errors.length > 0) {
    return {
      kind: 'broken',
      findings: document.errors.map((error) => ({
        file,
        line: lineAt(error.pos[0]),
        rule: 'yaml',
        message: error.message.split('\n')[0] ?? 'does not parse',
      })),
    };
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
      findings: shapeFaults(parsed.error.issues).map(({ path, message }) => ({
        file,
        line: lineOf(path),
        rule: 'shape',
        message,
      })),
    };
  }
  return { kind: 'read', source: { file, text, data: parsed.data, lineOf } };
}
