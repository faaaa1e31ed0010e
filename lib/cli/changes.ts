import { basename } from 'node:path';
import type { Command } from 'commander';
import { editionKey, sessionAt } from '../adapters/letters/edition.ts';
import { editionsOf } from '../authoring/compile-edition.ts';
import type { CourseSource } from '../authoring/course-source.ts';
import { textsOf } from '../authoring/course-texts.ts';
import { editedConsents } from '../authoring/edited-consents.ts';
import { printFinding, UnsafeCourse } from '../authoring/findings.ts';
import { readCourse } from '../authoring/read-course.ts';
import { signedPartsOf } from '../authoring/sign-off.ts';
import { type CourseFolder, courseFolder } from '../brand/course-folder.ts';
import { countryOf } from '../domain/countries.ts';
import { courseFrom } from '../domain/course.ts';
import type { Decision } from '../domain/placement/decision.ts';
import type { Receiving } from '../domain/subscriber.ts';
import {
  type CourseChanges,
  type CoursesCompared,
  courseChanges,
} from '../use-cases/operator/course-changes.ts';
import { type CommandContext, type CourseOptions, courseCommand } from './context.ts';
import { courseAt } from './course-at.ts';
import { openCourse } from './open-course.ts';
import { showProgress } from './progress.ts';
import { CommandFailure, type Terminal } from './terminal.ts';
import { failUnread } from './unreadable.ts';

interface ChangesOptions extends CourseOptions {
  against: string;
}

const EXAMPLES = `
  course changes                                      what was saved since the last commit
  course changes --against v1.2.0                     since a tag, a branch or a commit
  course changes --against ../course-of-before        since another folder
  course changes --against v1.2.0 --stack StrongWeeks-live

It decides every woman's next lesson by the course as it was and as it is saved now, and changes nothing. It ends with
exit code 1 while a session was taken out without a place for those who had it last, and while the wording of a consent
that was shown is another under its version.`;

/** Who is touched by an edit of the course, before it is deployed. */
export function changesCommand(context: CommandContext): Command {
  return courseCommand('changes', 'what an edit of the course means for those who are on it', EXAMPLES)
    .option('--against <ref>', 'the course as it was: a git ref, or a folder', 'HEAD')
    .action(async (options: ChangesOptions) => {
      const { terminal, environment } = context;
      const folder = courseFolder(environment);
      using was = courseAt(folder, options.against);
      const [before, after] = [read(was.folder), read(folder)];
      await using open = await openCourse(options, context);
      const changes = await compare(open.course.subscribers, before, after, terminal);
      const parts = changedParts(before, after);
      const sentences = changedSentences(before, after);
      const edited = editedConsents(before, after);
      const lines = [...linesOf(changes, { parts, sentences }), ...edited.map(printFinding)];
      if (options.json) terminal.out(JSON.stringify({ ...changes, parts, sentences, edited }, null, 2));
      else for (const line of lines) terminal.out(line);
      const homeless = changes.gone.filter(({ stands }) => stands === null);
      if (homeless.length > 0)
        throw new CommandFailure(
          `${count(homeless.length, 'session')} without a place for those who had it last: add to course.yaml ${mend(homeless)}`,
        );
      if (edited.length > 0)
        throw new CommandFailure(`${count(edited.length, 'wording')} of consent changed under its version`);
      failUnread(changes.unreadable);
    });
}

function read(folder: CourseFolder): CourseSource {
  const course = readCourse(folder);
  if (course.kind === 'broken') throw new UnsafeCourse(course.findings);
  return course.course;
}

function compare(
  subscribers: Parameters<typeof courseChanges>[0],
  before: CourseSource,
  after: CourseSource,
  terminal: Terminal,
): Promise<CourseChanges> {
  using progress = showProgress(terminal, 'records');
  const [was, is] = [courseFrom(before.map.map), courseFrom(after.map.map)];
  return courseChanges(
    subscribers,
    { before: was, after: is, saysOther: saysOther(before, after) },
    progress.step,
  );
}

/** Compares what is compiled of a session, the exercises, tip and everyday line that it names, and what stands in every lesson. */
function saysOther(before: CourseSource, after: CourseSource): CoursesCompared['saysOther'] {
  const known = new Map<string, boolean>();
  const noReview = () => '';
  const [was, is] = [editionsOf(before, noReview), editionsOf(after, noReview)];
  const textOf = (
    source: CourseSource,
    editions: typeof was,
    { session: id, level, everyday: { list, index } }: Decision,
    { country, babyMentions: baby }: Receiving,
  ) => {
    const place = countryOf(source.map.map.countries, country);
    const edition = editions.get(editionKey(place.code, baby));
    const { exercises, safety, words, stages, levels, titles, because, programme, span, days } = edition;
    const session = sessionAt(edition.sessions, id, level);
    const text = JSON.stringify(session);
    const named = Object.entries(exercises).filter(([code]) => text?.includes(`"${code}"`));
    const everyday = list === 'ladder' ? edition.everyday.ladder[index] : edition.everyday[list];
    const hers = [session, named, edition.tips[session?.tip ?? ''], everyday];
    return JSON.stringify([hers, safety, words, stages, levels, titles, because, programme, span, days]);
  };
  return (lesson, her) => {
    const { list, index } = lesson.everyday;
    const which = [lesson.session, lesson.level, list, index, her.country, her.babyMentions].join();
    const other = known.get(which) ?? textOf(before, was, lesson, her) !== textOf(after, is, lesson, her);
    known.set(which, other);
    return other;
  };
}

function changedParts(before: CourseSource, after: CourseSource): string[] {
  const was = new Map(signedPartsOf(before).map(({ part, hash }) => [part, hash]));
  return signedPartsOf(after).flatMap(({ part, hash }) => (was.get(part) === hash ? [] : [part]));
}

/** How many sentences of pages, forms and errors read otherwise, are new, or are gone. */
function changedSentences(before: CourseSource, after: CourseSource): number {
  const was = sentencesOf(before);
  const is = sentencesOf(after);
  const names = new Set([...was.keys(), ...is.keys()]);
  return [...names].filter((name) => was.get(name) !== is.get(name)).length;
}

function sentencesOf(course: CourseSource): ReadonlyMap<string, string> {
  return new Map(
    textsOf(course)
      .filter(({ asWritten }) => asWritten)
      .map(({ file, path, wording }) => [`${basename(file)} ${path}`, `${wording}`]),
  );
}

function linesOf(
  changes: CourseChanges,
  { parts, sentences }: { parts: readonly string[]; sentences: number },
): string[] {
  const { mothers, newWords, otherSession, twice, back, gone } = changes;
  return [
    `${count(mothers, 'mother')} on the course. ${newWords} get new words with the next lesson; ${otherSession} get another session than they would have.`,
    `${twice.length} get a session that they had already; ${back.length} go back.`,
    ...[...new Set([...twice, ...back])].map((id) => `  look at ${id}`),
    ...gone.map(({ session, stands, place, mothers: hers }) =>
      stands === null
        ? `${hers} had session ${session} last, which is gone: add gone: { ${session}: ${place ?? '?'} }`
        : `${hers} had session ${session} last, which is gone; they stand at ${stands}.`,
    ),
    ...(sentences === 0
      ? []
      : [`${count(sentences, 'sentence')} of pages, forms or errors changed: no signature is asked for.`]),
    parts.length === 0
      ? 'Nothing that is signed has changed.'
      : `To be signed again: ${parts.join(', ')} (course check prints their hashes).`,
  ];
}

function mend(gone: CourseChanges['gone']): string {
  return `gone: { ${gone.map(({ session, place }) => `${session}: ${place ?? '?'}`).join(', ')} }`;
}

function count(many: number, one: string): string {
  return `${many} ${one}${many === 1 ? '' : 's'}`;
}
