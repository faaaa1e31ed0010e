import { withPlainLines } from './source-file.ts';

/** A text in Markdown with YAML before it: a tip, a note. */
export interface FrontMatter {
  /** The YAML between the two lines of `---`. */
  head: string;
  body: string;
  /** The line of the file on which the body begins. */
  bodyLine: number;
}

/** The heading that opens the wording for readers who asked for no mention of a baby. */
export const NO_BABY_HEADING = '### No baby mentions';

/** Null where the text does not begin with front matter. */
export function frontMatterOf(text: string): FrontMatter | null {
  const lines = withPlainLines(text);
  const [whole, head] = /^---\n([\s\S]*?)\n---\n/.exec(lines) ?? [];
  if (whole === undefined || head === undefined) return null;
  return { head, body: lines.slice(whole.length), bodyLine: whole.split('\n').length };
}
