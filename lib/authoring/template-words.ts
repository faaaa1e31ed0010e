import { didYouMean } from './did-you-mean.ts';
import { type Finding, UnsafeCourse } from './findings.ts';
import type { SourceFile } from './source-file.ts';
import type { PageWords } from './word-schemas.ts';

/** A template as it is written: `file` from the project's root, HTML unless it ends in `.txt`. */
export interface WrittenTemplate {
  file: string;
  text: string;
}

/**
 * Templates with the sentences of a course in place of their names. A template writes `$(confirmed.already)`, and behind
 * the name what the sentence may place: `day`, `address=site.replyTo`, or markup between backticks. In the sentence
 * `{day}` stands for it, `**bold**` and `[words](target)` are the two marks. It goes in when the course is built, so that
 * what runs looks up nothing, and it is escaped by where it stands.
 * @throws UnsafeCourse for a sentence that is missing, that no template says, or that does not fit its place.
 */
export function withWords(
  templates: readonly WrittenTemplate[],
  words: SourceFile<PageWords>,
): readonly WrittenTemplate[] {
  const findings: Finding[] = [];
  const uses = new Set<string>();
  const filled = templates.map((template) => ({
    ...template,
    text: filledTemplate(template, words, { findings, uses }),
  }));
  findings.push(...unusedIn(words, uses));
  if (findings.length > 0) throw new UnsafeCourse(findings);
  return filled;
}

/** What is noted while templates are filled. */
interface Notes {
  findings: Finding[];
  /** The names of the sentences that templates say. */
  uses: Set<string>;
}

const PLACED = /([\w-]+)(?:=(?:`([^`]*)`|([^\s`)]+)))?/g;
const NAMED = /\$\(([a-z0-9-]+)\.([a-z0-9-]+)((?:\s+[\w-]+(?:=(?:`[^`]*`|[^\s`)]+))?)*)\)/g;

function filledTemplate(template: WrittenTemplate, words: SourceFile<PageWords>, notes: Notes): string {
  const { file, text } = template;
  const lineAt = (before: string) => before.split('\n').length;
  const filled = text.replaceAll(NAMED, (_, page: string, key: string, places: string, at: number) => {
    const before = text.slice(0, at);
    const says = `${page}.${key}`;
    const where = `${file}:${lineAt(before)}`;
    const note = (rule: Finding['rule'], path: readonly string[], message: string) =>
      notes.findings.push({ file: words.file, line: words.lineOf(path), rule, message });
    notes.uses.add(says);
    const sentence = words.data[page]?.[key];
    if (sentence === undefined) {
      const near = didYouMean(key, Object.keys(words.data[page] ?? {}));
      note('word-missing', [page], `there is no ${says}, which ${where} says${near}`);
      return '';
    }
    const gives = placedBy(places, (inner) => filledTemplate({ file, text: inner }, words, notes));
    const { text: shown, fault } = filledSentence(sentence.trim(), placeAfter(before, file), gives);
    if (fault !== null) note('word-place', [page, key], `${says}: ${fault} (${where})`);
    return shown;
  });
  const unread = filled.indexOf('$(');
  if (unread >= 0) {
    const message = `a sentence is named like $(page.sentence), not ${filled.slice(unread, unread + 30)}`;
    notes.findings.push({ file, line: lineAt(filled.slice(0, unread)), rule: 'template', message });
  }
  return filled;
}

/** What a template lets a sentence place, by name, as Handlebars has it. */
function placedBy(places: string, fill: (inner: string) => string): ReadonlyMap<string, string> {
  return new Map(
    [...places.matchAll(PLACED)].map(([, name = '', markup, path = name]) => [
      name,
      markup === undefined ? `{{${path}}}` : fill(markup),
    ]),
  );
}

/** Where in its template a sentence stands. `string`: between quotes in an expression of Handlebars. */
type Place = 'text' | 'attribute' | 'string' | 'plain' | 'nowhere';

function placeAfter(before: string, file: string): Place {
  const expression = before.lastIndexOf('{{');
  if (expression > before.lastIndexOf('}}'))
    return insideQuotes(before.slice(expression)) ? 'string' : 'nowhere';
  if (file.endsWith('.txt')) return 'plain';
  const markup = before.replaceAll(/\{\{.*?\}\}/gs, '');
  const tag = markup.lastIndexOf('<');
  if (tag <= markup.lastIndexOf('>')) return 'text';
  return insideQuotes(markup.slice(tag)) ? 'attribute' : 'nowhere';
}

function insideQuotes(begun: string): boolean {
  return begun.split('"').length % 2 === 0;
}

/** Why a sentence does not fit its place, beside what is shown; null: it fits. */
interface Filled {
  text: string;
  fault: string | null;
}

function filledSentence(sentence: string, place: Place, gives: ReadonlyMap<string, string>): Filled {
  const names = [...sentence.matchAll(/\{([\w-]+)\}/g)].map(([, name = '']) => name);
  const stranger = names.find((name) => !gives.has(name));
  const refused = (fault: string): Filled => ({ text: '', fault });
  if (place === 'nowhere') return refused('it stands where no sentence may stand');
  if (stranger !== undefined) {
    const known = [...gives.keys()].map((name) => `{${name}}`).join(', ') || 'no name at all';
    return refused(
      `nothing fills {${stranger}} here, which knows ${known}${didYouMean(stranger, gives.keys())}`,
    );
  }
  if (place === 'string' && names.length > 0) return refused(`no {${names[0]}} may stand in it here`);
  const marked = withMarks(sentence);
  if (place !== 'text' && marked !== sentence)
    return refused('no **bold** and no [link](target) may stand here');
  const escaped = place === 'text' ? withMarks(escapedIn(sentence, place)) : escapedIn(sentence, place);
  return {
    text: escaped.replaceAll(/\{([\w-]+)\}/g, (_, name: string) => gives.get(name) ?? ''),
    fault: null,
  };
}

function escapedIn(sentence: string, place: Place): string {
  if (place === 'plain') return sentence;
  if (place === 'string') return sentence.replaceAll('"', '\\"');
  const escaped = sentence.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return place === 'attribute' ? escaped.replaceAll('"', '&quot;') : escaped;
}

function withMarks(sentence: string): string {
  return sentence
    .replaceAll(/\*\*(.+?)\*\*/g, '<strong>$1</strong>')
    .replaceAll(/\[([^\]]+)\]\(([^)\s"]+)\)/g, '<a href="$2">$1</a>');
}

function unusedIn(words: SourceFile<PageWords>, uses: ReadonlySet<string>): Finding[] {
  return Object.entries(words.data).flatMap(([page, sentences]) =>
    Object.keys(sentences)
      .filter((key) => !uses.has(`${page}.${key}`))
      .map((key) => ({
        file: words.file,
        line: words.lineOf([page, key]),
        rule: 'word-unused',
        message: `no page says ${page}.${key}: take it out${didYouMean(`${page}.${key}`, missingOf(words, uses))}`,
      })),
  );
}

/** What templates say and the file has not: a slip in a name is both. */
function missingOf(words: SourceFile<PageWords>, uses: ReadonlySet<string>): string[] {
  return [...uses].filter((use) => {
    const [page = '', key = ''] = use.split('.');
    return words.data[page]?.[key] === undefined;
  });
}
