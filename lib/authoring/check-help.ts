import { HELP_PAGES, type HelpPage } from '../adapters/letters/help-pages.ts';
import { hardFault, readingOf } from './check-reading.ts';
import { HELP_LINK } from './compile-help.ts';
import type { CourseSource, HelpFile } from './course-source.ts';
import { type CourseText, textsOf } from './course-texts.ts';
import { didYouMean } from './did-you-mean.ts';
import type { Finding } from './findings.ts';
import { rich } from './rich-text.ts';
import { voiceOf } from './voice.ts';

/** The help pages: each that the mails lead to, no link and no drawing that leads nowhere, the signs on theirs. */
export function checkHelp(course: CourseSource): Finding[] {
  const ids = course.help.map(({ id }) => id);
  const texts = textsOf(course);
  return [
    ...pagesLinkedTo(course)
      .filter((id) => !ids.includes(id))
      .map(
        (id): Finding => ({
          file: `${course.folder.course}/help/${id}.yaml`,
          line: 1,
          rule: 'present',
          message: 'this help page is missing, and the emails lead to it; put it back',
        }),
      ),
    ...course.help.flatMap((page) => [
      ...strangerFindings(page),
      ...linkFindings(page, ids),
      ...drawingFindings(
        page,
        course.drawings.map(({ name }) => name),
      ),
      ...gradeFindings(page, course, texts),
    ]),
    ...shownFindings(course),
  ];
}

/** The pages that the mails of this course lead to. */
function pagesLinkedTo({ programme, sessions, kit }: CourseSource): readonly HelpPage[] {
  const { numbers, running } = programme.data;
  const jumps = sessions.some(({ data }) => JSON.stringify(data).includes('"impact":'));
  return [
    ...(['all', 'signs', 'before', 'pelvic-floor'] as const),
    ...(kit.data.weights.length > 0 ? (['kit'] as const) : []),
    ...(numbers ? (['numbers'] as const) : []),
    ...(jumps ? (['jumps'] as const) : []),
    ...(running ? (['running'] as const) : []),
  ];
}

function strangerFindings({ id, file }: HelpFile): Finding[] {
  if (HELP_PAGES.some((one) => one === id)) return [];
  return [{ file, line: 1, rule: 'help', message: `no email leads to a page called "${id}"` }];
}

function linkFindings({ file, data, lineOf }: HelpFile, ids: readonly string[]): Finding[] {
  const named = data.see.map((id, place) => ({ id, path: ['see', place] }));
  const linked = data.parts.flatMap((part, place) =>
    [...JSON.stringify(part).matchAll(HELP_LINK)].map(([, id = '']) => ({ id, path: ['parts', place] })),
  );
  return [...named, ...linked]
    .filter(({ id }) => !ids.includes(id))
    .map(({ id, path }) => ({
      file,
      line: lineOf(path),
      rule: 'help-link',
      message: `no help page is called "${id}"${didYouMean(id, ids)}`,
    }));
}

function drawingFindings({ file, data, lineOf }: HelpFile, drawings: readonly string[]): Finding[] {
  return data.parts.flatMap((part, place) =>
    (part.pictures ?? [])
      .filter((name) => !drawings.includes(name))
      .map((name) => ({
        file,
        line: lineOf(['parts', place, 'pictures']),
        rule: 'drawing',
        message: `no drawing is called "${name}"${didYouMean(name, drawings)}`,
      })),
  );
}

/** A page is read as a whole, as a lesson is; what it shows of other files is graded there. */
function gradeFindings({ file }: HelpFile, course: CourseSource, texts: readonly CourseText[]): Finding[] {
  const voice = voiceOf(course, course.map.map.countries.home, true);
  const helpTexts = texts.filter((text) => text.file === file);
  const hard = hardFault(
    course,
    readingOf(helpTexts.map((text) => rich(voice.say(text.wording)).text).join('\n')),
  );
  if (hard === null) return [];
  const message = `the page ${hard}`;
  return [{ file, line: 1, rule: 'reading', message }];
}

/** Who looks for the signs finds the table on that page, and what must be true first on the pages that ask for it. */
const NEEDED = [
  { id: 'signs', show: 'signs' },
  { id: 'before', show: 'self-check' },
  { id: 'before', show: 'ask-first' },
  { id: 'running', show: 'running-gate' },
  { id: 'jumps', show: 'jump-conditions' },
] as const;

function shownFindings({ help }: CourseSource): Finding[] {
  return NEEDED.flatMap(({ id, show }) => {
    const page = help.find((one) => one.id === id);
    if (!page || page.data.parts.some((part) => part.show === show)) return [];
    return [
      {
        file: page.file,
        line: page.lineOf(['parts']),
        rule: 'safety',
        message: `no part says "show: ${show}"`,
      },
    ];
  });
}
