import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Finding } from './findings.ts';

/** A mail's template with its includes put in, and where each of its lines stands. */
export interface TemplateSource {
  text: string;
  /** @param line of `text`, from 1. */
  placeOf(line: number): { file: string; line: number };
}

interface Line {
  text: string;
  file: string;
  line: number;
}

/** @throws when the file or one that it includes is not there. */
export function templateSource(root: string, file: string): TemplateSource {
  const lines = linesOf(root, file);
  return {
    text: lines.map(({ text }) => text).join('\n'),
    placeOf: (line) => lines[Math.min(Math.max(line, 1), lines.length) - 1] ?? { file, line: 1 },
  };
}

function linesOf(root: string, file: string): Line[] {
  const own = readFileSync(join(root, file), 'utf8').split('\n');
  return own.flatMap((text, index) => {
    const here = (part: string): Line => ({ text: part, file, line: index + 1 });
    const [before = '', path, after = ''] = text.split(/<mj-include path="([^"]+)" \/>/);
    if (path === undefined) return [here(text)];
    const included = linesOf(root, join(dirname(file), path));
    return [
      ...(before.trim() === '' ? [] : [here(before)]),
      ...included,
      ...(after.trim() === '' ? [] : [here(after)]),
    ];
  });
}

/** MJML takes an end tag that fits nothing in silence and leaves out what stands around it. */
export function unbalancedTags({ text, placeOf }: TemplateSource): Finding[] {
  const open: { tag: string; line: number }[] = [];
  for (const { 0: whole, 1: slash, 2: tag = '', index } of text.matchAll(/<(\/?)(mj[a-z-]*)\b[^>]*>/g)) {
    const line = text.slice(0, index).split('\n').length;
    if (whole.endsWith('/>')) continue;
    if (slash !== '/') {
      open.push({ tag, line });
      continue;
    }
    const last = open.pop();
    if (last?.tag === tag) continue;
    const wanted =
      last === undefined ? 'nothing is open here' : `<${last.tag}> is open: write </${last.tag}>`;
    return [{ ...placed(placeOf, line), rule: 'template', message: `</${tag}> closes nothing; ${wanted}` }];
  }
  return open.slice(-1).map(({ tag, line }) => ({
    ...placed(placeOf, line),
    rule: 'template',
    message: `<${tag}> is not closed: write </${tag}> where it ends`,
  }));
}

function placed(placeOf: TemplateSource['placeOf'], line: number): { file: string; line: number } {
  const place = placeOf(line);
  return { file: place.file, line: place.line };
}

/** What a template's compiler says in its error, as a finding of that line; Handlebars and MJML name it in their words. */
export function templateFault(error: unknown, file: string, placeOf?: TemplateSource['placeOf']): Finding {
  const words = wordsOf(error);
  const line = Number(/\bline (\d+)/i.exec(words)?.[1] ?? 1);
  const place = placeOf === undefined ? { file, line } : placed(placeOf, line);
  return { ...place, rule: 'template', message: words.replaceAll(/\s+/g, ' ').trim() };
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message}: ${wordsOf(error.cause)}`;
}
