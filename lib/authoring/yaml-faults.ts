import { type Document, isScalar, type LineCounter, visit, type YAMLParseError } from 'yaml';

/** Where a file is no YAML, and what to write there, in the words of whoever wrote it. */
export interface YamlFault {
  line: number;
  message: string;
}

/**
 * The first fault of a file that does not parse: what follows it is mostly its echo. Null where it parses, and no text
 * in it begins with what YAML or a word processor made of it.
 */
export function yamlFault(document: Document.Parsed, text: string, lines: LineCounter): YamlFault | null {
  const [error] = document.errors;
  const rows = text.split('\n');
  if (error !== undefined) return remedyFor(error, rows, lines.linePos(error.pos[0]).line);
  return strangeText(document, lines);
}

type Remedy = (row: string, rows: readonly string[], line: number) => YamlFault | null;

function remedyFor(error: YAMLParseError, rows: readonly string[], line: number): YamlFault {
  const row = rows[line - 1] ?? '';
  const remedies: readonly Remedy[] = [curly, hardSpace, tab, ...(REMEDIES[error.code] ?? [])];
  for (const remedy of remedies) {
    const fault = remedy(row, rows, line);
    if (fault !== null) return fault;
  }
  const reason =
    error.message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? 'it does not parse';
  return { line, message: `this is no YAML: ${reason}` };
}

/** By the code that the parser gives; the first that fits speaks. */
const REMEDIES: Readonly<Record<string, readonly Remedy[]>> = {
  BLOCK_AS_IMPLICIT_KEY: [colonInText, indentedTooFar, listOutOfLine],
  MULTILINE_IMPLICIT_KEY: [noSpaceAfterColon, indentedTooFar],
  MISSING_CHAR: [openQuote, noSpaceAfterColon],
  UNEXPECTED_TOKEN: [wordsAfterQuote],
  BLOCK_IN_FLOW: [at('a comma is missing between two of the fields in { }')],
  BAD_INDENT: [
    openBrace,
    at('this line does not begin below those around it; give it as many spaces as they have'),
  ],
  DUPLICATE_KEY: [twice],
  BAD_SCALAR_START: [specialStart],
};

function at(message: string): Remedy {
  return (_, __, line) => ({ line, message });
}

function curly(row: string, _: readonly string[], line: number): YamlFault | null {
  return /[:,[{]\s*[“”„«]/.test(row)
    ? { line, message: 'this text stands in curly quotes, “…”; write straight ones, "…"' }
    : null;
}

/** The parser has several codes for one, by what stands around it. */
function tab(row: string, _: readonly string[], line: number): YamlFault | null {
  return /^ *\t/.test(row)
    ? { line, message: 'this line begins with a tab; write spaces in its place' }
    : null;
}

function wordsAfterQuote(row: string, _: readonly string[], line: number): YamlFault | null {
  return /["']/.test(row)
    ? {
        line,
        message:
          'words stand after the closing quote; put the whole text between two ", and write \' inside as it is',
      }
    : null;
}

/** A space that YAML takes for a letter: pages and word processors put it where a line may not break. */
function hardSpace(row: string, _: readonly string[], line: number): YamlFault | null {
  return /^[\s-]*\u00A0|:\u00A0/.test(row)
    ? { line, message: 'a space here is one that does not break; type it again as a plain space' }
    : null;
}

/** `title: Hold: a weight` */
function colonInText(row: string, _: readonly string[], line: number): YamlFault | null {
  const [, key = '', value = ''] = /^\s*(?:- )?([\w-]+):\s+([^"'{[|>\s].*:(?:\s.*|))$/.exec(row) ?? [];
  return value === ''
    ? null
    : { line, message: `a text with a colon in it stands in quotes: ${key}: "${value.trim()}"` };
}

function indentedTooFar(row: string, rows: readonly string[], line: number): YamlFault | null {
  const next = rows.findIndex((one, place) => place >= line && one.trim() !== '');
  const isDeeper = next >= 0 && depth(rows[next] ?? '') > depth(row) && /:\s*\S/.test(row);
  return isDeeper
    ? {
        line: next + 1,
        message: 'this line begins further in than the one above, which is done; take its extra spaces out',
      }
    : null;
}

function listOutOfLine(row: string, _: readonly string[], line: number): YamlFault | null {
  return /^\s*- /.test(row)
    ? { line, message: 'this - does not stand below the one above; give it as many spaces' }
    : null;
}

function noSpaceAfterColon(row: string, _: readonly string[], line: number): YamlFault | null {
  const [, key = '', value = ''] = /^\s*(?:- )?([\w-]+):(\S.*)$/.exec(row) ?? [];
  return key === '' ? null : { line, message: `a space is missing after the colon: ${key}: ${value}` };
}

/** The parser tells of it at the end of the file; it was opened further up. */
function openQuote(_: string, rows: readonly string[]): YamlFault | null {
  const opened = rows.findIndex((row) => (row.replaceAll('\\"', '').match(/"/g)?.length ?? 0) % 2 === 1);
  return opened < 0
    ? null
    : { line: opened + 1, message: 'a text begins with " here and never ends; write " at its end' };
}

function openBrace(row: string, rows: readonly string[], line: number): YamlFault | null {
  const opened = rows
    .slice(0, line)
    .findLastIndex((one) => count(one, '{') > count(one, '}') || count(one, '[') > count(one, ']'));
  if (opened < 0 || row.trim() === '') return null;
  const one = rows[opened] ?? '';
  const sign = count(one, '{') > count(one, '}') ? '{' : '[';
  return {
    line: opened + 1,
    message: `a ${sign} is opened here and never closed; end it with ${sign === '{' ? '}' : ']'}`,
  };
}

function twice(row: string, rows: readonly string[], line: number): YamlFault | null {
  const [, spaces = '', key = ''] = /^(\s*)(?:- )?([^:]+):/.exec(row) ?? [];
  const first = rows.slice(0, line - 1).findLastIndex((one) => one.startsWith(`${spaces}${key}:`));
  return {
    line,
    message: `the field ${key} stands here twice${first < 0 ? '' : `, first on line ${first + 1}`}; take one of them out`,
  };
}

function specialStart(row: string, _: readonly string[], line: number): YamlFault | null {
  const [, value = ''] = /:\s*(\S.*)$/.exec(row) ?? [];
  return { line, message: `a text that begins with ${value.slice(0, 1)} stands in quotes: "${value}"` };
}

/** What parses, and is not what was meant: `*bold*` names another text to YAML, and a curly quote is a letter. */
function strangeText(document: Document.Parsed, lines: LineCounter): YamlFault | null {
  let fault: YamlFault | null = null;
  const report = (offset: number, message: string) => {
    fault = { line: lines.linePos(offset).line, message };
    return visit.BREAK;
  };
  visit(document, {
    Alias: (_, { range, source }) =>
      report(range?.[0] ?? 0, `a text that begins with * stands in quotes: "*${source}"`),
    Scalar: (_, node) => {
      if (!isScalar(node) || !node.range) return undefined;
      if (node.type === 'PLAIN' && /^[“”„«]/.test(`${node.value}`))
        return report(node.range[0], 'this text stands in curly quotes, “…”; write straight ones, "…"');
      const sign = node.anchor === undefined ? (node.tag?.startsWith('!') ? '!' : '') : '&';
      if (sign !== '') return report(node.range[0], `a text that begins with ${sign} stands in quotes`);
      return undefined;
    },
  });
  return fault;
}

function depth(row: string): number {
  return row.length - row.trimStart().length;
}

function count(row: string, sign: string): number {
  return row.split(sign).length - 1;
}
