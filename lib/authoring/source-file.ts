import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isNode, LineCounter, parseDocument } from 'yaml';
import type * as z from 'zod';
import type { Finding } from './findings.ts';

/** A parsed file that still knows on which line each value stands. */
export interface SourceFile<T> {
  /** Path from the project's root. */
  file: string;
  text: string;
  data: T;
  /** Line of the value at `path`, or of the nearest thing around it. */
  lineOf(path: readonly PropertyKey[]): number;
}

export type Read<T> = { kind: 'read'; source: SourceFile<T> } | { kind: 'broken'; findings: Finding[] };

/** Reads one YAML file and holds it against its schema; every fault is a finding with its line. */
export function readYaml<T>(root: string, file: string, schema: z.ZodType<T>): Read<T> {
  return parseYaml(readFileSync(join(root, file), 'utf8'), file, schema, 0);
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
      findings: parsed.error.issues.flatMap(innermost).map((issue) => ({
        file,
        line: lineOf(issue.path),
        rule: 'shape',
        message: `${issue.path.join('.') || 'the file'}: ${issue.message}`,
      })),
    };
  }
  return { kind: 'read', source: { file, text, data: parsed.data, lineOf } };
}

type Issue = z.core.$ZodIssue;

/** Of a value that fits none of several shapes: what is wrong with the one it fits best, where it is wrong. */
function innermost(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const [closest] = issue.errors.toSorted((one, other) => strangeness(one) - strangeness(other));
  if (!closest || closest.some(({ path, code }) => path.length === 0 && code === 'invalid_type'))
    return [issue];
  return closest.flatMap((inner) => innermost({ ...inner, path: [...issue.path, ...inner.path] }));
}

/** A branch whose keys are not there is further off than one with a wrong value. */
function strangeness(issues: readonly Issue[]): number {
  const keys = issues.filter(({ code }) => code === 'unrecognized_keys').length;
  return keys * 100 + issues.length;
}
