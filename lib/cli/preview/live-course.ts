import { existsSync, readdirSync, watch } from 'node:fs';
import { join, resolve } from 'node:path';
import { picturesIn } from '../../adapters/letters/built-course.ts';
import { NO_PICTURES } from '../../adapters/letters/pictures.ts';
import {
  type CompiledCourse,
  checkCompiled,
  compileCourse,
  compiledLetters,
} from '../../authoring/build-course.ts';
import { type Finding, UnsafeCourse } from '../../authoring/findings.ts';
import type { CourseFolder } from '../../brand/course-folder.ts';
import type { Country } from '../../domain/countries.ts';
import { type Course, courseFrom, type Level, type SessionId } from '../../domain/course.ts';
import { type LessonLetter, type Letter, type Letters, LINK_ABOUT } from '../../ports/letters.ts';

/** The letters that are no lessons, by the name that the gallery gives them. */
export const OTHER_LETTERS = [
  'confirmation',
  ...LINK_ABOUT.map((about) => `${about}-link` as const),
] as const;
export type OtherLetter = (typeof OTHER_LETTERS)[number];

/** The course as its files stand now: compiled again whenever one of them changes. */
export interface LiveCourse {
  course(): Course;
  letter(lesson: LessonLetter): Letter;
  /** The letters that are no lessons. */
  other(name: OtherLetter, country: Country): Letter;
  titleOf(session: SessionId, level: Level | null): string;
  /** What the check finds; the letters are shown all the same, as they were before. */
  findings(): readonly Finding[];
  pictureFiles(): readonly string[];
  /** Answers how often the course has changed, once it does so again (or the listener has gone). */
  changed(listener: { onAbort(gone: () => void): void }): Promise<number>;
  close(): void;
}

const SITE = 'https://course.example';
/** A save often touches a file more than once. */
const SETTLE_MS = 150;

/** Throws `UnsafeCourse` when the files do not even have their shape to begin with. */
export async function liveCourse(folder: CourseFolder): Promise<LiveCourse> {
  const { built: out } = folder;
  const first = await compileCourse(folder);
  let course = courseFrom(first.source.map.map);
  let letters = await lettersOf(first, out);
  let findings = await findingsOf(folder);
  let changes = 0;
  const waiting = new Set<(count: number) => void>();

  const refresh = async (): Promise<void> => {
    try {
      const compiled = await compileCourse(folder);
      course = courseFrom(compiled.source.map.map);
      letters = await lettersOf(compiled, out);
      findings = await checkCompiled(compiled, out, false);
    } catch (error) {
      findings = error instanceof UnsafeCourse ? error.findings : [brokenTemplate(error)];
    }
    changes += 1;
    for (const tell of waiting) tell(changes);
    waiting.clear();
  };

  const stopWatching = watching(folder, () => void refresh());

  return {
    course: () => course,
    letter: (lesson) => letters.lesson(lesson),
    other: (name, country) => otherLetter(letters, name, country),
    titleOf: (session, level) => letters.titleOf({ session, level }, course.countries.home),
    findings: () => findings,
    pictureFiles: () => pngNames(join(out, 'pictures')),
    changed: (listener) =>
      new Promise((resolve) => {
        waiting.add(resolve);
        listener.onAbort(() => {
          waiting.delete(resolve);
          resolve(changes);
        });
      }),
    close: stopWatching,
  };
}

/** Tells once that files of the course, or of what all courses share, have changed and then rested. Answers how to stop. */
function watching({ root, course }: CourseFolder, changed: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const folders = new Set(['templates', course].map((path) => resolve(root, path)));
  const watchers = [...folders].map((path) =>
    watch(path, { recursive: true }, () => {
      clearTimeout(timer);
      timer = setTimeout(changed, SETTLE_MS);
    }),
  );
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}

function pngNames(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.png')) : [];
}

function otherLetter(letters: Letters, name: OtherLetter, country: Country): Letter {
  const privacyUrl = `${SITE}/privacy`;
  const about = LINK_ABOUT.find((one) => name === `${one}-link`);
  return about === undefined
    ? letters.confirmation({ country, confirmUrl: `${SITE}/confirm/k1.a.b`, privacyUrl })
    : letters.link({ about, country, url: `${SITE}/${about}/k1.a.b`, privacyUrl });
}

function lettersOf(compiled: CompiledCourse, out: string): Promise<Letters> {
  const manifest = join(out, 'pictures.json');
  const pictures = existsSync(manifest)
    ? picturesIn(manifest, 'https://course.example/pictures')
    : NO_PICTURES;
  return compiledLetters(compiled, out, pictures);
}

async function findingsOf(folder: CourseFolder): Promise<readonly Finding[]> {
  return checkCompiled(await compileCourse(folder), folder.built, false);
}

/** MJML and Handlebars complain by throwing; the coach sees it like any other finding. */
function brokenTemplate(error: unknown): Finding {
  const message = error instanceof Error ? error.message.split('\n').slice(0, 3).join(' ') : String(error);
  return { file: 'templates/emails', line: 0, rule: 'template', message };
}
