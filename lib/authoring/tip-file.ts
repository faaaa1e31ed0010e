import * as schemas from './course-schemas.ts';
import type { Finding } from './findings.ts';
import { frontMatterOf, NO_BABY_HEADING } from './front-matter.ts';
import { parseYaml, type Reading, textOf } from './source-file.ts';

/** One wording of a tip. `noBaby` stands where a reader without baby mentions must read another. */
export interface TipVariant {
  title: string;
  body: string;
  noBaby: string | null;
  line: number;
}

export interface TipSource {
  file: string;
  text: string;
  id: string;
  theme: string;
  signed: boolean;
  variants: readonly TipVariant[];
}

export type ReadTip = { kind: 'read'; tip: TipSource } | { kind: 'broken'; findings: Finding[] };

/**
 * Reads a tip: front matter, then one `## Title` for each variant, under which `### No baby mentions` may
 * open the wording for readers who asked for none.
 */
export function readTip(root: string, file: string, reading: Reading = {}): ReadTip {
  const text = textOf(root, file, reading) ?? '';
  const parse = () => parseTip(text, file);
  return reading.parsed?.once(schemas.tipFrontMatter, file, text, parse) ?? parse();
}

/** {@link readTip} of a text. */
export function parseTip(text: string, file: string): ReadTip {
  const matter = frontMatterOf(text);
  if (matter === null) return broken(file, 1, 'the file begins with front matter between two lines of ---');
  const head = parseYaml(matter.head, file, schemas.tipFrontMatter, 1);
  if (head.kind === 'broken') return head;
  const variants = readVariants(matter.body, matter.bodyLine);
  if (variants.length === 0) return broken(file, 1, 'the tip has no variant: begin one with "## Its title"');
  return {
    kind: 'read',
    tip: { file, text, ...head.source.data, signed: head.source.data.signed ?? false, variants },
  };
}

function readVariants(body: string, firstLine: number): TipVariant[] {
  const variants: TipVariant[] = [];
  let line = firstLine;
  for (const part of body.split(/^(?=## )/m)) {
    const title = /^## (.+)\n/.exec(part)?.[1];
    if (title !== undefined) {
      const [baby = '', noBaby] = part.slice(part.indexOf('\n')).split(NO_BABY_HEADING);
      variants.push({ title: title.trim(), body: baby.trim(), noBaby: noBaby?.trim() ?? null, line });
    }
    line += part.split('\n').length - 1;
  }
  return variants;
}

function broken(file: string, line: number, message: string): ReadTip {
  return { kind: 'broken', findings: [{ file, line, rule: 'shape', message }] };
}
