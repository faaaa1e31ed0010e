import type * as z from 'zod';
import { type CourseFolder, pathIn } from '../brand/course-folder.ts';
import type { DayWords } from '../domain/training/training-words.ts';
import type { SiteWords } from '../ports/site-words.ts';
import type { Finding } from './findings.ts';
import { planWords } from './plan-schemas.ts';
import { type Reading, readYaml, type SourceFile } from './source-file.ts';
import { formWords, type PageWords, pageWords, problemWords } from './word-schemas.ts';

/** `words/` of a course: what pages and forms say around its own texts. */
export interface WordFiles {
  pages: SourceFile<PageWords>;
  forms: SourceFile<z.infer<typeof formWords>>;
  problems: SourceFile<z.infer<typeof problemWords>>;
  plan: SourceFile<z.infer<typeof planWords>>;
}

export type ReadWords = { kind: 'read'; source: WordFiles } | { kind: 'broken'; findings: Finding[] };

/** A file that the course has not is taken from ours. */
export function readWords(folder: CourseFolder, reading?: Reading): ReadWords {
  const one = <T>(name: string, schema: z.ZodType<T>) =>
    readYaml(folder.root, pathIn(folder, `words/${name}.yaml`), schema, reading);
  const pages = one('pages', pageWords);
  const forms = one('forms', formWords);
  const problems = one('problems', problemWords);
  const plan = one('plan', planWords);
  if (pages.kind === 'read' && forms.kind === 'read' && problems.kind === 'read' && plan.kind === 'read')
    return {
      kind: 'read',
      source: { pages: pages.source, forms: forms.source, problems: problems.source, plan: plan.source },
    };
  const read = [pages, forms, problems, plan];
  return { kind: 'broken', findings: read.flatMap((file) => (file.kind === 'broken' ? file.findings : [])) };
}

/** What the code of the site says. @param language BCP 47, of home. */
export function siteWordsOf(words: WordFiles, language: string): SiteWords {
  const { forms, problems } = words;
  const { days: _, numbers, year, ...plan } = words.plan.data;
  return {
    forms: { language, ...forms.data },
    problems: problems.data,
    days: dayWordsOf(words),
    plan: { ...plan, numbers: { language, ...numbers }, year: { language, ...year } },
  };
}

/** How her training days read: the days of the week are called as on the form. */
export function dayWordsOf({ plan, forms }: Pick<WordFiles, 'plan' | 'forms'>): DayWords {
  return { ...plan.data.days, weekdays: forms.data.weekdays };
}

/** The same as a module: each part by itself, so that a function holds only what it says. */
export function wordsModule(words: SiteWords, languages: Readonly<Record<string, SiteWords>>): string {
  return Object.entries({ ...words, languages })
    .map(([part, all]) => `export const ${part}=${JSON.stringify(all)};\n`)
    .join('');
}

export const WORDS_TYPES = `import type { SiteWords } from '../lib/ports/site-words.ts';
export declare const forms: SiteWords['forms'];
export declare const problems: SiteWords['problems'];
export declare const days: SiteWords['days'];
export declare const plan: SiteWords['plan'];
export declare const languages: Readonly<Record<string, SiteWords>>;
`;
