import { isDeepStrictEqual } from 'node:util';
import { isScalar, parseDocument } from 'yaml';
import { NO_BABY_HEADING } from '../authoring/front-matter.ts';
import { withPlainLines } from '../authoring/source-file.ts';
import { parseTip, type TipVariant } from '../authoring/tip-file.ts';

/** Where a value stands in one of the coach's files. */
export type Place =
  | { in: 'yaml'; path: readonly (string | number)[] }
  | { in: 'tip'; variant: number; part: 'title' | 'body' | 'noBaby' };

export type Edited = { kind: 'edited'; text: string } | { kind: 'refused'; why: string };

/** The text of a file with another value at one place, and every other line as it was. */
export function withValue(text: string, place: Place, value: string | number): Edited {
  if (typeof value === 'string' && !value.isWellFormed())
    return refused('half a character was pasted in: type it again');
  return place.in === 'yaml' ? withScalar(text, place.path, value) : withTipWords(text, place, `${value}`);
}

function withScalar(text: string, path: readonly (string | number)[], value: string | number): Edited {
  const before = parseDocument(text);
  if (before.errors.length > 0)
    return refused('the file does not read as it stands: mend it in an editor first');
  const node = before.getIn(path, true);
  if (!isScalar(node) || !node.range) return refused('the file has no such value any more');
  if (node.anchor !== undefined) return refused('this value is shared by an anchor: change it in an editor');
  const [start, end] = node.range;
  // A block of lines ends with the line break that the next key stands behind.
  const closing = /\r?\n$/.exec(text.slice(start, end))?.[0] ?? '';
  const edited = text.slice(0, start) + sourceOf(value) + closing + text.slice(end);
  const wanted = parseDocument(text);
  wanted.setIn(path, value);
  const after = parseDocument(edited);
  return after.errors.length === 0 && isDeepStrictEqual(after.toJS(), wanted.toJS())
    ? { kind: 'edited', text: edited }
    : refused('this cannot be written at its place: change it in an editor');
}

/** A number as it is; words in double quotes on one line, which is JSON with what does not show spelled out. */
function sourceOf(value: string | number): string {
  if (typeof value === 'number') return `${value}`;
  return JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function withTipWords(text: string, { variant, part }: Extract<Place, { in: 'tip' }>, typed: string): Edited {
  const before = parseTip(text, 'tip');
  if (before.kind === 'broken')
    return refused('the file does not read as it stands: mend it in an editor first');
  const { variants } = before.tip;
  const value = withPlainLines(typed).trim();
  if (value === '') return refused('write something here');
  if (part === 'title' && value.includes('\n')) return refused('a title is one line');
  const range = rangeOf(text, variant, part);
  if (range === null) return refused('the tip has no such wording any more');
  const edited = text.slice(0, range.start) + value + text.slice(range.end);
  const after = parseTip(edited, 'tip');
  const wanted = variants.map((one, index) => (index === variant ? { ...one, [part]: value } : one));
  return after.kind === 'read' && isDeepStrictEqual(words(after.tip.variants), words(wanted))
    ? { kind: 'edited', text: edited }
    : refused('a line of a tip may not begin with ## or ###: those open another wording');
}

function words(variants: readonly TipVariant[]) {
  return variants.map(({ title, body, noBaby }) => [title, body, noBaby]);
}

/** Where a part of a wording stands, the white space around it left out. */
function rangeOf(
  text: string,
  variant: number,
  part: 'title' | 'body' | 'noBaby',
): { start: number; end: number } | null {
  const head = /^\uFEFF?---\r?\n[\s\S]*?\r?\n---\r?\n/.exec(text)?.[0].length ?? 0;
  let start = head;
  const parts = text
    .slice(head)
    .split(/^(?=## )/m)
    .map((whole) => {
      const at = start;
      start += whole.length;
      return { whole, at };
    })
    .filter(({ whole }) => /^## .+\r?\n/.test(whole));
  const wording = parts[variant];
  if (wording === undefined) return null;
  const { whole, at } = wording;
  const line = whole.indexOf('\n');
  if (part === 'title') return trimmed(text, at + '## '.length, at + line);
  const other = whole.indexOf(NO_BABY_HEADING, line);
  if (part === 'body') return trimmed(text, at + line, at + (other < 0 ? whole.length : other));
  return other < 0 ? null : trimmed(text, at + other + NO_BABY_HEADING.length, at + whole.length);
}

function trimmed(text: string, from: number, to: number): { start: number; end: number } | null {
  const part = text.slice(from, to);
  if (part.trim() === '') return null;
  const start = from + part.length - part.trimStart().length;
  return { start, end: start + part.trim().length };
}

function refused(why: string): Edited {
  return { kind: 'refused', why };
}
