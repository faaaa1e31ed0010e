import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Country } from '../domain/countries.ts';
import type { NoteId } from '../domain/sending/note.ts';
import type { NoteBlock, NoteText } from '../ports/letters.ts';
import { findingsIn } from './check-words.ts';
import type { CourseSource } from './course-source.ts';
import type { CourseText } from './course-texts.ts';
import type { Finding } from './findings.ts';
import { frontMatterOf, NO_BABY_HEADING } from './front-matter.ts';
import type { VoicedText } from './programme-schemas.ts';
import { rich } from './rich-text.ts';
import { parseYaml, withPlainLines } from './source-file.ts';
import { voiceOf } from './voice.ts';

/** A note as the coach wrote it. */
export interface NoteSource {
  id: NoteId;
  /** Who it says it is for: `all`, `session:12`, `received:12`; null where it says nothing. */
  who: string | null;
  urgent: boolean;
  /** What it says, in a country's words. */
  textFor(country: Country, babyMentions: boolean): NoteText;
}

const LONGEST_SUBJECT = 78;
const frontMatter = z.strictObject({
  subject: z
    .string()
    .trim()
    .min(1)
    .max(LONGEST_SUBJECT, `a subject has ${LONGEST_SUBJECT} letters at most, or inboxes cut it`),
  who: z.string().optional(),
  urgent: z.boolean().default(false),
});

/**
 * Reads a note: front matter, then Markdown of paragraphs, `## headings`, `- lists`, `**bold**` and `[links](https://…)`. It
 * is held against the same words as the course. What a note is, its subject and text, makes its id.
 */
export function readNote(
  text: string,
  file: string,
  course: CourseSource,
): { kind: 'read'; note: NoteSource } | { kind: 'broken'; findings: Finding[] } {
  const matter = frontMatterOf(text);
  if (matter === null)
    return broken(
      file,
      1,
      'the file begins with front matter between two lines of ---: subject, who, urgent',
    );
  const parsed = parseYaml(matter.head, file, frontMatter, 1);
  if (parsed.kind === 'broken') return parsed;
  const { subject, who, urgent } = parsed.source.data;
  const [body = '', noBaby] = matter.body.split(NO_BABY_HEADING).map((part) => part.trim());
  const written: VoicedText = noBaby === undefined ? body : { baby: body, 'no-baby': noBaby };
  const findings = [
    ...shapeFindings(file, withPlainLines(text), matter.bodyLine),
    ...wordFindings(course, file, matter.bodyLine, subject, written),
  ];
  if (body === '')
    findings.push({ file, line: matter.bodyLine, rule: 'shape', message: 'the note says nothing' });
  if (findings.length > 0) return { kind: 'broken', findings };
  const id = createHash('sha256')
    .update(JSON.stringify([subject, written]))
    .digest('hex')
    .slice(0, 16);
  return {
    kind: 'read',
    note: {
      ...{ id, who: who ?? null, urgent },
      textFor(country, babyMentions) {
        const voice = voiceOf(course, country, babyMentions);
        return { subject: voice.say(subject), body: blocksOf(voice.say(written)) };
      },
    },
  };
}

function wordFindings(
  course: CourseSource,
  file: string,
  line: number,
  subject: string,
  written: VoicedText,
): Finding[] {
  const common = { file, forEveryone: true, only: null, asWritten: false, ownBlanks: false };
  const texts: CourseText[] = [
    { ...common, line: 2, path: 'subject', wording: subject },
    { ...common, line, path: 'text', wording: written },
  ];
  return findingsIn(course, texts);
}

function shapeFindings(file: string, text: string, firstLine: number): Finding[] {
  return text.split('\n').flatMap((line, index) => {
    const fault = index + 1 < firstLine ? encodingFault(line) : (encodingFault(line) ?? markFault(line));
    return fault === null ? [] : [{ file, line: index + 1, rule: 'shape', message: fault }];
  });
}

function encodingFault(line: string): string | null {
  return line.includes('\uFFFD') ? 'a letter was lost: save the file as UTF-8' : null;
}

function markFault(line: string): string | null {
  if (line.split('**').length % 2 === 0) return 'a ** opens bold and none closes it';
  const slanted = SLANTED.exec(line)?.[0];
  if (slanted !== undefined)
    return `"${slanted}" would show its marks: write **bold** for what is to stand out`;
  if (/^(?:[*+]|\d+[.)]) /.test(line)) return 'a line of a list begins with "- "';
  const target = [...line.matchAll(/\]\(([^)]*)\)/g)]
    .map(([, one = '']) => one)
    .find((one) => !LINK.test(one));
  if (target !== undefined) return `the link to "${target}" must begin with https://, mailto: or tel:`;
  if (/^#(?!# )/.test(line) && line !== NO_BABY_HEADING) return 'a heading begins with "## "';
  return null;
}

/** Italics of Markdown, which a mail does not have: `*so*` or `_so_`, the marks close to the words. */
const SLANTED = /(?<![*\w])\*(?![*\s])[^*]*(?<!\s)\*(?![*\w])|(?<![\w/])_(?!\s)[^_]+(?<!\s)_(?!\w)/;
const LINK = /^(https:\/\/|mailto:|tel:)\S+$/;

/** Paragraphs are parted by an empty line; a line break within one is a blank. */
function blocksOf(text: string): NoteBlock[] {
  return text
    .split(/\n{2,}/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part): NoteBlock => {
      if (part.startsWith('## ')) return { kind: 'heading', text: rich(joined(part.slice(3))) };
      if (!part.startsWith('- ')) return { kind: 'paragraph', text: rich(joined(part)) };
      const items = part.slice(2).split(/\n- /);
      return { kind: 'list', items: items.map((item) => rich(joined(item))) };
    });
}

function joined(lines: string): string {
  return lines.replaceAll(/\s*\n\s*/g, ' ').trim();
}

function broken(file: string, line: number, message: string): { kind: 'broken'; findings: Finding[] } {
  return { kind: 'broken', findings: [{ file, line, rule: 'shape', message }] };
}
